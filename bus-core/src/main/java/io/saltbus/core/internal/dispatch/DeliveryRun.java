package io.saltbus.core.internal.dispatch;

import io.saltbus.core.event.Envelope;
import io.saltbus.core.internal.context.DeliveryScope;
import io.saltbus.core.internal.observe.Tracing;
import io.saltbus.core.observe.Settled;
import io.saltbus.core.subscribe.AckMode;
import io.saltbus.core.subscribe.DeliveryContext;
import io.saltbus.core.subscribe.Interceptor;
import io.saltbus.core.time.Scheduler;
import io.saltbus.core.transport.Delivery;
import io.vertx.core.AsyncResult;
import io.vertx.core.Future;
import io.vertx.core.internal.ContextInternal;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * One delivery, from its arrival to its one outcome. Lives on a context of its own, a duplicate of its receiver's, so that what its handler
 * publishes can be traced back to it.
 */
final class DeliveryRun implements DeliveryContext, ConcurrencyGate.Waiter {
    /** Where a delivery is on its way. */
    private enum Stage {
        ARRIVED,
        WAITING,
        RUNNING,
        ENDED
    }

    private final Receiver receiver;
    private final DispatchServices services;
    private final Delivery delivery;
    private final ContextInternal context;
    private final Envelope envelope;
    private final long arrivedNanos;
    private Stage stage = Stage.ARRIVED;
    private @Nullable Object event;
    private @Nullable Runnable withdrawal;
    private Tracing.@Nullable Handling span;

    DeliveryRun(Receiver receiver, Delivery delivery, ContextInternal context) {
        this.receiver = receiver;
        this.services = receiver.services();
        this.delivery = delivery;
        this.context = context;
        this.envelope = delivery.message().envelope();
        this.arrivedNanos = services.scheduler().nanoTime();
    }

    @Override
    public String handler() {
        return receiver.definition().name();
    }

    @Override
    public Envelope envelope() {
        return envelope;
    }

    @Override
    public Object event() {
        if (event == null) {
            throw new IllegalStateException("delivery " + envelope.messageId() + " has not been prepared");
        }
        return event;
    }

    /** Sets out. */
    void start() {
        Preparation.Prepared prepared = receiver.preparation().prepare(delivery);
        if (prepared instanceof Preparation.Prepared.Ended ended) {
            end(ended.verdict());
        } else if (prepared instanceof Preparation.Prepared.Ready ready) {
            event = ready.event();
            awaitRate();
        }
    }

    /** Goes back to the queue, having come too late. */
    void refuse() {
        end(Verdict.RELEASED);
    }

    /** Goes back to the queue, unless its handler runs already. */
    void release() {
        if (withdrawal != null) {
            withdrawal.run();
        }
    }

    /** Waits until resumed, or withdrawn. */
    void park(Runnable howToWithdraw) {
        stage = Stage.WAITING;
        withdrawal = howToWithdraw;
        services.load().waitStarted();
    }

    /** Goes on after waiting. */
    void resume(Runnable next) {
        if (stage == Stage.WAITING) {
            stage = Stage.RUNNING;
            withdrawal = null;
            services.load().waitEnded();
            next.run();
        }
    }

    /** Tells the broker before the handler runs, where the handler asked for that. */
    void ackEarlyIfAsked() {
        if (receiver.definition().options().ackMode() == AckMode.EARLY) {
            delivery.ackEarly();
        }
    }

    private void awaitRate() {
        RateGate rate = receiver.rate();
        Duration wait = rate == null ? Duration.ZERO : rate.next();
        if (wait.isZero()) {
            takeTurn();
        } else if (wait.compareTo(RateGate.LONGEST_HOLD) <= 0) {
            Scheduler.Timer timer = services.scheduler().schedule(wait, context, () -> resume(this::takeTurn));
            park(() -> {
                timer.cancel();
                resume(() -> end(Verdict.RELEASED));
            });
        } else {
            end(Verdict.RELEASED);
            receiver.restFor(wait);
        }
    }

    private void takeTurn() {
        Batcher batcher = receiver.batcher();
        if (batcher != null) {
            openScope();
            proceed(0, () -> batcher.add(this)).onComplete(this::answered);
        } else if (receiver.gate().enter(this)) {
            call();
        } else {
            park(() -> {
                if (receiver.gate().withdraw(this)) {
                    resume(() -> end(Verdict.RELEASED));
                }
            });
        }
    }

    @Override
    public void slotGranted() {
        context.runOnContext(turn -> resume(this::call));
    }

    private void call() {
        stage = Stage.RUNNING;
        ackEarlyIfAsked();
        DeliveryScope scope = openScope();
        new HandlerCall(services, receiver.definition(), receiver.gate(), context, envelope)
                .run(interruption ->
                        proceed(0, () -> receiver.invoker().invoke(context, event(), envelope, scope, interruption)))
                .onComplete(this::answered);
    }

    private Future<@Nullable Object> proceed(int index, Interceptor.Next handler) {
        return index == services.interceptors().size()
                ? handler.proceed()
                : services.interceptors().get(index).intercept(this, () -> proceed(index + 1, handler));
    }

    private DeliveryScope openScope() {
        span = services.tracing().handling(envelope, handler());
        var scope = new DeliveryScope(envelope, span.context());
        scope.enter(context);
        return scope;
    }

    private void answered(AsyncResult<@Nullable Object> answer) {
        end(receiver.failures().judge(answer, envelope, services.scheduler().now()));
    }

    private void end(Verdict verdict) {
        if (stage == Stage.ENDED) {
            return;
        }
        stage = Stage.ENDED;
        delivery.settle(verdict.disposition())
                .onComplete(told -> ended(verdict), lost -> ended(verdict.unsettled(lost)));
    }

    private void ended(Verdict verdict) {
        if (span != null) {
            span.end(verdict.outcome(), verdict.cause());
        }
        var took = Duration.ofNanos(services.scheduler().nanoTime() - arrivedNanos);
        receiver.ended(
                this, new Settled(handler(), receiver.queue(), envelope, verdict.outcome(), verdict.cause(), took));
    }
}
