package io.saltbus.rabbitmq.internal.consume;

import com.rabbitmq.client.Channel;
import io.saltbus.core.time.Scheduler.Timer;
import io.saltbus.rabbitmq.internal.consume.AckTracker.Ticket;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.internal.ContextInternal;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.concurrent.RejectedExecutionException;
import org.jspecify.annotations.Nullable;

/**
 * Tells the broker how the deliveries of one channel ended, as few times as it can: once at the end of a turn of the loop, and those done
 * behind an unfinished one when 64 of them wait or 100 ms have passed. Used on the loop.
 *
 * <p>While a worker talks to the broker on this channel, nothing is written ({@link #hold}): the client keeps the channel's lock when that
 * worker waits for room to write, and only the loop can make room. What is given back meanwhile also does not come straight back to a
 * consumer that is being cancelled.
 */
final class AckFlow {
    /** Who is told what comes of it. */
    interface Owner {
        /** The channel does not take a frame. */
        void broken(Exception why);

        /** The broker waits for fewer leftovers. */
        void fewerLeftovers();
    }

    private enum State {
        WRITING,
        HELD,
        ENDED
    }

    private static final int BEHIND_LIMIT = 64;

    private static final Duration BEHIND_TIME = Duration.ofMillis(100);

    private final ConsumeParts parts;
    private final ContextInternal futures;
    private final Channel channel;
    private final Owner owner;
    private final AckTracker tracker = new AckTracker();
    private final AckTracker.Broker frames = new Frames();
    private State state = State.WRITING;
    private @Nullable RuntimeException refusal;
    private boolean flushComing;
    private @Nullable Timer behindTimer;
    private @Nullable Promise<Void> nextFlush;
    private @Nullable Promise<Void> behindFlush;
    private int unsynced;

    /** @param futures the context that settlements complete on */
    AckFlow(ConsumeParts parts, ContextInternal futures, Channel channel, Owner owner) {
        this.parts = parts;
        this.futures = futures;
        this.channel = channel;
        this.owner = owner;
    }

    Ticket delivered(long tag) {
        return tracker.delivered(tag);
    }

    /** The message is done. Completes when the broker was told. */
    Future<Void> ack(Ticket ticket) {
        if (refusal != null) {
            return futures.failedFuture(refusal);
        }
        boolean inPrefix = tracker.ack(ticket);
        requestFlush();
        if (inPrefix) {
            return told();
        }
        if (behindFlush == null) {
            behindFlush = futures.promise();
        }
        return behindFlush.future();
    }

    /** The message goes back to its queue. Completes when the broker was told. */
    Future<Void> reject(Ticket ticket) {
        if (refusal != null) {
            return futures.failedFuture(refusal);
        }
        tracker.reject(ticket);
        requestFlush();
        return told();
    }

    private Future<Void> told() {
        if (nextFlush == null) {
            nextFlush = futures.promise();
        }
        return nextFlush.future();
    }

    /** Writes nothing until {@link #release}. */
    void hold() {
        if (state == State.WRITING) {
            state = State.HELD;
        }
    }

    /** Writes again, what has waited first. */
    void release() {
        if (state == State.HELD) {
            state = State.WRITING;
            flush();
        }
    }

    /** From now on, those that the broker still waits for are leftovers. */
    void leaveOver() {
        tracker.leaveOver();
    }

    /** How many of them the broker still waits for. */
    int leftovers() {
        return tracker.leftovers();
    }

    /** How many frames were written since {@link #synced}. */
    int unsynced() {
        return unsynced;
    }

    /** The queue has applied a command that it got after all frames. */
    void synced() {
        unsynced = 0;
    }

    /** Tells the broker all that is done, then settles nothing more. */
    void finish(RuntimeException reason) {
        if (state == State.WRITING) {
            write(this::writeAll);
        }
        end(reason);
    }

    /** Nothing can be settled here any more; what was not told is not. */
    void end(RuntimeException reason) {
        if (state == State.ENDED) {
            return;
        }
        state = State.ENDED;
        refusal = reason;
        stopTimer();
        Promise<Void> next = nextFlush;
        Promise<Void> behind = behindFlush;
        nextFlush = null;
        behindFlush = null;
        if (next != null) {
            next.fail(reason);
        }
        if (behind != null) {
            behind.fail(reason);
        }
    }

    private void requestFlush() {
        if (flushComing) {
            return;
        }
        flushComing = true;
        try {
            parts.connection().context().nettyEventLoop().execute(this::flush);
        } catch (RejectedExecutionException loopIsGone) {
            flush();
        }
    }

    private void flush() {
        flushComing = false;
        if (state == State.WRITING) {
            write(tracker.behind() >= BEHIND_LIMIT ? this::writeAll : this::writeNext);
        }
    }

    private void writeNext() {
        tracker.flush(frames);
    }

    private void writeAll() {
        tracker.flushWithSingles(frames);
    }

    // the listeners of the futures may settle the next ones
    private void write(Runnable writing) {
        int leftovers = tracker.leftovers();
        try {
            writing.run();
        } catch (
                RuntimeException
                        refused) { // what Frames throws, AlreadyClosedException, and whatever else the client throws
            owner.broken(refused);
            return;
        }
        Promise<Void> next = nextFlush;
        nextFlush = null;
        Promise<Void> behind = null;
        if (tracker.behind() == 0) {
            behind = behindFlush;
            behindFlush = null;
            stopTimer();
        } else if (behindTimer == null) {
            behindTimer =
                    parts.scheduler().schedule(BEHIND_TIME, parts.connection().context(), this::behindTimePassed);
        }
        if (next != null) {
            next.complete();
        }
        if (behind != null) {
            behind.complete();
        }
        if (tracker.leftovers() < leftovers) {
            owner.fewerLeftovers();
        }
    }

    private void behindTimePassed() {
        behindTimer = null;
        if (state == State.WRITING) {
            write(this::writeAll);
        }
    }

    private void stopTimer() {
        if (behindTimer != null) {
            behindTimer.cancel();
            behindTimer = null;
        }
    }

    private final class Frames implements AckTracker.Broker {
        @Override
        public void ack(long tag, boolean multiple) {
            unsynced++;
            try {
                channel.basicAck(tag, multiple);
            } catch (IOException refused) {
                throw new UncheckedIOException(refused);
            }
        }

        @Override
        public void reject(long tag) {
            unsynced++;
            try {
                channel.basicReject(tag, true);
            } catch (IOException refused) {
                throw new UncheckedIOException(refused);
            }
        }
    }
}
