package io.saltbus.core.internal.dispatch;

import io.saltbus.core.observe.Settled;
import io.saltbus.core.subscribe.RateLimit;
import io.saltbus.core.subscribe.SubscribeOptions;
import io.saltbus.core.time.Scheduler.Timer;
import io.saltbus.core.transport.ConsumeOptions;
import io.saltbus.core.transport.Consumer;
import io.saltbus.core.transport.Delivery;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.internal.ContextInternal;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One instance's taking of deliveries, on one context. Its methods run there unless they say otherwise. */
final class Receiver {
    private static final Logger LOG = LoggerFactory.getLogger(Receiver.class);

    private final SharedHandler shared;
    private final HandlerInvoker invoker;
    private final ContextInternal context;
    private final @Nullable Batcher batcher;
    private final Set<DeliveryRun> inFlight = new LinkedHashSet<>();
    private final List<Promise<Void>> idleWaiters = new ArrayList<>();
    private volatile @Nullable Consumer consumer;
    private boolean taking;
    private volatile boolean resting;
    private @Nullable Timer rest;
    private @Nullable Future<Void> closing;

    Receiver(SharedHandler shared, HandlerFunction function, ContextInternal context) {
        this.shared = shared;
        this.invoker = new HandlerInvoker(new Handling(shared.definition(), function));
        this.context = context;
        this.taking = shared.wantsToTake();
        this.batcher = shared.definition().batch() == null
                ? null
                : new Batcher(this, shared.definition().batch());
    }

    /** Begins, as what the user wants now; that may have changed until the broker has answered. */
    Future<Void> open() {
        SubscribeOptions options = definition().options();
        RateLimit limit = options.rateLimit();
        int prefetch = limit == null ? options.prefetch() : RateGate.cap(options.prefetch(), limit);
        KeyOrder order = shared.order();
        var how = new ConsumeOptions(context, prefetch, options.priority(), order == null ? null : order.keyOf());
        return services()
                .transport()
                .consume(shared.queue(), how, this::arrived)
                .compose(opened -> {
                    consumer = opened;
                    return closing != null
                            ? opened.close()
                            : taking && !resting ? Future.succeededFuture() : opened.pause();
                });
    }

    ContextInternal context() {
        return context;
    }

    DispatchServices services() {
        return shared.services();
    }

    HandlerDefinition definition() {
        return shared.definition();
    }

    String queue() {
        return shared.queue().name();
    }

    ConcurrencyGate gate() {
        return shared.gate();
    }

    @Nullable
    RateGate rate() {
        return shared.rate();
    }

    FailurePolicy failures() {
        return shared.failures();
    }

    /** Null where its handler answers nobody. */
    @Nullable
    Telling telling() {
        return shared.telling();
    }

    Preparation preparation() {
        return shared.preparation();
    }

    HandlerInvoker invoker() {
        return invoker;
    }

    @Nullable
    Batcher batcher() {
        return batcher;
    }

    /** Whether deliveries can arrive, as fast as the rate lets them. Safe from any thread. */
    boolean live() {
        Consumer opened = consumer;
        return opened != null && (resting || opened.live());
    }

    private void arrived(Delivery delivery) {
        ContextInternal own = context.duplicate();
        KeyOrder order = shared.order();
        var run = new DeliveryRun(this, delivery, own, order == null ? null : order.turn(delivery.message()));
        inFlight.add(run);
        services().load().arrived();
        if (taking && !resting) {
            own.emit(run, DeliveryRun::start);
        } else {
            run.refuse();
        }
    }

    /** Whether the user wants deliveries on this context now. */
    boolean taking() {
        return taking;
    }

    /** One try has ended, and the next of the same delivery is to follow here. */
    void followedBy(DeliveryRun next, DeliveryRun run, Settled how) {
        inFlight.remove(run);
        inFlight.add(next);
        services().load().arrived();
        services().observer().settled(how);
        services().load().ended();
    }

    void ended(DeliveryRun run, Settled how) {
        inFlight.remove(run);
        services().observer().settled(how);
        services().load().ended();
        if (inFlight.isEmpty()) {
            List<Promise<Void>> waiters = List.copyOf(idleWaiters);
            idleWaiters.clear();
            waiters.forEach(Promise::complete);
        }
    }

    /** Takes nothing more for a while, because the rate allows nothing; what has its turn within the hold keeps it. */
    void restFor(Duration wait) {
        if (taking && !resting) {
            resting = true;
            rest = services().scheduler().schedule(wait, context, this::rested);
            tell(onConsumer(Consumer::pause), "paused");
        }
    }

    private void rested() {
        resting = false;
        rest = null;
        if (taking) {
            tell(onConsumer(Consumer::resume), "resumed");
        }
    }

    private void tell(Future<Void> step, String what) {
        step.onFailure(refused -> LOG.warn("queue {} could not be {} for its rate: {}", queue(), what, refused));
    }

    Future<Void> pause() {
        taking = false;
        // the last first: of those that wait for one key, none comes to its turn by the others' leaving
        var lastFirst = new ArrayList<>(inFlight);
        Collections.reverse(lastFirst);
        lastFirst.forEach(DeliveryRun::release);
        return onConsumer(Consumer::pause);
    }

    Future<Void> resume() {
        taking = true;
        return resting ? Future.succeededFuture() : onConsumer(Consumer::resume);
    }

    /** Pauses, and completes when nothing is in flight. */
    Future<Void> drain() {
        return pause().compose(paused -> {
            if (inFlight.isEmpty()) {
                return Future.succeededFuture();
            }
            Promise<Void> idle = context.promise();
            idleWaiters.add(idle);
            return idle.future();
        });
    }

    /** Drains for a limited time, then lets go; what is still in flight arrives again somewhere. */
    Future<Void> close() {
        if (closing == null) {
            closing = drainAndLetGo();
        }
        return closing;
    }

    private Future<Void> drainAndLetGo() {
        if (rest != null) {
            rest.cancel();
        }
        Promise<Void> enough = context.promise();
        var limit = services().scheduler().schedule(services().shutdownTimeout(), context, enough::tryComplete);
        drain().onComplete(drained -> enough.tryComplete());
        return enough.future().compose(drained -> {
            limit.cancel();
            return onConsumer(Consumer::close);
        });
    }

    private Future<Void> onConsumer(Function<Consumer, Future<Void>> step) {
        Consumer opened = consumer;
        return opened == null ? Future.succeededFuture() : step.apply(opened);
    }
}
