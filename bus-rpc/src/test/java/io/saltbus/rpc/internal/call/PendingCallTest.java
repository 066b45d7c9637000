package io.saltbus.rpc.internal.call;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.saltbus.core.event.Envelope;
import io.saltbus.rpc.CallException;
import io.saltbus.rpc.RpcOptions;
import io.saltbus.rpc.RpcReply;
import io.saltbus.rpc.internal.wire.Answer;
import io.vertx.core.Promise;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class PendingCallTest {
    @RegisterExtension
    final CallFixture fixture = new CallFixture();

    private final Promise<RpcReply<JsonObject>> promise = Promise.promise();
    private final List<String> released = new ArrayList<>();
    private PendingCall<JsonObject> call;

    @BeforeEach
    void make() {
        fixture.bus(RpcOptions.defaults());
        call = call(ReplyReader.ofJson(fixture.services().payloads()), null);
    }

    private PendingCall<JsonObject> call(ReplyReader<JsonObject> reader, @Nullable MeterRegistry meters) {
        var handle = new Handle(Envelope.CELERY, "task-1");
        return new PendingCall<>(
                new PendingCall.Terms<>(handle, "rpc.sum", "rpc.sum v1", Duration.ofSeconds(1), reader, null),
                fixture.time,
                new CallMeters(meters, "test", () -> 0),
                new RecentIds(1),
                promise);
    }

    @Test
    void aResultWhoseClassThrowsAnErrorEndsIt() {
        call = call(
                new ReplyReader<>(fixture.services().payloads(), value -> {
                    throw new AssertionError("quotes " + value);
                }),
                null);

        assertThat(call.answer(fixture.result(3))).isTrue();

        assertThat(promise.future().cause())
                .isInstanceOf(CallException.MalformedReply.class)
                .hasMessageContaining("java.lang.AssertionError")
                .hasMessageNotContaining("quotes");
    }

    @Test
    void metersThatThrowDoNotKeepItFromEnding() {
        var broken = new SimpleMeterRegistry();
        call = call(ReplyReader.ofJson(fixture.services().payloads()), broken);
        broken.config().onMeterAdded(added -> {
            throw new IllegalStateException("no more meters");
        });

        assertThatThrownBy(() -> call.answer(fixture.result(3))).hasMessage("no more meters");

        assertThat(promise.future().succeeded()).isTrue();
    }

    @Test
    void aServiceWithoutAHandlerLeavesItWaitingForAnother() {
        assertThat(call.answer(new Answer.NoHandlers())).isTrue();
        assertThat(call.waits()).isTrue();

        assertThat(call.answer(fixture.result(3))).isTrue();

        assertThat(promise.future().result().orElseThrow().getInteger("sum")).isEqualTo(3);
    }

    @Test
    void whereOnlyServicesWithoutAHandlerAnsweredTheDeadlineSaysSo() {
        call.answer(new Answer.NoHandlers());

        call.expire();

        assertThat(promise.future().cause()).isInstanceOf(CallException.NoResponder.class);
    }

    @Test
    void itEndsOnce() {
        assertThat(call.fail(new CallException.Cancelled("rpc.sum v1"))).isTrue();

        assertThat(call.fail(new CallException.Closed("rpc.sum v1"))).isFalse();
        assertThat(call.answer(fixture.result(3))).isFalse();
        assertThat(call.answer(new Answer.NoHandlers())).isFalse();
        call.expire();
        assertThat(promise.future().cause()).isInstanceOf(CallException.Cancelled.class);
    }

    @Test
    void whatItHoldsIsReleasedAtItsEndOrAtOnce() {
        call.atEnd(() -> released.add("timer"));
        assertThat(released).isEmpty();

        call.expire();
        call.atEnd(() -> released.add("channel"));

        assertThat(released).containsExactly("timer", "channel");
    }

    @Test
    void whatItStillWaitsIsNeverNothing() {
        fixture.advance(Duration.ofMillis(400));
        assertThat(call.left()).isEqualTo(Duration.ofMillis(600));

        fixture.advance(Duration.ofSeconds(1));

        assertThat(call.left()).isEqualTo(Duration.ofMillis(1));
    }
}
