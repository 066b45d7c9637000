package io.saltbus.rabbitmq.internal.publish;

import com.rabbitmq.client.AMQP;
import com.rabbitmq.client.AlreadyClosedException;
import com.rabbitmq.client.Channel;
import com.rabbitmq.client.Method;
import io.saltbus.core.time.Scheduler;
import io.vertx.core.internal.ContextInternal;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.function.LongConsumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Asks the broker now and then whether it has come to the end of what was written to one channel. The answer comes behind everything that
 * came back from there, so that what has not come back by then was routed. Used on the loop.
 */
final class Barrier {
    private static final Logger LOG = LoggerFactory.getLogger(Barrier.class);

    /** What is asked for at most so late is sent again after a lost connection, though the broker may have had it. */
    private static final Duration EVERY = Duration.ofMillis(20);

    private static final Method METHOD = new AMQP.Basic.Qos.Builder()
            .prefetchSize(0)
            .prefetchCount(0)
            .global(false)
            .build();

    /** How it is asked. */
    @FunctionalInterface
    interface Question {
        /**
         * Asks, without waiting.
         *
         * @return completes when the broker has come to it; fails with the channel
         */
        CompletableFuture<?> ask() throws IOException;

        /** By a method that changes nothing on a channel without a consumer. */
        static Question on(Channel channel) {
            return () -> channel.asyncCompletableRpc(METHOD);
        }
    }

    private enum State {
        IDLE,
        /** It will be asked soon. */
        ARMED,
        ASKED,
        STOPPED
    }

    private final Question question;
    private final ContextInternal context;
    private final Scheduler scheduler;
    private final Pipeline pipeline;
    private final LongConsumer passed;
    private State state = State.IDLE;
    private Scheduler.@Nullable Timer timer;
    private long written;

    /**
     * @param question asks the channel that the pipeline begins to write to
     * @param pipeline knows what is still to be asked for
     * @param passed gets the tag up to which the broker has taken everything
     */
    Barrier(Question question, ContextInternal context, Scheduler scheduler, Pipeline pipeline, LongConsumer passed) {
        this.question = question;
        this.context = context;
        this.scheduler = scheduler;
        this.pipeline = pipeline;
        this.passed = passed;
    }

    /** A message was written; its tag is the next. */
    void written() {
        written++;
        goOn();
    }

    private void goOn() {
        if (state == State.ASKED || state == State.STOPPED) {
            return;
        }
        if (pipeline.isHalfFull()) {
            ask();
        } else if (state == State.IDLE) {
            state = State.ARMED;
            timer = scheduler.schedule(EVERY, context, this::due);
        }
    }

    private void due() {
        timer = null;
        if (state == State.ARMED) {
            state = State.IDLE;
            if (pipeline.awaitsConfirms()) { // otherwise all has come back
                ask();
            }
        }
    }

    private void ask() {
        state = State.ASKED;
        cancelTimer();
        long last = written;
        try {
            CompletableFuture<?> unused = question.ask().whenComplete((answer, lost) -> {
                if (lost == null) {
                    context.execute(last, this::answered);
                } // otherwise the channel is gone, and with it all that waits for this
            });
        } catch (AlreadyClosedException gone) {
            LOG.trace("nothing is asked of a channel that is gone", gone);
        } catch (IOException unwritten) {
            state = State.IDLE; // the next write fails as well, and ends the channel
            LOG.debug("a question could not be written", unwritten);
        }
    }

    private void answered(long last) {
        if (state == State.STOPPED) {
            return;
        }
        state = State.IDLE;
        passed.accept(last);
        if (pipeline.awaitsConfirms()) {
            goOn();
        }
    }

    /** The channel is given up. A question that waits for the client to close it would hang the loop. */
    void stop() {
        state = State.STOPPED;
        cancelTimer();
    }

    private void cancelTimer() {
        if (timer != null) {
            timer.cancel();
            timer = null;
        }
    }
}
