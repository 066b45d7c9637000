package io.saltbus.core.subscribe;

import static io.saltbus.core.BusFixture.await;
import static org.assertj.core.api.Assertions.assertThat;

import io.saltbus.core.BusFixture;
import io.saltbus.core.Note;
import io.saltbus.core.SaltBus;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class InterceptorTest {
    @RegisterExtension
    final BusFixture fixture = new BusFixture();

    private final List<String> steps = new CopyOnWriteArrayList<>();

    private void handle(Interceptor... interceptors) {
        SaltBus bus = fixture.bus(builder -> {
            for (Interceptor interceptor : interceptors) {
                builder.interceptor(interceptor);
            }
            return builder.event(Note.class);
        });
        await(bus.subscribe(Note.class, SubscribeOptions.named("watched"), (note, envelope) -> {
            steps.add("handler on loop " + Context.isOnEventLoopThread());
            return Future.succeededFuture("answer");
        }));
        fixture.publish(bus, 1);
    }

    private Interceptor step(String name) {
        return (delivery, next) -> {
            steps.add(name + " in");
            return next.proceed().onSuccess(answer -> steps.add(name + " out " + answer));
        };
    }

    @Test
    void theFirstIsTheOutermost() {
        handle(step("first"), step("second"));

        fixture.expect(Outcome.HANDLED);
        assertThat(steps)
                .containsExactly(
                        "first in", "second in", "handler on loop true", "second out answer", "first out answer");
    }

    @Test
    void itSeesWhatIsHandled() {
        handle((delivery, next) -> {
            steps.add(delivery.handler() + " " + delivery.event() + " "
                    + delivery.envelope().topic());
            return next.proceed();
        });

        fixture.expect(Outcome.HANDLED);
        assertThat(steps).first().isEqualTo("watched Note[number=1] note.written");
    }

    @Test
    void itMayReplaceTheAnswer() {
        handle((delivery, next) ->
                next.proceed().map(answer -> Settlement.retry(new IllegalStateException("once more"))));

        fixture.expect(Outcome.RETRIED);
        assertThat(steps).hasSize(1);
    }

    @Test
    void itMayKeepTheEventFromTheHandler() {
        handle((delivery, next) -> Future.succeededFuture());

        fixture.expect(Outcome.HANDLED);
        assertThat(steps).isEmpty();
    }

    @Test
    void whatItThrowsIsAFailureToThoseAroundIt() {
        handle(
                (delivery, next) -> next.proceed().onFailure(failure -> steps.add("saw " + failure.getMessage())),
                (delivery, next) -> {
                    throw new IllegalStateException("thrown");
                });

        assertThat(fixture.expect(Outcome.RETRIED).cause()).hasMessage("thrown");
        assertThat(steps).containsExactly("saw thrown");
    }

    @Test
    void anAnswerOfNullIsAFailure() {
        handle((delivery, next) -> null);

        assertThat(fixture.expect(Outcome.DEAD_LETTERED).cause())
                .isInstanceOf(DeliveryException.NoAnswer.class)
                .hasMessageContaining("interceptor " + InterceptorTest.class.getName());
    }

    @Test
    void itIsInsideTheTimeLimit() {
        handle((delivery, next) -> Promise.<Object>promise().future());

        fixture.advance(Duration.ofSeconds(30));

        assertThat(fixture.expect(Outcome.RETRIED).cause()).isInstanceOf(DeliveryException.TimeLimitExceeded.class);
    }

    @Test
    void theHandlerRunsOnItsContextEvenIfTheInterceptorGoesOnElsewhere() {
        handle((delivery, next) -> Future.fromCompletionStage(CompletableFuture.supplyAsync(() -> "checked"))
                .compose(checked -> next.proceed()));

        fixture.expect(Outcome.HANDLED);
        assertThat(steps).containsExactly("handler on loop true");
    }

    @Test
    void inABatchAnEventProceedsOnce() {
        SaltBus bus = fixture.bus(builder -> builder.event(Note.class)
                .interceptor((delivery, next) -> next.proceed().compose(answer -> next.proceed())));
        await(bus.subscribeBatch(
                "note.*",
                Note.class,
                SubscribeOptions.named("watched"),
                new BatchOptions(1, Duration.ofSeconds(1)),
                (notes, envelopes) -> {
                    steps.add("called");
                    return Future.succeededFuture();
                }));
        fixture.publish(bus, 1);

        assertThat(fixture.expect(Outcome.RETRIED).cause()).hasMessageContaining("In a batch, proceed once");
        assertThat(steps).containsExactly("called");
    }

    @Test
    void inABatchItMayAnswerOnAForeignThread() {
        SaltBus bus = fixture.bus(builder -> builder.event(Note.class)
                .interceptor(
                        (delivery, next) -> Future.fromCompletionStage(CompletableFuture.supplyAsync(() -> "checked"))
                                .compose(checked -> next.proceed())));
        await(bus.subscribeBatch(
                "note.*",
                Note.class,
                SubscribeOptions.named("watched"),
                new BatchOptions(2, Duration.ofSeconds(1)),
                (notes, envelopes) -> {
                    steps.add(notes.size() + " on loop " + Context.isOnEventLoopThread());
                    return Future.succeededFuture();
                }));
        fixture.publish(bus, 1, 2);

        fixture.expect(Outcome.HANDLED);
        fixture.expect(Outcome.HANDLED);
        assertThat(steps).containsExactly("2 on loop true");
    }
}
