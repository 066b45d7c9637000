package io.saltbus.rpc.internal.call;

import static io.saltbus.rpc.internal.call.CallFixture.await;
import static io.saltbus.rpc.internal.call.CallFixture.failure;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.saltbus.core.SaltBus;
import io.saltbus.core.event.Envelope;
import io.saltbus.rpc.CallException;
import io.saltbus.rpc.CallOptions;
import io.saltbus.rpc.Rpc;
import io.saltbus.rpc.RpcCall;
import io.saltbus.rpc.RpcOptions;
import io.saltbus.rpc.RpcReply;
import io.vertx.core.Future;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Calls that are made more than once: sent again, hedged, tried again under their id, or found again after a restart. */
class RepeatedCallTest {
    private static final Duration TIMEOUT = Duration.ofSeconds(10);

    @RegisterExtension
    final CallFixture fixture = new CallFixture();

    private final RpcOptions options = RpcOptions.defaults().withTimeout(TIMEOUT);

    private Rpc rpc() {
        return Rpc.of(fixture.bus(options));
    }

    @Test
    void aCallIsSentAgainWithTheSameIdAsItsOptionsSay() {
        Rpc rpc = rpc();
        fixture.neverRespond();
        var reply = rpc.call(
                Sum.of(1, 2), CallOptions.timeout(Duration.ofSeconds(3)).withAttempts(3));
        fixture.advance(Duration.ofSeconds(1));
        fixture.advance(Duration.ofSeconds(1));
        assertThat(fixture.requests).extracting(Envelope::attempt).containsExactly(1, 2, 3);
        assertThat(fixture.requests)
                .extracting(Envelope::messageId)
                .containsOnly(fixture.requests.get(0).messageId());
        assertThat(fixture.requests)
                .extracting(Envelope::timeout)
                .containsExactly(Duration.ofSeconds(3), Duration.ofSeconds(2), Duration.ofSeconds(1));

        fixture.advance(Duration.ofSeconds(1));

        assertThat(failure(reply)).isInstanceOf(CallException.DeadlineExceeded.class);
        assertThat(fixture.requests).hasSize(3);
    }

    @Test
    void aHedgedCallAsksOnceMore() {
        Rpc rpc = rpc();
        fixture.neverRespond();
        var reply = rpc.callOrFail(Sum.of(1, 2), CallOptions.defaults().withHedgeAfter(Duration.ofMillis(50)));
        fixture.advance(Duration.ofMillis(50));
        assertThat(fixture.requests).extracting(Envelope::attempt).containsExactly(1, 2);

        fixture.answer(fixture.requests.get(1), fixture.result(3));

        assertThat(await(reply).sum()).isEqualTo(3);
    }

    @Test
    void anAnswerInTimeStopsFurtherSends() {
        Rpc rpc = rpc();
        fixture.respondWithTheSum();
        await(rpc.call(Sum.of(1, 2), CallOptions.defaults().withAttempts(5)));

        fixture.advance(TIMEOUT);

        assertThat(fixture.requests).hasSize(1);
    }

    @Test
    void aCallThatIsTriedAgainTakesTheAnswerThatWasKept() {
        Rpc rpc = rpc();
        fixture.respondWithTheSum();
        RpcCall<Sum.Result> first = rpc.start(Sum.of(1, 2), CallOptions.defaults());
        await(first.reply());

        RpcCall<Sum.Result> second =
                rpc.start(Sum.of(1, 2), CallOptions.defaults().withCallId(first.handle()));

        assertThat(await(second.reply()).orElseThrow().sum()).isEqualTo(3);
        assertThat(second.handle()).isEqualTo(first.handle());
        assertThat(fixture.requests).hasSize(1);
    }

    @Test
    void aCallThatIsTriedAgainIsSentWhereNothingWasKept() {
        Rpc rpc = rpc();
        fixture.respondWithTheSum();

        RpcCall<Sum.Result> call =
                rpc.start(Sum.of(1, 2), CallOptions.defaults().withCallId("order-7"));

        assertThat(await(call.reply()).orElseThrow().sum()).isEqualTo(3);
        assertThat(call.handle()).endsWith("/order-7");
        assertThat(fixture.requests).extracting(Envelope::messageId).containsExactly("order-7");
        assertThat(fixture.requests).extracting(Envelope::attempt).containsExactly(2);
    }

    @Test
    void oneIdIsWaitedForOnce() {
        Rpc rpc = rpc();
        fixture.neverRespond();
        CallOptions named = CallOptions.defaults().withCallId("order-7");
        var first = rpc.call(Sum.of(1, 2), named);

        assertThat(failure(rpc.call(Sum.of(1, 2), named))).isInstanceOf(CallException.InProgress.class);
        assertThat(first.isComplete()).isFalse();
        assertThat(rpc.inFlight()).isEqualTo(1);
    }

    @Test
    void aProcessThatWasStartedAgainAttachesToItsCalls() {
        SaltBus before = fixture.bus(options);
        fixture.neverRespond();
        String kept = Rpc.of(before).start(Sum.of(1, 2), CallOptions.defaults()).handle();
        String coming =
                Rpc.of(before).start(Sum.of(3, 4), CallOptions.defaults()).handle();
        fixture.turns();
        await(before.close());
        Rpc rpc = rpc();
        fixture.answer(fixture.requests.get(0), fixture.result(3));

        assertThat(await(rpc.attach(kept, Sum.class, TIMEOUT)).orElseThrow().sum())
                .isEqualTo(3);
        Future<RpcReply<Sum.Result>> later = rpc.attach(coming, Sum.class, TIMEOUT);
        fixture.turns();
        assertThat(later.isComplete()).isFalse();
        fixture.answer(fixture.requests.get(1), fixture.result(7));
        assertThat(await(later).orElseThrow().sum()).isEqualTo(7);
        assertThat(fixture.store.listeners).hasSize(1);
    }

    @Test
    void whatNobodyCanWaitForIsRefusedBeforeTheCallCounts() {
        Rpc rpc = rpc();
        Duration tooLong = Duration.ofDays(200_000);

        assertThatIllegalArgumentException()
                .isThrownBy(() -> rpc.attach("somebody/something", Sum.class, tooLong))
                .withMessageContaining("timeout must be above zero and at most");
        assertThatIllegalArgumentException().isThrownBy(() -> CallOptions.timeout(tooLong));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> RpcOptions.defaults().withTimeout(tooLong));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> RpcOptions.defaults().withReplyTtl(tooLong))
                .withMessageContaining("replyTtl");
        assertThat(rpc.inFlight()).isZero();
    }

    @Test
    void attachingEndsWithItsTimeout() {
        Rpc rpc = rpc();
        var reply = rpc.attach("somebody/something", Sum.class, TIMEOUT);

        fixture.advance(TIMEOUT);

        assertThat(failure(reply)).isInstanceOf(CallException.DeadlineExceeded.class);
        assertThat(fixture.store.listeners).hasSize(1);
        assertThatIllegalArgumentException().isThrownBy(() -> rpc.attach("nonsense", Sum.class, TIMEOUT));
    }
}
