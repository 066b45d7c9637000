package io.saltbus.core.internal.dispatch;

import io.saltbus.core.event.Envelope;
import io.saltbus.core.event.Topic;
import io.saltbus.core.event.TopicPattern;
import io.saltbus.core.failure.ConfigurationException;
import io.saltbus.core.subscribe.BatchHandler;
import io.saltbus.core.subscribe.BatchOptions;
import io.saltbus.core.subscribe.EventHandler;
import io.saltbus.core.subscribe.SubscribeOptions;
import io.saltbus.core.subscribe.Subscription;
import io.saltbus.core.transport.QueueSpec;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.internal.ContextInternal;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** All subscriptions of a bus, by the names of their queues. Safe for use from any thread. */
public final class Subscriptions {
    private final DispatchServices services;
    private final Map<String, ActiveSubscription> byQueue = new LinkedHashMap<>();

    /** @param services what the dispatch works with */
    public Subscriptions(DispatchServices services) {
        this.services = services;
    }

    /** What is subscribed now. */
    public synchronized List<Subscription> all() {
        return List.copyOf(byQueue.values());
    }

    /**
     * Subscribes the {@code @Subscribe} methods of an object, on one context: all of them, or none.
     *
     * @throws ConfigurationException naming the method and what is wrong with it
     */
    public Future<List<Subscription>> subscribe(Object handlers, ContextInternal context) {
        List<Handling> handlings = HandlerMethods.of(handlers, services.random(), services.versionMatch());
        List<ActiveSubscription> reserved = reserveAll(handlings);
        List<Future<Subscription>> opening = new ArrayList<>();
        for (int index = 0; index < handlings.size(); index++) {
            opening.add(open(reserved.get(index), handlings.get(index), context));
        }
        return Future.join(opening)
                .map(opened -> opened.<Subscription>list())
                .recover(refused -> Future.join(reserved.stream()
                                .map(subscription -> subscription.leave(context))
                                .toList())
                        .transform(left -> Future.failedFuture(refused)));
    }

    private List<ActiveSubscription> reserveAll(List<Handling> handlings) {
        List<ActiveSubscription> reserved = new ArrayList<>();
        try {
            handlings.forEach(handling -> reserved.add(reserve(handling.definition(), true)));
        } catch (RuntimeException refused) {
            reserved.forEach(ActiveSubscription::endIfEmpty);
            throw refused;
        }
        return reserved;
    }

    /** Subscribes a function that takes one event at a time, on one context. */
    @SuppressWarnings("unchecked") // what is bound to the type is of the type
    public <T> Future<Subscription> subscribe(
            List<TopicPattern> patterns,
            Class<T> type,
            SubscribeOptions options,
            EventHandler<T> handler,
            ContextInternal context) {
        var handling = new Handling(
                definition(patterns, type, options, null),
                (event, envelope) -> handler.handle((T) event, (Envelope) envelope));
        return open(reserve(handling.definition(), false), handling, context);
    }

    /** Subscribes a function that takes several events in a call, on one context. */
    @SuppressWarnings("unchecked") // what is bound to the type is of the type
    public <T> Future<Subscription> subscribe(
            List<TopicPattern> patterns,
            Class<T> type,
            SubscribeOptions options,
            BatchOptions batch,
            BatchHandler<T> handler,
            ContextInternal context) {
        var handling = new Handling(
                definition(patterns, type, options, batch),
                (events, envelopes) -> handler.handle((List<T>) events, (List<Envelope>) envelopes));
        return open(reserve(handling.definition(), false), handling, context);
    }

    private static HandlerDefinition definition(
            List<TopicPattern> patterns, Class<?> type, SubscribeOptions options, @Nullable BatchOptions batch) {
        String name = options.name();
        if (name == null) {
            throw new IllegalArgumentException("a handler in code needs a name: SubscribeOptions.named(\"...\")");
        }
        return new HandlerDefinition("subscribe(" + name + ")", name, patterns, type, options, batch, true, null);
    }

    private synchronized ActiveSubscription reserve(HandlerDefinition definition, boolean joinable) {
        QueueSpec queue = queue(definition);
        ActiveSubscription existing = byQueue.get(queue.name());
        if (existing == null) {
            return create(definition, queue);
        }
        if (!joinable || !existing.definition().source().equals(definition.source())) {
            throw new ConfigurationException((definition.answers()
                            ? "two handlers answer " + definition.patterns().get(0)
                            : "two handlers are called " + definition.name())
                    + ": " + existing.definition().source() + " and " + definition.source()
                    + (definition.answers() ? ". Remove one of them" : ". Give one of them another name"));
        }
        return existing;
    }

    private Future<Subscription> open(ActiveSubscription subscription, Handling handling, ContextInternal context) {
        return onContext(subscription.beReady(), context)
                .compose(ready -> services.transport().declare(subscription.spec()))
                .compose(declared -> subscription.join(handling.function(), context))
                .<Subscription>map(joined -> subscription)
                .onFailure(refused -> subscription.endIfEmpty());
    }

    // a registry may answer on a thread of its own, and a transport has a connection for each
    private static Future<Void> onContext(Future<Void> future, ContextInternal context) {
        if (future.isComplete()) {
            return future;
        }
        Promise<Void> there = context.promise();
        future.onComplete(there);
        return there.future();
    }

    /** Ends what was subscribed on one context. */
    public Future<Void> leave(ContextInternal context) {
        List<ActiveSubscription> current;
        synchronized (this) {
            current = List.copyOf(byQueue.values());
        }
        return Future.join(current.stream()
                        .filter(subscription -> subscription.runsOn(context))
                        .map(subscription -> subscription.leave(context))
                        .toList())
                .mapEmpty();
    }

    /** Closes them all, letting handlers finish. */
    public Future<Void> close() {
        return Future.join(all().stream().map(Subscription::close).toList()).mapEmpty();
    }

    private ActiveSubscription create(HandlerDefinition definition, QueueSpec queue) {
        var subscription = new ActiveSubscription(new SharedHandler(services, definition, queue), this::forget);
        byQueue.put(queue.name(), subscription);
        return subscription;
    }

    private void forget(ActiveSubscription subscription) {
        boolean known;
        synchronized (this) {
            known = byQueue.remove(subscription.queue(), subscription);
        }
        if (known) { // the registry may be anybody's, and is not called under the lock
            services.registry().unsubscribed(subscription.declaration());
        }
    }

    private QueueSpec queue(HandlerDefinition definition) {
        SubscribeOptions options = definition.options();
        if (definition.answers()) {
            return responderQueue(definition);
        }
        String shared = services.service() + "." + definition.name();
        if (options.versions().major().isPresent()) {
            shared += ".v" + options.versions().major().getAsInt();
        }
        boolean exclusive = options.queue() == QueueSpec.Kind.EXCLUSIVE;
        String name = exclusive ? shared + "." + services.instance() : shared;
        String deadLetters = shared + ".dlq";
        try {
            Topic.check(deadLetters.length() > name.length() ? deadLetters : name, "queue name");
        } catch (IllegalArgumentException refused) {
            throw new ConfigurationException(
                    definition.source() + ": its name gives no queue: " + refused.getMessage(), refused);
        }
        // an exclusive queue has one process for its consumer, and the order is kept there
        int partitions = options.orderedBy() == null || exclusive
                ? 0
                : options.orderedBy().partitions();
        return new QueueSpec(name, definition.patterns(), options.queue(), deadLetters, partitions);
    }

    private QueueSpec responderQueue(HandlerDefinition definition) {
        try {
            return services.transport().responders(definition.patterns().get(0).text(), definition.major());
        } catch (IllegalArgumentException refused) {
            throw new ConfigurationException(
                    definition.source() + ": its topic gives no queue of responders: " + refused.getMessage(), refused);
        }
    }
}
