package io.saltbus.core.internal.dispatch;

import io.saltbus.core.event.TopicPattern;
import io.saltbus.core.schema.SubscriberDeclaration;
import io.saltbus.core.subscribe.Subscription;
import io.saltbus.core.transport.QueueSpec;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.internal.ContextInternal;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.RejectedExecutionException;
import java.util.function.Consumer;
import java.util.function.Function;

/** A handler's subscription in this process, over the receivers of all its instances. */
final class ActiveSubscription implements Subscription {
    /** What the user wants of it; whether the broker lets it is asked of the receivers. */
    private enum Wish {
        TAKE,
        PAUSE,
        DRAIN,
        CLOSE
    }

    private final SharedHandler shared;
    private final Consumer<ActiveSubscription> forget;
    private final List<Receiver> receivers = new CopyOnWriteArrayList<>();
    private final Promise<Void> closed = Promise.promise();
    private volatile Wish wish = Wish.TAKE;

    /** @param forget called when it is closed */
    ActiveSubscription(SharedHandler shared, Consumer<ActiveSubscription> forget) {
        this.shared = shared;
        this.forget = forget;
    }

    HandlerDefinition definition() {
        return shared.definition();
    }

    QueueSpec spec() {
        return shared.queue();
    }

    /** What the registry knows it by. */
    SubscriberDeclaration declaration() {
        return shared.declaration();
    }

    /** Until what it needs of others is there. */
    Future<Void> beReady() {
        return shared.beReady();
    }

    /** Takes deliveries on one more context. */
    Future<Void> join(HandlerFunction function, ContextInternal context) {
        Receiver receiver;
        Future<Void> opened;
        synchronized (this) {
            if (wish == Wish.CLOSE) {
                return Future.failedFuture(over());
            }
            receiver = new Receiver(shared, function, context);
            receivers.add(receiver);
            opened = on(receiver, Receiver::open);
        }
        return opened.onFailure(refused -> gone(List.of(receiver)));
    }

    /** Stops taking deliveries on one context; the last one to leave closes it all. */
    Future<Void> leave(ContextInternal context) {
        List<Receiver> leaving = receivers.stream()
                .filter(receiver -> receiver.context() == context)
                .toList();
        return onEach(leaving, Receiver::close).onComplete(left -> gone(leaving));
    }

    /** Closes where nothing could be opened. */
    void endIfEmpty() {
        gone(List.of());
    }

    // instances of a verticle leave at the same time, each on its own thread
    private void gone(List<Receiver> left) {
        boolean last;
        synchronized (this) {
            receivers.removeAll(left);
            last = receivers.isEmpty() && beginClose();
        }
        if (last) {
            forget.accept(this);
            closed.complete();
        }
    }

    boolean runsOn(ContextInternal context) {
        return receivers.stream().anyMatch(receiver -> receiver.context() == context);
    }

    @Override
    public String name() {
        return definition().name();
    }

    @Override
    public String queue() {
        return shared.queue().name();
    }

    @Override
    public List<TopicPattern> patterns() {
        return definition().patterns();
    }

    @Override
    public State state() {
        return switch (wish) {
            case PAUSE -> State.PAUSED;
            case DRAIN -> State.DRAINING;
            case CLOSE -> State.CLOSED;
            case TAKE -> receivers.stream().anyMatch(Receiver::live) ? State.LIVE : State.RECOVERING;
        };
    }

    @Override
    public Future<Void> pause() {
        return wish(Wish.PAUSE, Receiver::pause);
    }

    @Override
    public Future<Void> resume() {
        return wish(Wish.TAKE, Receiver::resume);
    }

    @Override
    public Future<Void> drain() {
        return wish(Wish.DRAIN, Receiver::drain).onSuccess(drained -> rest());
    }

    @Override
    public Future<Void> close() {
        Future<Void> end;
        synchronized (this) {
            end = beginClose() ? onEach(receivers, Receiver::close) : null;
        }
        if (end != null) {
            end.onComplete(ended -> {
                forget.accept(this);
                closed.handle(ended);
            });
        }
        return closed.future();
    }

    private synchronized boolean beginClose() {
        boolean first = wish != Wish.CLOSE;
        want(Wish.CLOSE);
        return first;
    }

    private Future<Void> wish(Wish wanted, Function<Receiver, Future<Void>> step) {
        synchronized (this) {
            if (wish == Wish.CLOSE) {
                return Future.failedFuture(over());
            }
            want(wanted);
            return onEach(receivers, step);
        }
    }

    private void want(Wish wanted) {
        wish = wanted;
        shared.wantToTake(wanted == Wish.TAKE);
    }

    private synchronized void rest() {
        if (wish == Wish.DRAIN) {
            wish = Wish.PAUSE;
        }
    }

    private IllegalStateException over() {
        return new IllegalStateException("subscription " + name() + " is closed: subscribe again");
    }

    private static Future<Void> onEach(List<Receiver> receivers, Function<Receiver, Future<Void>> step) {
        return Future.join(
                        receivers.stream().map(receiver -> on(receiver, step)).toList())
                .mapEmpty();
    }

    // only puts the step in line, so that steps asked for under the lock run in the order of what was wished
    private static Future<Void> on(Receiver receiver, Function<Receiver, Future<Void>> step) {
        Promise<Void> done = Promise.promise();
        try {
            receiver.context().runOnContext(turn -> step.apply(receiver).onComplete(done));
        } catch (RejectedExecutionException loopIsGone) {
            // Vert.x was closed under the bus: nothing runs there any more, and nothing can be told to stop
            done.complete();
        }
        return done.future();
    }
}
