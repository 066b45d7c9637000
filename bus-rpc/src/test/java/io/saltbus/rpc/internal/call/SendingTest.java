package io.saltbus.rpc.internal.call;

import static io.saltbus.rpc.internal.call.CallFixture.failure;
import static org.assertj.core.api.Assertions.assertThat;

import io.saltbus.core.failure.BusException;
import io.saltbus.core.publish.Confirmed;
import io.saltbus.core.publish.PublishException;
import io.saltbus.rpc.CallException;
import io.saltbus.rpc.CallOptions;
import io.saltbus.rpc.RpcOptions;
import io.saltbus.rpc.RpcReply;
import io.vertx.core.Future;
import java.time.Duration;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class SendingTest {
    @RegisterExtension
    final CallFixture fixture = new CallFixture();

    private final BusException unsent = new PublishException.Overloaded("the buffer", 1, 1);
    private final BusException tooLarge = new PublishException.HeadersTooLarge("a name", 300, 255);
    private ScriptedCaller scripted;

    @BeforeEach
    void make() {
        fixture.bus(RpcOptions.defaults());
        scripted = new ScriptedCaller(fixture.services(), RpcOptions.defaults());
    }

    private Future<RpcReply<Sum.Result>> call(CallOptions options) {
        return scripted.caller.start(Sum.of(1, 2), options).reply();
    }

    private ScriptedRequests.Scripted request() {
        return scripted.requests.made.get(scripted.requests.made.size() - 1);
    }

    private void confirm(int send, boolean routed) {
        request().sends.get(send).complete(new Confirmed(request().envelope.messageId(), routed));
    }

    @Test
    void aRequestThatCannotBeSentEndsItsCall() {
        var reply = call(CallOptions.defaults());

        request().sends.get(0).fail(unsent);

        assertThat(reply.cause()).isSameAs(unsent);
        assertThat(request().ends).isEqualTo(1);
    }

    @Test
    void anAnswerThatOvertakesAFailureCounts() {
        var reply = call(CallOptions.defaults());
        scripted.answer(request(), scripted.reply(request()), true);

        request().sends.get(0).fail(unsent);

        assertThat(reply.result().orElseThrow().sum()).isEqualTo(3);
        assertThat(request().ends).isEqualTo(1);
    }

    @Test
    void aSendThatFailedIsTriedAgainWhereAttemptsAreLeft() {
        var reply = call(CallOptions.timeout(Duration.ofSeconds(2)).withAttempts(2));
        request().sends.get(0).fail(unsent);
        assertThat(reply.isComplete()).isFalse();

        scripted.advance(Duration.ofSeconds(1));
        request().sends.get(1).fail(unsent);

        assertThat(reply.cause()).isSameAs(unsent);
    }

    @Test
    void whatCannotSucceedLaterIsNotTriedAgain() {
        var reply = call(CallOptions.timeout(Duration.ofSeconds(2)).withAttempts(2));

        request().sends.get(0).fail(tooLarge);

        assertThat(reply.cause()).isSameAs(tooLarge);
    }

    @Test
    void aSecondSendThatReachesNobodyLeavesTheFirstItsAnswer() {
        var reply = call(CallOptions.timeout(Duration.ofSeconds(2)).withHedgeAfter(Duration.ofMillis(100)));
        confirm(0, true);
        scripted.advance(Duration.ofMillis(100));
        confirm(1, false);
        assertThat(reply.isComplete()).isFalse();

        scripted.advance(Duration.ofSeconds(2));

        assertThat(failure(reply)).isInstanceOf(CallException.DeadlineExceeded.class);
    }

    @Test
    void nobodyIsThereOnceEverySendReachedNobody() {
        var reply = call(CallOptions.timeout(Duration.ofSeconds(2)).withHedgeAfter(Duration.ofMillis(100)));
        scripted.advance(Duration.ofMillis(100));
        confirm(0, false);
        assertThat(reply.isComplete()).isFalse();

        confirm(1, false);

        assertThat(reply.cause()).isInstanceOf(CallException.NoResponder.class);
    }

    @Test
    void aCallInsideAHandlerWaitsNoLongerThanItsCaller() {
        scripted.requests.remaining = Duration.ofSeconds(2);
        var reply = call(CallOptions.timeout(Duration.ofSeconds(5)));
        assertThat(request().envelope.timeout()).isEqualTo(Duration.ofSeconds(2));

        scripted.advance(Duration.ofSeconds(2));

        assertThat(reply.cause()).isInstanceOf(CallException.DeadlineExceeded.class);
    }

    @Test
    void aCallInsideAHandlerWhoseCallerWaitsNoMoreIsNotSent() {
        scripted.requests.remaining = Duration.ofMillis(-1);

        assertThat(call(CallOptions.defaults()).cause())
                .isInstanceOf(CallException.DeadlineExceeded.class)
                .hasMessageContaining("was not sent");
        assertThat(scripted.requests.made).isEmpty();
    }
}
