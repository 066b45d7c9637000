package io.saltbus.rpc.internal.call;

import static io.saltbus.rpc.internal.call.CallFixture.await;
import static io.saltbus.rpc.internal.call.CallFixture.failure;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.saltbus.core.SaltBus;
import io.saltbus.core.event.Envelope;
import io.saltbus.core.event.Event;
import io.saltbus.core.failure.ConfigurationException;
import io.saltbus.core.failure.ConnectionException;
import io.saltbus.core.schema.PayloadException;
import io.saltbus.core.subscribe.SubscribeOptions;
import io.saltbus.rpc.CallException;
import io.saltbus.rpc.CallOptions;
import io.saltbus.rpc.CallOutcome;
import io.saltbus.rpc.Rpc;
import io.saltbus.rpc.RpcCall;
import io.saltbus.rpc.RpcException;
import io.saltbus.rpc.RpcOptions;
import io.saltbus.rpc.RpcReply;
import io.saltbus.rpc.RpcRequest;
import io.saltbus.rpc.internal.wire.Answer;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class CallTest {
    private static final Duration TIMEOUT = Duration.ofSeconds(10);

    @RegisterExtension
    final CallFixture fixture = new CallFixture();

    private final RpcOptions options = RpcOptions.defaults().withTimeout(TIMEOUT);

    private Rpc rpc() {
        return Rpc.of(fixture.bus(options));
    }

    @Test
    void anAnswerIsASuccessWithItsDefaults() {
        Rpc rpc = rpc();
        fixture.respondWithTheSum();

        assertThat(await(rpc.call(Sum.of(1, 2))))
                .isEqualTo(new RpcReply.Success<>(new Sum.Result(3, "apples", "exact")));
        assertThat(rpc.inFlight()).isZero();
        assertThat(fixture.ended("success")).isEqualTo(1);
    }

    @Test
    void aResponderFailureIsAReply() {
        Rpc rpc = rpc();
        fixture.respond(sum -> Optional.of(new Answer.Refusal("TOO_MANY", "so many apples", null)));

        assertThat(await(rpc.call(Sum.of(1, 2)))).isEqualTo(new RpcReply.Failure<>("TOO_MANY", "so many apples", null));
        assertThat(failure(rpc.callOrFail(Sum.of(1, 2))))
                .isInstanceOfSatisfying(
                        RpcException.class, told -> assertThat(told.code()).isEqualTo("TOO_MANY"));
        assertThat(fixture.ended("failure")).isEqualTo(2);
    }

    record SumError(String errorCode, String errorMessage, Limit details) {
        record Limit(int most) {}
    }

    @Test
    void aResponderFailureCanBeReadAsItsRecord() {
        Rpc rpc = rpc();
        ObjectNode details = fixture.services().payloads().decode(Buffer.buffer("{\"most\":7}"));
        fixture.respond(sum -> Optional.of(new Answer.Refusal("TOO_MANY", "so many apples", details)));

        SumError error = await(rpc.call(Sum.of(1, 2)))
                .fold(
                        sum -> {
                            throw new AssertionError("was answered: " + sum);
                        },
                        failure -> rpc.errorAs(failure, SumError.class));

        assertThat(error).isEqualTo(new SumError("TOO_MANY", "so many apples", new SumError.Limit(7)));
    }

    @Test
    void aCallWithoutClassesAnswersWithJson() {
        Rpc rpc = rpc();
        fixture.respondWithTheSum();
        JsonObject payload = new JsonObject().put("left", 4).put("right", 5).put("unit", "apples");

        assertThat(await(rpc.call("rpc.sum", "v1", payload, CallOptions.defaults()))
                        .orElseThrow())
                .isEqualTo(new JsonObject().put("unit", "apples").put("sum", 9));
    }

    @Test
    void nobodyListeningEndsTheCallAtOnce() {
        Rpc rpc = rpc();

        assertThat(failure(rpc.call(Sum.of(1, 2))))
                .isInstanceOf(CallException.NoResponder.class)
                .hasMessageContaining("rpc.sum v1");
        assertThat(fixture.ended("no_responder")).isEqualTo(1);
    }

    @Test
    void theDeadlineEndsTheCallAndItsAnswerIsLate() {
        Rpc rpc = rpc();
        fixture.neverRespond();
        Future<?> reply = rpc.call(Sum.of(1, 2));
        fixture.advance(TIMEOUT.minusMillis(1));
        assertThat(reply.isComplete()).isFalse();
        assertThat(rpc.inFlight()).isEqualTo(1);
        assertThat(fixture.meters.get("saltbus.rpc.in.flight").gauge().value()).isEqualTo(1);

        fixture.advance(TimerWheel.TICK);

        assertThat(failure(reply))
                .isInstanceOf(CallException.DeadlineExceeded.class)
                .hasMessageContaining("10000 ms");
        assertThat(rpc.inFlight()).isZero();
        fixture.answer(fixture.requests.get(0), fixture.result(3));
        fixture.turns();
        assertThat(fixture.unwanted("late")).isEqualTo(1);
        assertThat(fixture.unwanted("duplicate")).isZero();
    }

    @Test
    void aSecondAnswerIsADuplicate() {
        Rpc rpc = rpc();
        fixture.respondWithTheSum();
        await(rpc.call(Sum.of(1, 2)));

        fixture.answer(fixture.requests.get(0), fixture.result(4));
        fixture.turns();

        assertThat(fixture.unwanted("duplicate")).isEqualTo(1);
        assertThat(fixture.unwanted("late")).isZero();
    }

    @Test
    void anAnswerThatWasNotHeardIsFoundBeforeTheDeadline() {
        Rpc rpc = rpc();
        fixture.store.deaf = true;
        fixture.respondWithTheSum();
        var reply = rpc.callOrFail(Sum.of(1, 2));
        fixture.advance(TIMEOUT.minusMillis(210));
        assertThat(reply.isComplete()).isFalse();

        fixture.advance(TimerWheel.TICK);

        assertThat(await(reply).sum()).isEqualTo(3);
    }

    @Test
    void answersThatWereMissedInAnOutageAreFoundAfterIt() {
        Rpc rpc = rpc();
        fixture.store.deaf = true;
        fixture.respond(sum -> sum.get("left").intValue() == 0 ? Optional.empty() : Optional.of(fixture.result(3)));
        var answered = rpc.callOrFail(Sum.of(1, 2));
        var waiting = rpc.callOrFail(Sum.of(0, 2));
        fixture.turns();
        assertThat(answered.isComplete()).isFalse();

        fixture.store.back();

        assertThat(await(answered).sum()).isEqualTo(3);
        assertThat(waiting.isComplete()).isFalse();
        assertThat(rpc.inFlight()).isEqualTo(1);
    }

    @Test
    void cancellingStopsWaitingAndTellsResponders() {
        Rpc rpc = rpc();
        fixture.neverRespond();
        RpcCall<Sum.Result> call = rpc.start(Sum.of(1, 2), CallOptions.defaults());
        fixture.turns();

        call.cancel();
        call.cancel();

        assertThat(failure(call.reply())).isInstanceOf(CallException.Cancelled.class);
        assertThat(fixture.store.told)
                .containsExactly(
                        "saltbus:cancel:rpc.sum " + fixture.requests.get(0).messageId());
        assertThat(rpc.inFlight()).isZero();
        assertThat(fixture.ended("cancelled")).isEqualTo(1);
    }

    @Test
    void closingTheBusEndsWhatWaitsAndRefusesWhatComes() {
        SaltBus bus = fixture.bus(options);
        Rpc rpc = Rpc.of(bus);
        fixture.neverRespond();
        var reply = rpc.call(Sum.of(1, 2));

        await(bus.close());

        assertThat(failure(reply)).isInstanceOf(CallException.Closed.class);
        assertThat(failure(rpc.call(Sum.of(1, 2)))).isInstanceOf(ConnectionException.Closed.class);
        assertThat(fixture.store.listeners).isEmpty();
    }

    @Test
    void aBusThatIsNotStartedRefusesCalls() {
        Rpc rpc = Rpc.of(fixture.build(options, builder -> builder));

        RpcCall<?> call = rpc.start(Sum.of(1, 2), CallOptions.defaults());

        assertThat(failure(call.reply())).isInstanceOf(ConnectionException.NotStarted.class);
        assertThat(call.handle()).isEmpty();
    }

    @Test
    void aRequestThatBreaksItsSchemaIsRefused() {
        Rpc rpc = rpc();

        assertThat(failure(rpc.call(new Sum(1, 2, null)))).isInstanceOf(PayloadException.Invalid.class);
        assertThat(rpc.inFlight()).isZero();
    }

    @SuppressWarnings("rawtypes")
    record Raw(int number) implements RpcRequest {}

    @Test
    @SuppressWarnings("unchecked")
    void aRequestThatDoesNotSayItsAnswerIsRefused() {
        Rpc rpc = rpc();

        assertThat(failure(rpc.call(new Raw(1))))
                .isInstanceOf(ConfigurationException.class)
                .hasMessageContaining("implements RpcRequest<");
    }

    @Test
    void anAnswerThatDoesNotFitIsMalformed() {
        Rpc rpc = rpc();
        fixture.respond(sum -> Optional.of(new Answer.Result(
                fixture.services().payloads().decode(Buffer.buffer("{\"sum\":\"three\",\"unit\":\"apples\"}")))));

        assertThat(failure(rpc.call(Sum.of(1, 2))))
                .isInstanceOf(CallException.MalformedReply.class)
                .hasMessageContaining("/sum")
                .hasMessageNotContaining("three");
        assertThat(fixture.unwanted("malformed")).isEqualTo(1);
        assertThat(fixture.ended("malformed")).isEqualTo(1);
    }

    @Test
    void anAnswerThatCannotBeReadEndsItsCall() {
        Rpc rpc = rpc();
        fixture.neverRespond();
        var named = rpc.call(Sum.of(1, 2));
        var unnamed = rpc.call(Sum.of(3, 4));
        fixture.turns();

        Envelope first = fixture.requests.get(0);
        fixture.deliver(first, Buffer.buffer("{\"call\":\"" + first.messageId() + "\",\"result\":5}"));
        fixture.deliver(fixture.requests.get(1), Buffer.buffer("no reply"));

        assertThat(failure(named)).isInstanceOf(CallException.MalformedReply.class);
        fixture.turns();
        assertThat(unnamed.isComplete()).isFalse();
        fixture.advance(TIMEOUT);
        assertThat(failure(unnamed)).isInstanceOf(CallException.MalformedReply.class);
        assertThat(fixture.unwanted("malformed")).isEqualTo(3);
    }

    @Test
    void moreCallsThanAllowedFailWithTheNumbers() {
        Rpc rpc = Rpc.of(fixture.bus(options.withMaxInFlight(2)));
        fixture.neverRespond();
        List<? extends Future<?>> two = List.of(rpc.call(Sum.of(1, 2)), rpc.call(Sum.of(1, 2)));

        assertThat(failure(rpc.call(Sum.of(1, 2))))
                .isInstanceOf(CallException.TooManyCalls.class)
                .hasMessageContaining("2 calls wait");
        assertThat(two).noneMatch(Future::isComplete);
        assertThat(rpc.inFlight()).isEqualTo(2);
    }

    @Test
    void aCallWithoutAStoreOfRepliesFailsUntilItIsBack() {
        fixture.store.down = new ConnectionException.Unreachable("nothing listens there", null);
        Rpc rpc = Rpc.of(fixture.bus(options.notRequired()));
        fixture.respondWithTheSum();

        assertThat(failure(rpc.call(Sum.of(1, 2))))
                .isInstanceOf(CallException.RepliesUnavailable.class)
                .hasMessageContaining("watched:")
                .hasMessageContaining("nothing listens there");
        assertThat(fixture.requests).isEmpty();

        fixture.store.down = null;
        assertThat(await(rpc.callOrFail(Sum.of(1, 2))).sum()).isEqualTo(3);
    }

    @Test
    void manyCallsHaveOneOutcomeEach() {
        Rpc rpc = rpc();
        fixture.respondWithTheSum();

        List<CallOutcome<Sum.Result>> outcomes =
                await(rpc.callAll(List.of(Sum.of(1, 2), new Sum(1, 2, null), Sum.of(3, 4)), CallOptions.defaults()));

        assertThat(outcomes.get(0))
                .isEqualTo(new CallOutcome.Answered<>(new RpcReply.Success<>(new Sum.Result(3, "apples", "exact"))));
        assertThat(outcomes.get(1))
                .isInstanceOfSatisfying(
                        CallOutcome.Unanswered.class,
                        none -> assertThat(none.cause()).isInstanceOf(PayloadException.Invalid.class));
        assertThat(outcomes.get(2)).isInstanceOf(CallOutcome.Answered.class);
        assertThat(await(rpc.callAll(List.<Sum>of(), CallOptions.defaults()))).isEmpty();
    }

    @Event("order.placed")
    record Placed(int number) {}

    @Test
    void aCallMadeByAHandlerCarriesItsCauseAndItsCorrelation() {
        SaltBus bus = fixture.bus(options, builder -> builder.event(Placed.class));
        fixture.respondWithTheSum();
        Promise<Sum.Result> answer = Promise.promise();
        await(bus.subscribe(
                Placed.class,
                SubscribeOptions.named("sums"),
                (placed, envelope) ->
                        Rpc.of(bus).callOrFail(Sum.of(placed.number(), 2)).onComplete(answer)));

        String cause = await(bus.publish(new Placed(7))).messageId();

        assertThat(await(answer.future()).sum()).isEqualTo(9);
        assertThat(fixture.requests).extracting(Envelope::causationId).containsExactly(cause);
        assertThat(fixture.requests).extracting(Envelope::correlationId).containsExactly(cause);
    }

    @Test
    void aCallEndsOnTheContextThatItWasMadeOn() {
        Rpc rpc = rpc();
        fixture.respondWithTheSum();
        Context context = fixture.vertx.getOrCreateContext();
        Promise<Context> seen = Promise.promise();

        context.runOnContext(
                turn -> rpc.call(Sum.of(1, 2)).onComplete(reply -> seen.complete(Vertx.currentContext()), seen::fail));

        assertThat(await(seen.future())).isSameAs(context);
    }

    @Test
    void whatACallersListenerThrowsEndsNoOtherCall() {
        Rpc rpc = rpc();
        fixture.neverRespond();
        Future<RpcReply<Sum.Result>> first = rpc.call(Sum.of(1, 2)).onFailure(ended -> {
            throw new IllegalStateException("on purpose");
        });
        var second = rpc.call(Sum.of(1, 2));

        fixture.advance(TIMEOUT);

        assertThat(failure(first)).isInstanceOf(CallException.DeadlineExceeded.class);
        assertThat(failure(second)).isInstanceOf(CallException.DeadlineExceeded.class);
    }
}
