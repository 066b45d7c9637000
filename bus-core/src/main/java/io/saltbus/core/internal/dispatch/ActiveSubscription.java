package io.saltbus.core.internal.dispatch;

import io.saltbus.core.event.TopicPattern;
import io.saltbus.core.subscribe.Subscription;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.internal.ContextInternal;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
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
    private final Runnable forget;
    private final List<Receiver> receivers = new CopyOnWriteArrayList<>();
    private volatile Wish wish = Wish.TAKE;

    /** @param forget called when it is closed */
    ActiveSubscription(SharedHandler shared, Runnable forget) {
        this.shared = shared;
        this.forget = forget;
    }

    HandlerDefinition definition() {
        return shared.definition();
    }

    /** Takes deliveries on one more context. */
    Future<Void> join(HandlerFunction function, ContextInternal context) {
        var receiver = new Receiver(shared, function, context);
        receivers.add(receiver);
        return on(receiver, Receiver::open).onFailure(refused -> receivers.remove(receiver));
    }

    /** Stops taking deliveries on one context; the last one to leave closes it all. */
    Future<Void> leave(ContextInternal context) {
        List<Receiver> leaving = receivers.stream()
                .filter(receiver -> receiver.context() == context)
                .toList();
        if (leaving.size() == receivers.size()) {
            return close();
        }
        return onEach(leaving, Receiver::close).onComplete(left -> receivers.removeAll(leaving));
    }

    boolean runsOn(ContextInternal context) {
        return receivers.stream().anyMatch(receiver -> receiver.context() == context);
    }

    boolean empty() {
        return receivers.isEmpty();
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
        return wish(Wish.DRAIN, Receiver::drain);
    }

    @Override
    public Future<Void> close() {
        if (wish == Wish.CLOSE) {
            return Future.succeededFuture();
        }
        return wish(Wish.CLOSE, Receiver::close).onComplete(closed -> forget.run());
    }

    private Future<Void> wish(Wish wanted, Function<Receiver, Future<Void>> step) {
        if (wish == Wish.CLOSE) {
            return Future.failedFuture(
                    new IllegalStateException("subscription " + name() + " is closed: subscribe again"));
        }
        wish = wanted;
        shared.wantToTake(wanted == Wish.TAKE);
        return onEach(receivers, step);
    }

    private static Future<Void> onEach(List<Receiver> receivers, Function<Receiver, Future<Void>> step) {
        return Future.join(
                        receivers.stream().map(receiver -> on(receiver, step)).toList())
                .mapEmpty();
    }

    private static Future<Void> on(Receiver receiver, Function<Receiver, Future<Void>> step) {
        Promise<Void> done = receiver.context().promise();
        receiver.context().runOnContext(turn -> step.apply(receiver).onComplete(done));
        return done.future();
    }
}
