package io.saltbus.core.internal.dispatch;

import io.saltbus.core.event.Envelope;
import io.saltbus.core.extension.Answerer;
import io.saltbus.core.internal.context.DeliveryScope;
import io.saltbus.core.internal.observe.Tracing;
import io.saltbus.core.observe.Settled;
import io.saltbus.core.publish.PublishOptions;
import io.saltbus.core.subscribe.AckMode;
import io.saltbus.core.subscribe.DeliveryContext;
import io.saltbus.core.subscribe.DeliveryException;
import io.saltbus.core.subscribe.Interceptor;
import io.saltbus.core.subscribe.Outcome;
import io.saltbus.core.time.Scheduler;
import io.saltbus.core.transport.Delivery;
import io.saltbus.core.transport.Disposition;
import io.vertx.core.AsyncResult;
import io.vertx.core.Future;
import io.vertx.core.internal.ContextInternal;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * One delivery, from its arrival to its one outcome. Lives on a context of its own, a duplicate of its receiver's, so that what its handler
 * publishes can be traced back to it.
 */
final class DeliveryRun implements DeliveryContext, ConcurrencyGate.Waiter, KeyGate.Waiter {
    /** Where a delivery is on its way. */
    private enum Stage {
        ARRIVED,
        WAITING,
        RUNNING,
        ENDED
    }

    private static final Duration FOREVER = Duration.ofNanos(Long.MAX_VALUE);

    private final Receiver receiver;
    private final DispatchServices services;
    private final Delivery delivery;
    private final ContextInternal context;
    private final Envelope envelope;
    private final long arrivedNanos;
    private final @Nullable KeyTurn turn;
    private final @Nullable Long deadlineNanos;
    private Stage stage = Stage.ARRIVED;
    private @Nullable Object event;
    private @Nullable Runnable withdrawal;
    private Tracing.@Nullable Handling span;
    private Answerer.@Nullable Arrived arrived;

    /** @param turn its turn at its key, or null where its subscription keeps no order */
    DeliveryRun(Receiver receiver, Delivery delivery, ContextInternal context, @Nullable KeyTurn turn) {
        this.receiver = receiver;
        this.services = receiver.services();
        this.delivery = delivery;
        this.context = context;
        this.turn = turn;
        this.envelope = delivery.message().envelope();
        this.arrivedNanos = services.scheduler().nanoTime();
        this.deadlineNanos = deadline(envelope.timeout());
    }

    // whoever sent it chose its timeout, which may be one that no count of nanoseconds holds
    private @Nullable Long deadline(@Nullable Duration timeout) {
        if (timeout == null || timeout.compareTo(PublishOptions.MAX_EXPIRY) > 0) {
            return null;
        }
        return arrivedNanos + (timeout.isNegative() ? 0 : timeout.toNanos());
    }

    ContextInternal context() {
        return context;
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
        if (turn == null || turn.take(this)) {
            begin();
        } else {
            park(() -> {
                if (turn.withdraw(this)) {
                    giveBack();
                }
            });
        }
    }

    /** Sets out later, the turn being its own already. */
    private void startAfter(Duration wait) {
        Scheduler.Timer timer = services.scheduler().schedule(wait, context, () -> resume(this::begin));
        park(() -> {
            timer.cancel();
            giveBack();
        });
    }

    @Override
    public void turnCame() {
        context.runOnContext(come -> {
            if (turn != null) {
                turn.came();
                resume(this::begin);
            }
        });
    }

    @Override
    public void turnLost() {
        context.execute(() -> {
            if (turn != null) {
                turn.lost();
                giveBack();
            }
        });
    }

    private void begin() {
        if (turn != null && delivery.lost()) { // it is in line again, and handling it now would not count
            end(Verdict.RELEASED);
            return;
        }
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

    /** Leaves its place among those that wait, and goes back to the queue. */
    void giveBack() {
        resume(() -> end(Verdict.RELEASED));
    }

    private void awaitRate() {
        RateGate rate = receiver.rate();
        if (rate == null) {
            takeTurn();
            return;
        }
        // a delivery that is tried again here would begin anew elsewhere, its tries forgotten
        RateGate.Turn call = rate.next(delivery instanceof HeldDelivery ? FOREVER : RateGate.LONGEST_HOLD);
        if (call.away().isZero()) {
            takeTurn();
        } else if (call.taken()) {
            Scheduler.Timer timer = services.scheduler().schedule(call.away(), context, () -> resume(this::takeTurn));
            park(() -> {
                timer.cancel();
                rate.giveBack(call);
                giveBack();
            });
        } else {
            receiver.restFor(call.away());
            end(Verdict.RELEASED);
        }
    }

    private void takeTurn() {
        Batcher batcher = receiver.batcher();
        if (batcher != null) {
            batcher.add(this);
        } else if (receiver.gate().enter(this)) {
            call();
        } else {
            park(() -> {
                if (receiver.gate().withdraw(this)) {
                    giveBack();
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
        Telling telling = receiver.telling();
        if (telling == null) {
            callHandler();
        } else {
            telling.admit(arrived()).onComplete(admitted -> context.emit(admitted.result(), this::callUnless));
        }
    }

    private void callUnless(Optional<Outcome> ended) {
        if (ended.isPresent()) {
            receiver.gate().leave();
            settleOnce(Verdict.answered(ended.get(), null));
        } else {
            callHandler();
        }
    }

    private Answerer.Arrived arrived() {
        if (arrived == null) {
            arrived = new Answerer.Arrived(envelope, delivery.redeliveries(), deadlineNanos);
        }
        return arrived;
    }

    private void callHandler() {
        DeliveryScope scope = openScope();
        var call = new HandlerCall(services, receiver.definition(), receiver.gate(), context, envelope);
        Future<@Nullable Object> answer = call.run(interruption ->
                intercepted(() -> receiver.invoker().invoke(context, event(), envelope, scope, interruption)));
        if (turn == null) {
            answer.onComplete(this::answered);
        } else { // beside a handler that is late, the next of its key would not be the only one
            answer.onComplete(known -> call.over().onComplete(over -> answered(known)));
        }
    }

    /** The delivery is being handled from here on: the broker is told, where the handler asked for that, and a span begins. */
    DeliveryScope openScope() {
        if (receiver.definition().options().ackMode() == AckMode.EARLY) {
            delivery.ackEarly();
        }
        span = services.tracing().handling(envelope, handler());
        var scope = new DeliveryScope(envelope, span.context(), deadlineNanos);
        scope.enter(context);
        return scope;
    }

    /** Goes through the interceptors to the handler. Never throws, and completes on any thread. */
    Future<@Nullable Object> intercepted(Interceptor.Next handler) {
        return proceed(0, handler);
    }

    // the bridge to the user's interceptors: what one throws is a failed future for those around it
    private Future<@Nullable Object> proceed(int index, Interceptor.Next handler) {
        try {
            if (index == services.interceptors().size()) {
                return handler.proceed();
            }
            Interceptor interceptor = services.interceptors().get(index);
            Future<@Nullable Object> answer = interceptor.intercept(this, () -> proceed(index + 1, handler));
            return answer != null
                    ? answer
                    : Future.failedFuture(new DeliveryException.NoAnswer(
                            "the interceptor " + interceptor.getClass().getName()));
        } catch (Throwable thrown) {
            return Future.failedFuture(thrown);
        }
    }

    /** The handler is done with it, or its time is up. */
    void answered(AsyncResult<@Nullable Object> answer) {
        Telling telling = receiver.telling();
        if (telling == null) {
            settleOnce(judged(answer));
        } else {
            settleWhenTold(telling.answered(arrived(), answer));
        }
    }

    private void settleWhenTold(Future<Verdict> telling) {
        telling.onComplete(told -> context.emit(told.result(), this::settleOnce));
    }

    // what a handler fails with is user code as well: its message and its stack may throw, and the delivery must end
    // all the same
    private Verdict judged(AsyncResult<@Nullable Object> answer) {
        Instant now = services.scheduler().now();
        try {
            return receiver.failures().judge(answer, envelope, now);
        } catch (RuntimeException brokenFailure) {
            return receiver.failures().failed(brokenFailure, envelope, now);
        }
    }

    private void end(Verdict verdict) {
        Telling telling = receiver.telling();
        if (telling == null || verdict.disposition() instanceof Disposition.Release) {
            settleOnce(verdict);
        } else {
            settleWhenTold(telling.refused(arrived(), verdict));
        }
    }

    private void settleOnce(Verdict verdict) {
        if (stage == Stage.ENDED) {
            return;
        }
        stage = Stage.ENDED;
        if (turn != null && verdict.disposition() instanceof Disposition.Retry retry) {
            if (receiver.taking()) {
                tryAgainHere(retry, verdict, turn);
            } else {
                settle(verdict.released());
            }
        } else {
            settle(verdict);
        }
    }

    private void settle(Verdict verdict) {
        delivery.settle(verdict.disposition())
                .onComplete(told -> ended(verdict), lost -> ended(verdict.unsettled(lost)));
    }

    // its key's later events wait for it, which they would not if it went back to its queue
    private void tryAgainHere(Disposition.Retry retry, Verdict verdict, KeyTurn held) {
        ContextInternal own = receiver.context().duplicate();
        var next = new DeliveryRun(receiver, HeldDelivery.of(delivery, retry.envelope()), own, held);
        tell(verdict, how -> receiver.followedBy(next, this, how));
        own.emit(KeyOrder.bounded(retry.after()), next::startAfter);
    }

    private void ended(Verdict verdict) {
        if (turn != null && verdict.disposition() instanceof Disposition.Release && !delivery.lost()) {
            turn.giveBack();
        } else if (turn != null) {
            turn.pass();
        }
        tell(verdict, how -> receiver.ended(this, how));
    }

    private void tell(Verdict verdict, Consumer<Settled> whom) {
        try {
            if (span != null) {
                span.end(verdict.outcome(), verdict.cause());
            }
        } finally { // a tracer reads the cause, whose methods are user code
            var took = Duration.ofNanos(services.scheduler().nanoTime() - arrivedNanos);
            whom.accept(new Settled(handler(), receiver.queue(), envelope, verdict.outcome(), verdict.cause(), took));
        }
    }
}
