package io.saltbus.rpc.internal.call;

import static org.assertj.core.api.Assertions.assertThat;

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
        var handle = new Handle(Envelope.CELERY, "task-1");
        call = new PendingCall<>(
                new PendingCall.Terms<>(
                        handle,
                        "rpc.sum",
                        "rpc.sum v1",
                        Duration.ofSeconds(1),
                        ReplyReader.ofJson(fixture.services().payloads()),
                        null),
                fixture.time,
                new CallMeters(null, "test", () -> 0),
                new RecentIds(1),
                promise);
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
