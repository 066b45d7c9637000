package io.saltbus.core.internal.dispatch;

import io.saltbus.core.event.Envelope;
import io.saltbus.core.subscribe.DeliveryException;
import io.saltbus.core.subscribe.TimeLimits;
import io.saltbus.core.time.Scheduler.Timer;
import io.vertx.core.AsyncResult;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.internal.ContextInternal;
import java.time.Duration;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * One call of a handler within its time limits. Java cannot cancel a handler, so one that timed out keeps its slot until it ends or as
 * much time again has passed: a handler that hangs cannot pile up calls without bound, nor block its subscription for ever.
 *
 * <p>Lives on the delivery's context.
 */
final class HandlerCall {
    /** What an event loop can be held for before others notice. */
    private static final long BLOCKED_NANOS = Duration.ofMillis(100).toNanos();

    private final DispatchServices services;
    private final HandlerDefinition definition;
    private final ConcurrencyGate gate;
    private final ContextInternal context;
    private final Envelope envelope;
    private final Interruption interruption = new Interruption();
    private final Promise<@Nullable Object> outcome;
    private final Promise<Void> over;
    private @Nullable Timer softTimer;
    private @Nullable Timer hardTimer;
    private boolean slotHeld = true;

    /**
     * @param gate where the call's slot, taken already, goes back to
     * @param envelope of the event, or of the first of several, to tell of it
     */
    HandlerCall(
            DispatchServices services,
            HandlerDefinition definition,
            ConcurrencyGate gate,
            ContextInternal context,
            Envelope envelope) {
        this.services = services;
        this.definition = definition;
        this.gate = gate;
        this.context = context;
        this.envelope = envelope;
        this.outcome = context.promise();
        this.over = context.promise();
    }

    /**
     * Calls.
     *
     * @param body starts the handler, and does not throw; told how to interrupt it
     * @return what it answered in time, or why there is no answer
     */
    Future<@Nullable Object> run(Function<Interruption, Future<@Nullable Object>> body) {
        services.observer().called(definition.name(), envelope);
        TimeLimits limits = definition.options().timeLimits();
        hardTimer = services.scheduler().schedule(limits.hard(), context, this::timedOut);
        if (limits.soft() != null) {
            softTimer = services.scheduler().schedule(limits.soft(), context, this::softLimitReached);
        }
        Promise<@Nullable Object> ended = context.promise(); // brings an end on a foreign thread back to this context
        long begin = services.scheduler().nanoTime();
        body.apply(interruption).onComplete(ended);
        tellIfBlocked(services.scheduler().nanoTime() - begin);
        ended.future().onComplete(this::ended);
        return outcome.future();
    }

    /** Completes when the handler has ended, which may be after its time limit, or is no longer waited for. */
    Future<Void> over() {
        return over.future();
    }

    private void tellIfBlocked(long nanos) {
        if (nanos >= BLOCKED_NANOS && context.isEventLoopContext()) {
            services.observer().blockedLoop(definition.name(), envelope, Duration.ofNanos(nanos));
        }
    }

    private void ended(AsyncResult<@Nullable Object> answer) {
        cancel(softTimer);
        cancel(hardTimer);
        if (answer.succeeded()) {
            outcome.tryComplete(answer.result());
        } else {
            outcome.tryFail(answer.cause());
        }
        freeSlot();
    }

    // a timer may be on its way to this context already when the handler ends, so that cancelling it comes too late
    private void softLimitReached() {
        if (!slotHeld) {
            return;
        }
        services.observer().softLimitReached(definition.name(), envelope);
        interruption.interrupt();
    }

    private void timedOut() {
        if (!slotHeld) {
            return;
        }
        TimeLimits limits = definition.options().timeLimits();
        outcome.tryFail(new DeliveryException.TimeLimitExceeded(definition.name(), limits.hard()));
        interruption.stop();
        hardTimer = services.scheduler().schedule(limits.hard(), context, this::abandon);
    }

    private void abandon() {
        if (!slotHeld) {
            return;
        }
        services.observer().abandoned(definition.name(), envelope);
        freeSlot();
    }

    private void freeSlot() {
        if (slotHeld) {
            slotHeld = false;
            gate.leave();
            over.complete();
        }
    }

    private static void cancel(@Nullable Timer timer) {
        if (timer != null) {
            timer.cancel();
        }
    }
}
