package io.saltbus.rabbitmq.internal.publish;

import static org.assertj.core.api.Assertions.assertThat;

import com.rabbitmq.client.AlreadyClosedException;
import com.rabbitmq.client.ShutdownSignalException;
import io.saltbus.core.time.VirtualScheduler;
import io.saltbus.rabbitmq.internal.publish.Pipeline.Loss;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.internal.ContextInternal;
import io.vertx.core.internal.VertxInternal;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class BarrierTest {
    private static final PublishLimits LIMITS = new PublishLimits(10, 1_000, 10, 1_000, Duration.ofSeconds(1));
    private static final Duration A_WHILE = Duration.ofMillis(20);

    private final Vertx vertx = Vertx.vertx();
    private final ContextInternal context = ((VertxInternal) vertx).createEventLoopContext();
    private final VirtualScheduler scheduler = new VirtualScheduler(Instant.EPOCH);
    private final Pipeline pipeline = new Pipeline(LIMITS, () -> {});
    private final List<CompletableFuture<String>> questions = new ArrayList<>();
    private Barrier barrier;

    @AfterEach
    void close() throws Exception {
        vertx.close().toCompletionStage().toCompletableFuture().get(10, TimeUnit.SECONDS);
    }

    @Test
    void asksOnceForAllThatWasWrittenInAWhile() {
        attach(this::ask);
        List<Future<Boolean>> sent = send("a", "b", "c");
        assertThat(questions).isEmpty();

        pass(A_WHILE);
        assertThat(questions).hasSize(1);
        assertThat(sent).noneMatch(Future::isComplete);

        answer(0);
        assertThat(sent).allMatch(Future::result);
        assertThat(scheduler.nextIn()).as("a question to come").isEmpty();
    }

    @Test
    void asksAgainForWhatWasWrittenSince() {
        attach(this::ask);
        send("a");
        pass(A_WHILE);
        List<Future<Boolean>> later = send("b");

        answer(0);
        assertThat(later).noneMatch(Future::isComplete);
        pass(A_WHILE);
        answer(1);

        assertThat(later).allMatch(Future::result);
    }

    @Test
    void asksAtOnceWhenHalfOfTheWindowIsTaken() {
        attach(this::ask);
        List<Future<Boolean>> sent = send("a", "b", "c", "d", "e", "f");

        assertThat(questions).hasSize(1);
        assertThat(scheduler.nextIn()).as("another question").isEmpty();

        answer(0);
        assertThat(sent.subList(0, 5)).allMatch(Future::isComplete);
    }

    @Test
    void whatComesBackHasItsOutcomeAtOnceAndIsNotAskedFor() {
        attach(this::ask);
        List<Future<Boolean>> sent = send("a");

        onLoop(() -> pipeline.returnedForGood("e", "key", "a"));

        assertThat(sent.get(0).result()).isFalse();
        pass(A_WHILE);
        assertThat(questions).isEmpty();
    }

    @Test
    void anAnswerOfALostChannelCountsForNothingOnTheNext() {
        attach(this::ask);
        List<Future<Boolean>> sent = send("a");
        pass(A_WHILE);
        onLoop(() -> {
            barrier.stop();
            pipeline.detach("gone", Loss.INNOCENT);
        });
        attach(this::ask);

        answer(0);
        assertThat(sent).noneMatch(Future::isComplete);
        pass(A_WHILE);
        answer(1);

        assertThat(sent).allMatch(Future::result);
    }

    @Test
    void aQuestionThatFailsConfirmsNothing() {
        attach(this::ask);
        List<Future<Boolean>> sent = send("a");
        pass(A_WHILE);

        onLoop(() -> questions.get(0).completeExceptionally(new IOException("gone")));

        assertThat(sent).noneMatch(Future::isComplete);
    }

    @Test
    void aQuestionThatCannotBeWrittenIsAskedAgainWithTheNextMessage() {
        var refusals = new ArrayList<String>();
        attach(() -> {
            if (refusals.isEmpty()) {
                refusals.add("one");
                throw new IOException("full");
            }
            return ask();
        });
        List<Future<Boolean>> first = send("a");
        pass(A_WHILE);
        List<Future<Boolean>> second = send("b");
        pass(A_WHILE);
        answer(0);

        assertThat(first).allMatch(Future::result);
        assertThat(second).allMatch(Future::result);
    }

    @Test
    void aClosedChannelIsLeftToItsEnd() {
        attach(() -> {
            throw new AlreadyClosedException(new ShutdownSignalException(false, false, null, this));
        });
        List<Future<Boolean>> sent = send("a");

        pass(A_WHILE);

        assertThat(sent).noneMatch(Future::isComplete);
        assertThat(scheduler.nextIn()).isEmpty();
    }

    private CompletableFuture<String> ask() {
        var question = new CompletableFuture<String>();
        questions.add(question);
        return question;
    }

    private void attach(Barrier.Question question) {
        onLoop(() -> {
            var made = new Barrier(question, context, scheduler, pipeline, tag -> pipeline.confirm(tag, true));
            barrier = made;
            pipeline.attach(parcel -> made.written());
        });
    }

    private List<Future<Boolean>> send(String... ids) {
        var sent = new ArrayList<Future<Boolean>>();
        onLoop(() -> {
            for (String id : ids) {
                Promise<Boolean> outcome = Promise.promise();
                pipeline.accept(new Pending(Parcels.to("e", "key", id), outcome, Long.MAX_VALUE, () -> 0));
                sent.add(outcome.future());
            }
        });
        return sent;
    }

    private void answer(int question) {
        onLoop(() -> questions.get(question).complete("the broker has come to it"));
    }

    private void pass(Duration time) {
        scheduler.advance(time);
        onLoop(() -> {}); // what became due runs before
    }

    private void onLoop(Runnable step) {
        var done = new CompletableFuture<Void>();
        context.runOnContext(turn -> {
            try {
                step.run();
                done.complete(null);
            } catch (RuntimeException fault) {
                done.completeExceptionally(fault);
            }
        });
        done.orTimeout(10, TimeUnit.SECONDS).join();
    }
}
