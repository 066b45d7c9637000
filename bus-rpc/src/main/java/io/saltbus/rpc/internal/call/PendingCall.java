package io.saltbus.rpc.internal.call;

import io.saltbus.core.extension.Request;
import io.saltbus.core.failure.BusException;
import io.saltbus.core.time.Scheduler;
import io.saltbus.rpc.CallException;
import io.saltbus.rpc.RpcException;
import io.saltbus.rpc.RpcReply;
import io.saltbus.rpc.internal.wire.Answer;
import io.saltbus.rpc.internal.wire.MalformedReplyException;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One call and its one end: who claims it first ends it, and whoever comes later finds it over. Safe for use from any thread.
 *
 * @param <R> the result
 */
final class PendingCall<R> {
    private static final Logger LOG = LoggerFactory.getLogger(PendingCall.class);
    private static final Duration LEAST = Duration.ofMillis(1);

    private final Terms<R> terms;
    private final Scheduler scheduler;
    private final CallMeters meters;
    private final RecentIds answered;
    private final Promise<RpcReply<R>> promise;
    private final long startNanos;
    private final List<Runnable> releases = new ArrayList<>(3);
    private boolean over;
    private volatile boolean disclaimed;

    /**
     * What a call is about.
     *
     * @param handle its name
     * @param topic its request's topic
     * @param what the topic with its version, for errors
     * @param timeout how long it waits in all
     * @param reader reads its answer
     * @param request its request; null where an earlier process made it
     */
    record Terms<R>(
            Handle handle,
            String topic,
            String what,
            Duration timeout,
            ReplyReader<R> reader,
            @Nullable Request request) {}

    /**
     * @param answered takes its id once it is answered
     * @param promise completed at its end
     */
    PendingCall(
            Terms<R> terms, Scheduler scheduler, CallMeters meters, RecentIds answered, Promise<RpcReply<R>> promise) {
        this.terms = terms;
        this.scheduler = scheduler;
        this.meters = meters;
        this.answered = answered;
        this.promise = promise;
        this.startNanos = scheduler.nanoTime();
    }

    Handle handle() {
        return terms.handle();
    }

    String id() {
        return terms.handle().callId();
    }

    String topic() {
        return terms.topic();
    }

    String what() {
        return terms.what();
    }

    Duration timeout() {
        return terms.timeout();
    }

    Future<RpcReply<R>> reply() {
        return promise.future();
    }

    synchronized boolean waits() {
        return !over;
    }

    /** How long it still waits: above zero. */
    Duration left() {
        Duration left = terms.timeout().minus(took());
        return left.compareTo(LEAST) < 0 ? LEAST : left;
    }

    private Duration took() {
        return Duration.ofNanos(scheduler.nanoTime() - startNanos);
    }

    /** Does something once the call is over: at once where it is already. */
    void atEnd(Runnable release) {
        synchronized (this) {
            if (!over) {
                releases.add(release);
                return;
            }
        }
        release.run();
    }

    /** An answer came. Returns whether it is this one that ends the call, or leaves it waiting. */
    boolean answer(Answer answer) {
        if (answer instanceof Answer.NoHandlers) {
            disclaimed = true; // another service may have a handler
            return waits();
        }
        if (answer instanceof Answer.Pending) {
            return waits();
        }
        if (!claim(true)) {
            return false;
        }
        RpcReply<R> reply;
        try {
            reply = terms.reader().read(answer);
        } catch (MalformedReplyException unusable) {
            meters.unwanted(CallMeters.Unwanted.MALFORMED);
            concludeFailed(new CallException.MalformedReply(terms.what(), String.valueOf(unusable.getMessage())));
            return true;
        }
        concludeAnswered(reply);
        return true;
    }

    /** The time is up. */
    void expire() {
        fail(
                disclaimed
                        ? new CallException.NoResponder(terms.what())
                        : new CallException.DeadlineExceeded(terms.what(), terms.timeout()));
    }

    /** It ends without an answer. Returns whether it is this failure that ends it. */
    boolean fail(BusException cause) {
        if (!claim(false)) {
            return false;
        }
        concludeFailed(cause);
        return true;
    }

    private boolean claim(boolean byAnswer) {
        List<Runnable> toRelease;
        synchronized (this) {
            if (over) {
                return false;
            }
            over = true;
            toRelease = List.copyOf(releases);
            releases.clear();
        }
        if (byAnswer) {
            answered.add(id()); // before the call is forgotten, so that a second answer is known as one
        }
        toRelease.forEach(Runnable::run);
        return true;
    }

    private void concludeAnswered(RpcReply<R> reply) {
        try {
            meters.ended(terms.topic(), Ending.of(reply), took());
            endSpan(reply.fold(
                    value -> null, failure -> new RpcException(failure.code(), failure.message(), failure.details())));
        } finally { // meters and tracers are user code, and the call must end all the same
            tell(() -> promise.complete(reply));
        }
    }

    private void concludeFailed(BusException cause) {
        try {
            meters.ended(terms.topic(), Ending.of(cause), took());
            endSpan(cause);
        } finally {
            tell(() -> promise.fail(cause));
        }
    }

    private void endSpan(@Nullable BusException failure) {
        if (terms.request() != null) {
            terms.request().ended(failure);
        }
    }

    // without a context of its own a caller's listener runs right here, and what it throws would end other calls'
    // timers
    private void tell(Runnable completion) {
        try {
            completion.run();
        } catch (RuntimeException callersFault) {
            LOG.warn("a listener to the call of {} failed", terms.what(), callersFault);
        }
    }
}
