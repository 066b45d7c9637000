package io.saltbus.rpc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.saltbus.core.SaltBus;
import io.saltbus.core.SaltBusBuilder;
import io.saltbus.core.event.Envelope;
import io.saltbus.core.event.Event;
import io.saltbus.core.event.EventMode;
import io.saltbus.core.event.EventView;
import io.saltbus.core.publish.PublishOptions;
import io.saltbus.core.schema.PayloadException;
import io.saltbus.core.subscribe.EventHandler;
import io.saltbus.core.subscribe.SubscribeOptions;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonObject;
import jakarta.validation.constraints.Max;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.BooleanSupplier;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What calls must keep, whatever carries them. */
@Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
abstract class RpcContract {
    @Event(value = "rpc.sum", mode = EventMode.RPC)
    record Sum(int one, @Max(1_000) int other) implements RpcRequest<Sum.Total> {
        record Total(@Max(1_500) int total) {}
    }

    private final List<SaltBus> buses = new ArrayList<>();
    final Vertx vertx = Vertx.vertx();
    final SimpleMeterRegistry meters = new SimpleMeterRegistry();
    // queues of one test on a broker that outlives it must not be another's
    private final String prefix = "t" + UUID.randomUUID().toString().substring(0, 8);

    /** A bus of the service on what is tested. */
    abstract SaltBusBuilder bus(String service, String prefix);

    @AfterEach
    void closeAll() {
        buses.forEach(bus -> await(bus.close()));
        await(vertx.close());
    }

    static <T> T await(Future<T> future) {
        try {
            return future.toCompletionStage()
                    .toCompletableFuture()
                    .orTimeout(40, TimeUnit.SECONDS)
                    .join();
        } catch (CompletionException failed) {
            throw failed.getCause() instanceof RuntimeException cause ? cause : failed;
        }
    }

    SaltBus started(SaltBusBuilder builder) {
        SaltBus bus = builder.build();
        buses.add(bus);
        await(bus.start());
        return bus;
    }

    private Rpc caller() {
        return Rpc.of(started(bus("caller", prefix).event(Sum.class).meters(meters)));
    }

    SaltBus responder(EventHandler<Sum> handler) {
        return responder("sums", SubscribeOptions.named("sum"), handler);
    }

    SaltBus responder(String service, SubscribeOptions options, EventHandler<Sum> handler) {
        // a handler that never answers is not waited for at the end of its test
        SaltBus bus = started(bus(service, prefix).shutdownTimeout(Duration.ofSeconds(2)));
        await(bus.subscribe(Sum.class, options, handler));
        return bus;
    }

    private static Future<Object> add(Sum asked) {
        return Future.succeededFuture(new Sum.Total(asked.one() + asked.other()));
    }

    private static CallOptions within(long millis) {
        return CallOptions.timeout(Duration.ofMillis(millis));
    }

    @Test
    void aCallIsAnswered() {
        responder((sum, envelope) -> add(sum));

        RpcReply<Sum.Total> reply = await(caller().call(new Sum(1, 2)));

        assertThat(reply).isEqualTo(new RpcReply.Success<>(new Sum.Total(3)));
        assertThat(reply.<Integer>map(Sum.Total::total).orElseThrow()).isEqualTo(3);
    }

    @Test
    void manyCallsAreEachGivenTheirOwnAnswer() {
        responder((sum, envelope) -> add(sum));
        Rpc rpc = caller();
        List<Sum> sums =
                IntStream.range(0, 500).mapToObj(number -> new Sum(number, 1)).toList();

        List<CallOutcome<Sum.Total>> outcomes = await(rpc.callAll(sums, CallOptions.defaults()));

        for (int number = 0; number < sums.size(); number++) {
            assertThat(outcomes.get(number))
                    .isEqualTo(new CallOutcome.Answered<>(new RpcReply.Success<>(new Sum.Total(number + 1))));
        }
        assertThat(rpc.inFlight()).isZero();
    }

    @Test
    void oneOfSeveralRespondersAnswers() {
        var asked = new CopyOnWriteArrayList<String>();
        for (String service : List.of("east", "west")) {
            responder(service, SubscribeOptions.named("sum").withPrefetch(1), (sum, envelope) -> {
                asked.add(envelope.messageId());
                return add(sum);
            });
        }
        Rpc rpc = caller();

        for (int number = 0; number < 40; number++) {
            await(rpc.callOrFail(new Sum(number, 1)));
        }

        assertThat(asked).hasSize(40).doesNotHaveDuplicates();
    }

    @Test
    void aFailureTellsItsCodeItsMessageAndItsDetails() {
        responder((sum, envelope) -> {
            throw new RpcException("TOO_TIRED", "not today", new JsonObject().put("since", 9));
        });
        Rpc rpc = caller();

        assertThat(await(rpc.call(new Sum(1, 2))))
                .isEqualTo(new RpcReply.Failure<>("TOO_TIRED", "not today", new JsonObject().put("since", 9)));
        assertThatThrownBy(() -> await(rpc.callOrFail(new Sum(1, 2))))
                .isInstanceOf(RpcException.class)
                .hasMessageContaining("TOO_TIRED")
                .hasMessageContaining("not today");
    }

    @Test
    void whatAHandlerDidNotMeanForCallersIsNotTold() {
        responder((sum, envelope) -> {
            throw new IllegalStateException("the secret is swordfish");
        });

        var reply = await(caller().call(new Sum(1, 2)));

        assertThat(reply).isInstanceOfSatisfying(RpcReply.Failure.class, failure -> {
            assertThat(failure.code()).isEqualTo(RpcException.INTERNAL);
            assertThat(failure.toString()).doesNotContain("swordfish", "IllegalState");
        });
    }

    @Test
    void nobodyToAnswerIsToldAtOnce() {
        Rpc rpc = caller();

        assertThatThrownBy(() -> await(rpc.call(new Sum(1, 2), within(30_000))))
                .isInstanceOf(CallException.NoResponder.class)
                .hasMessageContaining("rpc.sum");
        assertThat(rpc.inFlight()).isZero();
    }

    @Test
    void anAnswerThatComesTooLateIsCounted() {
        Promise<Object> answer = Promise.promise();
        var deadline = new AtomicReference<Envelope>();
        responder((sum, envelope) -> {
            deadline.set(envelope);
            return answer.future();
        });
        Rpc rpc = caller();

        assertThatThrownBy(() -> await(rpc.call(new Sum(1, 2), within(700))))
                .isInstanceOf(CallException.DeadlineExceeded.class)
                .hasMessageContaining("700 ms");
        answer.complete(new Sum.Total(3));

        assertThat(deadline.get().timeout()).isEqualTo(Duration.ofMillis(700));
        eventually(() -> late() == 1);
    }

    private double late() {
        var counter = meters.find("saltbus.rpc.replies").tag("kind", "late").counter();
        return counter == null ? 0 : counter.count();
    }

    /** Looks until it is so; the test's time limit ends it. */
    void eventually(BooleanSupplier condition) {
        while (!condition.getAsBoolean()) {
            await(vertx.timer(5, TimeUnit.MILLISECONDS));
        }
    }

    @Test
    void aRequestThatNobodyWaitsForAnyMoreIsNotHandled() {
        var handled = new AtomicInteger();
        Promise<Object> first = Promise.promise();
        responder("sums", SubscribeOptions.named("sum").withConcurrency(1), (sum, envelope) -> {
            handled.incrementAndGet();
            return sum.one() == 0 ? first.future() : add(sum);
        });
        Rpc rpc = caller();
        Future<RpcReply<Sum.Total>> blocking = rpc.call(new Sum(0, 0));

        RpcCall<Sum.Total> cancelled = rpc.start(new Sum(1, 1), CallOptions.defaults());
        eventually(() -> handled.get() == 1);
        cancelled.cancel();
        assertThatThrownBy(() -> await(cancelled.reply())).isInstanceOf(CallException.Cancelled.class);
        assertThatThrownBy(() -> await(rpc.call(new Sum(2, 2), within(500))))
                .isInstanceOf(CallException.DeadlineExceeded.class);
        first.complete(new Sum.Total(0));

        assertThat(await(blocking).orElseThrow().total()).isZero();
        assertThat(await(rpc.callOrFail(new Sum(5, 5))).total()).isEqualTo(10);
        assertThat(handled).hasValue(2);
    }

    @Test
    void aCloseEndsWhatWaits() {
        responder((sum, envelope) -> Promise.<Object>promise().future());
        SaltBus bus = started(bus("caller", prefix).event(Sum.class));
        Future<RpcReply<Sum.Total>> waiting = Rpc.of(bus).call(new Sum(1, 2));

        await(bus.close());

        assertThatThrownBy(() -> await(waiting)).isInstanceOf(CallException.Closed.class);
    }

    @Test
    void aResponderThatClosesFinishesWhatItAnswers() {
        var begun = new AtomicInteger();
        SaltBus answering = responder((sum, envelope) -> {
            begun.incrementAndGet();
            return vertx.timer(300, TimeUnit.MILLISECONDS).compose(waited -> add(sum));
        });
        Future<RpcReply<Sum.Total>> call = caller().call(new Sum(1, 2));
        eventually(() -> begun.get() == 1);

        await(answering.close());

        assertThat(await(call).orElseThrow().total()).isEqualTo(3);
    }

    @Test
    void callsWithoutClasses() {
        SaltBus answering = started(bus("echo", prefix));
        await(answering.subscribe(
                "rpc.echo",
                EventView.class,
                SubscribeOptions.named("echo").withMode(EventMode.RPC),
                (asked, envelope) -> Future.succeededFuture(
                        new JsonObject().put("heard", asked.json().getString("word")))));

        RpcReply<JsonObject> reply =
                await(caller().call("rpc.echo", "v1", new JsonObject().put("word", "hello"), CallOptions.defaults()));

        assertThat(reply.orElseThrow()).isEqualTo(new JsonObject().put("heard", "hello"));
    }

    @Test
    void aCallInsideOfAHandlerInheritsTimeAndConversation() {
        var inner = new AtomicReference<Envelope>();
        responder((sum, envelope) -> {
            inner.set(envelope);
            return add(sum);
        });
        SaltBus middle = started(bus("middle", prefix).event(Sum.class));
        var outer = new AtomicReference<Envelope>();
        await(middle.subscribe(
                "rpc.double",
                EventView.class,
                SubscribeOptions.named("double").withMode(EventMode.RPC),
                (asked, envelope) -> {
                    outer.set(envelope);
                    return Rpc.of(middle)
                            .callOrFail(new Sum(4, 4), within(60_000))
                            .map(total -> new JsonObject().put("total", total.total()));
                }));

        var options = within(5_000).withPublish(PublishOptions.defaults().withCorrelationId("conversation"));
        await(caller().call("rpc.double", "v1", new JsonObject(), options)).orElseThrow();

        assertThat(inner.get().timeout()).isLessThanOrEqualTo(Duration.ofSeconds(5));
        assertThat(inner.get().correlationId()).isEqualTo("conversation");
        assertThat(inner.get().causationId()).isEqualTo(outer.get().messageId());
    }

    @Test
    void whatBreaksItsSchemaIsRefusedOnTheSideThatMadeIt() {
        responder((sum, envelope) -> add(sum));
        Rpc rpc = caller();

        assertThatThrownBy(() -> await(rpc.call(new Sum(1, 1_001)))).isInstanceOf(PayloadException.Invalid.class);
        assertThat(await(rpc.call(new Sum(1_000, 1_000))))
                .isInstanceOfSatisfying(
                        RpcReply.Failure.class,
                        failure -> assertThat(failure.code()).isEqualTo(RpcException.INVALID_REPLY));
        assertThat(await(rpc.call("rpc.sum", "v1", new JsonObject().put("one", "x"), CallOptions.defaults())
                        .recover(refused -> Future.succeededFuture(
                                new RpcReply.Failure<>(refused.getClass().getSimpleName(), "", null)))))
                .isInstanceOf(RpcReply.Failure.class);
    }

    @Test
    void anIdThatWasAnsweredIsNotHandledAgain() {
        var handled = new AtomicInteger();
        responder((sum, envelope) -> {
            handled.incrementAndGet();
            return add(sum);
        });
        Rpc rpc = caller();
        RpcCall<Sum.Total> first = rpc.start(new Sum(1, 2), CallOptions.defaults());
        await(first.reply());
        String id = first.handle().substring(first.handle().indexOf('/') + 1);

        RpcReply<Sum.Total> again =
                await(rpc.call(new Sum(1, 2), CallOptions.defaults().withCallId(id)));

        assertThat(again.orElseThrow().total()).isEqualTo(3);
        assertThat(handled).hasValue(1);
    }

    @Test
    void aCallerThatWasStartedAgainAttachesToItsCall() {
        Promise<Object> answer = Promise.promise();
        responder((sum, envelope) -> answer.future());
        SaltBus before = started(bus("caller", prefix).event(Sum.class));
        RpcCall<Sum.Total> call = Rpc.of(before).start(new Sum(1, 2), CallOptions.defaults());
        Rpc after = caller();

        Future<RpcReply<Sum.Total>> attached = after.attach(call.handle(), Sum.class, Duration.ofSeconds(20));
        answer.complete(new Sum.Total(3));

        assertThat(await(attached).orElseThrow().total()).isEqualTo(3);
    }

    @Test
    void aRequestThatIsSentSeveralTimesHasOneAnswer() {
        responder((sum, envelope) -> add(sum));
        Rpc rpc = caller();

        var hedged = CallOptions.defaults().withHedgeAfter(Duration.ofMillis(1)).withAttempts(3);
        for (int number = 0; number < 50; number++) {
            assertThat(await(rpc.callOrFail(new Sum(number, 1), hedged)).total())
                    .isEqualTo(number + 1);
        }
        assertThat(rpc.inFlight()).isZero();
    }
}
