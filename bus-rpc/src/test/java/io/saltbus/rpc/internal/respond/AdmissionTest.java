package io.saltbus.rpc.internal.respond;

import static io.saltbus.rpc.internal.respond.ResponderFixture.CALLER;
import static io.saltbus.rpc.internal.respond.ResponderFixture.await;
import static org.assertj.core.api.Assertions.assertThat;

import io.saltbus.core.SaltBus;
import io.saltbus.core.event.Envelope;
import io.saltbus.core.subscribe.Outcome;
import io.saltbus.core.subscribe.SubscribeOptions;
import io.saltbus.core.subscribe.TimeLimits;
import io.saltbus.rpc.RpcException;
import io.saltbus.rpc.reply.ReplyAddress;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class AdmissionTest {
    private static final JsonObject ASKED = new JsonObject().put("user_id", 7);
    private static final Documents.Listing EMPTY = new Documents.Listing(List.of(), 0);
    private static final JsonObject KEPT = new JsonObject()
            .put("call", "1")
            .put("result", new JsonObject().put("titles", new JsonArray()).put("total_count", 5));

    @RegisterExtension
    final ResponderFixture fixture = new ResponderFixture();

    private final AtomicInteger calls = new AtomicInteger();
    private final Promise<Object> answer = Promise.promise();

    @Test
    void aRequestWhoseTimeIsUpIsSkipped() {
        respond(1);
        fixture.ask(Documents.TOPIC, "1", request -> request.reply(CALLER, Duration.ofMinutes(1)), ASKED);
        fixture.ask(Documents.TOPIC, "2", ASKED);
        fixture.advance(Duration.ofSeconds(10));

        answer.complete(EMPTY);

        fixture.expect(Outcome.HANDLED);
        fixture.expect(Outcome.TOO_LATE);
        assertThat(calls).hasValue(1);
        assertThat(fixture.kept("2")).isNull();
    }

    @Test
    void aRequestThatWasCancelledBeforeItsTurnIsSkipped() {
        respond(1);
        fixture.ask(Documents.TOPIC, "1", ASKED);
        fixture.ask(Documents.TOPIC, "2", ASKED);
        cancel("2");

        answer.complete(EMPTY);

        fixture.expect(Outcome.HANDLED);
        fixture.expect(Outcome.TOO_LATE);
        assertThat(calls).hasValue(1);
    }

    @Test
    void aCancellationIsForgotten() {
        answer.complete(EMPTY);
        respond(1);
        cancel("1");
        cancel("x".repeat(1_000));
        fixture.advance(Cancellations.MEMORY);

        fixture.ask(Documents.TOPIC, "1", ASKED);

        fixture.expect(Outcome.HANDLED);
    }

    @Test
    void onlySoManyCancellationsAreRemembered() {
        answer.complete(EMPTY);
        respond(1);
        for (int number = 0; number <= Cancellations.LIMIT; number++) {
            cancel("c" + number);
        }

        fixture.ask(Documents.TOPIC, "c0", ASKED);
        fixture.expect(Outcome.HANDLED);
        fixture.ask(Documents.TOPIC, "c1", ASKED);
        fixture.expect(Outcome.TOO_LATE);
    }

    @Test
    void aCallThatWasAnsweredBeforeGetsTheSameAnswerAgain() {
        respond(1);
        keep(KEPT);
        BlockingQueue<JsonObject> told = fixture.listen();

        fixture.ask(Documents.TOPIC, "1", AdmissionTest::again, ASKED);

        fixture.expect(Outcome.HANDLED);
        fixture.turns();
        assertThat(told).containsExactly(KEPT);
        assertThat(calls).hasValue(0);
    }

    @Test
    void whatIsKeptButNoAnswerIsNotTakenForOne() {
        answer.complete(EMPTY);
        respond(1);
        keep(new JsonObject().put("call", "1"));

        fixture.ask(Documents.TOPIC, "1", AdmissionTest::again, ASKED);

        fixture.expect(Outcome.HANDLED);
        assertThat(calls).hasValue(1);
    }

    @Test
    void theFirstTimeNothingIsLookedFor() {
        answer.complete(EMPTY);
        respond(1);
        keep(KEPT);

        fixture.ask(Documents.TOPIC, "1", ASKED);

        fixture.expect(Outcome.HANDLED);
        assertThat(calls).hasValue(1);
        assertThat(claim("somebody")).isTrue();
    }

    @Test
    void aCallThatRunsHereAlreadyIsWaitedForAndNotRunTwice() {
        respond(2);
        fixture.ask(Documents.TOPIC, "1", ASKED);
        fixture.ask(Documents.TOPIC, "1", AdmissionTest::again, ASKED);
        fixture.advance(Duration.ofSeconds(1));
        fixture.expectNothing();

        answer.fail(new RpcException("NO", "no"));

        fixture.expect(Outcome.REFUSED);
        fixture.expect(Outcome.REFUSED);
        assertThat(calls).hasValue(1);
    }

    @Test
    void aCallThatComesAgainAfterItsEndRunsNoMore() {
        answer.complete(EMPTY);
        respond(2);
        fixture.ask(Documents.TOPIC, "1", ASKED);
        fixture.expect(Outcome.HANDLED);

        fixture.ask(Documents.TOPIC, "1", AdmissionTest::again, ASKED);
        fixture.expect(Outcome.HANDLED);

        assertThat(calls).hasValue(1);
    }

    @Test
    void aCallThatAnotherProcessHasClaimedIsWaitedFor() {
        respond(1);
        assertThat(claim("another")).isTrue();
        fixture.ask(Documents.TOPIC, "1", AdmissionTest::again, ASKED);
        fixture.advance(Duration.ofSeconds(3));
        fixture.expectNothing();

        keep(KEPT);
        fixture.advance(Duration.ofSeconds(1));

        fixture.expect(Outcome.HANDLED);
        assertThat(calls).hasValue(0);
    }

    @Test
    void aCallWhoseClaimantDiedIsHandledHere() {
        answer.complete(EMPTY);
        respond(1);
        assertThat(claim("another")).isTrue();

        fixture.ask(Documents.TOPIC, "1", request -> request.attempt(2).reply(CALLER, Duration.ofMinutes(1)), ASKED);
        fixture.advance(Repeats.CLAIM.plusSeconds(1));

        fixture.expect(Outcome.HANDLED);
        assertThat(calls).hasValue(1);
    }

    @Test
    void aCallThatStaysClaimedIsWaitedForNoLongerThanItsCallerWaits() {
        respond(1);
        await(fixture.store.claim(claimKey(), "another", Duration.ofMinutes(1)));

        fixture.ask(Documents.TOPIC, "1", AdmissionTest::again, ASKED);
        fixture.advance(Duration.ofSeconds(11));

        fixture.expect(Outcome.TOO_LATE);
        assertThat(calls).hasValue(0);
    }

    @Test
    void aCallThatWaitsForAnotherProcessIsNotBegunAfterTheEndOfTheBus() {
        answer.complete(EMPTY);
        SaltBus bus = respond(1);
        await(fixture.store.claim(claimKey(), "another", Duration.ofMinutes(2)));
        fixture.ask(Documents.TOPIC, "1", request -> request.attempt(2).reply(CALLER, Duration.ofMinutes(5)), ASKED);
        Future<Void> closed = bus.close();
        fixture.advance(Duration.ofMinutes(1));
        await(closed);

        fixture.advance(Duration.ofMinutes(3));

        assertThat(calls).hasValue(0);
        assertThat(claim("another")).isTrue();
    }

    @Test
    void aClaimIsRenewedAsLongAsItsCallRuns() {
        respond(1);
        fixture.ask(Documents.TOPIC, "1", request -> request.attempt(2).reply(CALLER, Duration.ofMinutes(5)), ASKED);
        fixture.advance(Duration.ofSeconds(25));
        assertThat(calls).hasValue(1);
        assertThat(claim("another")).isFalse();

        answer.complete(EMPTY);
        fixture.expect(Outcome.HANDLED);
        fixture.advance(Repeats.CLAIM.plusSeconds(1));
        assertThat(claim("another")).isTrue();
    }

    @Test
    void aStoreThatIsAwayIsWaitedForBeforeACallRunsAgain() {
        answer.complete(EMPTY);
        respond(1);
        keep(KEPT);
        fixture.store.down = true;
        fixture.ask(Documents.TOPIC, "1", AdmissionTest::again, ASKED);
        fixture.advance(Duration.ofSeconds(2));
        fixture.expectNothing();

        fixture.store.down = false;
        fixture.advance(Duration.ofSeconds(1));

        fixture.expect(Outcome.HANDLED);
        assertThat(calls).hasValue(0);
    }

    private SaltBus respond(int concurrency) {
        SaltBus bus = fixture.bus(Documents.Request.class);
        SubscribeOptions options = SubscribeOptions.named("list")
                .withConcurrency(concurrency)
                .withTimeLimits(TimeLimits.hard(Duration.ofMinutes(2)));
        await(bus.subscribe(Documents.Request.class, options, (request, envelope) -> {
            calls.incrementAndGet();
            return answer.future();
        }));
        return bus;
    }

    private static Envelope.Builder again(Envelope.Builder request) {
        return request.attempt(2);
    }

    private void cancel(String callId) {
        await(fixture.store.tell("saltbus:cancel:" + Documents.TOPIC, Buffer.buffer(callId)));
        await(Future.future(done -> fixture.vertx.runOnContext(heard -> done.complete())));
    }

    private void keep(JsonObject reply) {
        await(fixture.store.deliver(ReplyAddress.ofCaller(CALLER, "1"), reply.toBuffer(), Duration.ofHours(1)));
    }

    private boolean claim(String owner) {
        return await(fixture.store.claim(claimKey(), owner, Repeats.CLAIM));
    }

    private static String claimKey() {
        return "saltbus:{" + CALLER + "}:claim:1";
    }
}
