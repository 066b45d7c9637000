package io.saltbus.core;

import com.google.errorprone.annotations.CheckReturnValue;
import io.saltbus.core.event.EventView;
import io.saltbus.core.observe.Health;
import io.saltbus.core.observe.Load;
import io.saltbus.core.publish.Confirmed;
import io.saltbus.core.publish.PublishOptions;
import io.saltbus.core.publish.PublishOutcome;
import io.saltbus.core.schema.SchemaRegistry;
import io.saltbus.core.subscribe.BatchHandler;
import io.saltbus.core.subscribe.BatchOptions;
import io.saltbus.core.subscribe.EventHandler;
import io.saltbus.core.subscribe.SubscribeOptions;
import io.saltbus.core.subscribe.Subscription;
import io.saltbus.core.transport.Message;
import io.saltbus.core.transport.Topology;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonObject;
import java.util.List;

/**
 * The event bus of one service: it publishes events that fit their schemas, and brings each to the handlers that subscribe to it.
 *
 * <p>Safe for use from any thread. A future that is asked for on a Vert.x context completes there. Failures of the work are in the futures;
 * a wrong argument throws at once.
 */
@CheckReturnValue
public interface SaltBus {
    /**
     * Begins a bus; nothing is contacted before {@link #start()}.
     *
     * @param vertx whose event loops it runs on; it must be made after SaltBus is on the class path, which is always so but in exotic class
     *     loaders
     */
    static SaltBusBuilder builder(Vertx vertx) {
        return new SaltBusBuilder(vertx);
    }

    /**
     * Finds the events, registers their schemas, reaches the broker and subscribes the handlers given to the builder, in this order. Called
     * once; where it fails it may be called again.
     *
     * @return fails with {@link io.saltbus.core.failure.ConfigurationException} where events are declared wrongly or a schema is in conflict,
     *     before any message was sent or taken
     */
    Future<StartReport> start();

    /** Publishes an event; the same as {@link #publish(Object, PublishOptions)} with the defaults. */
    default Future<Confirmed> publish(Object event) {
        return publish(event, PublishOptions.defaults());
    }

    /**
     * Publishes one event and completes when the broker confirms it.
     *
     * <p>Order: events published from one context reach the broker in the order of the calls. A confirm means that the broker took
     * responsibility, not that a subscriber saw it.
     *
     * @param event a record with {@link io.saltbus.core.event.Event}, known to the bus from its start
     * @return the message's id, and whether a queue took it; fails with {@link io.saltbus.core.schema.PayloadException} where the event breaks
     *     its schema (every violation listed), cannot be written as JSON or is too large, with {@link io.saltbus.core.publish.PublishException} where it is not known, its
     *     version is retired, it is not routed though that was required, or not confirmed in time, and with
     *     {@link io.saltbus.core.failure.ConnectionException} once the bus is closed
     */
    Future<Confirmed> publish(Object event, PublishOptions options);

    /** Publishes an event without a class; the same as {@link #publish(String, String, JsonObject, PublishOptions)} with the defaults. */
    default Future<Confirmed> publish(String topic, String version, JsonObject payload) {
        return publish(topic, version, payload, PublishOptions.defaults());
    }

    /**
     * Publishes an event without a class. Its schema must be known: given to the builder, or to the registry by whomever.
     *
     * @param topic the event's topic
     * @param version its schema's version, such as {@code v1}, or {@code latest} for the newest one that is known here and not retired
     * @param payload the event; not changed
     * @return as {@link #publish(Object, PublishOptions)}
     */
    Future<Confirmed> publish(String topic, String version, JsonObject payload, PublishOptions options);

    /**
     * Publishes many events, each on its own: one that fails stops no other.
     *
     * @param events records with {@link io.saltbus.core.event.Event}
     * @return one outcome an event, in the same order; it does not fail
     */
    Future<List<PublishOutcome>> publishAll(List<?> events, PublishOptions options);

    /** Publishes many events with the default options. */
    default Future<List<PublishOutcome>> publishAll(List<?> events) {
        return publishAll(events, PublishOptions.defaults());
    }

    /**
     * Subscribes every {@code @Subscribe} method of an object on the current context; called again on other contexts with objects of the same
     * class, they share the work. {@link HandlerVerticle} does that for a verticle.
     *
     * @param handlers its methods need not be public
     * @return the subscriptions, once events can arrive
     */
    Future<List<Subscription>> subscribe(Object handlers);

    /**
     * Subscribes a function to the topic of an event's class.
     *
     * @param event a record with {@link io.saltbus.core.event.Event}; it may have fewer fields than the publisher's
     * @param options with a name
     */
    <T> Future<Subscription> subscribe(Class<T> event, SubscribeOptions options, EventHandler<T> handler);

    /**
     * Subscribes a function to topics by a pattern, reading each event as a record with the fields it needs.
     *
     * @param pattern such as {@code order.*}
     * @param view any record
     * @param options with a name
     */
    <T> Future<Subscription> subscribe(
            String pattern, Class<T> view, SubscribeOptions options, EventHandler<T> handler);

    /**
     * Subscribes a function to topics by a pattern, without a class.
     *
     * @param pattern such as {@code order.*}
     * @param options with a name
     */
    default Future<Subscription> subscribe(String pattern, SubscribeOptions options, EventHandler<EventView> handler) {
        return subscribe(pattern, EventView.class, options, handler);
    }

    /**
     * Subscribes a function that takes several events in a call.
     *
     * @param pattern such as {@code order.*}
     * @param view any record, or {@link EventView}
     * @param options with a name
     * @param batch how they are gathered
     */
    <T> Future<Subscription> subscribeBatch(
            String pattern, Class<T> view, SubscribeOptions options, BatchOptions batch, BatchHandler<T> handler);

    /**
     * Ends what was subscribed on a context, letting its handlers finish; other instances go on.
     *
     * @param context where it was subscribed
     */
    Future<Void> unsubscribe(Context context);

    /** What is subscribed now. */
    List<Subscription> subscriptions();

    /**
     * A message as an event, as it is: neither validated nor filled with defaults. For tools that look at messages from outside.
     *
     * @throws io.saltbus.core.schema.PayloadException where its payload cannot be read
     */
    EventView read(Message message);

    /**
     * What a module on the class path adds to this bus, such as {@code io.saltbus.rpc.Rpc}.
     *
     * @param type what it is known by
     * @throws io.saltbus.core.failure.ConfigurationException where there is none
     */
    <T> T extension(Class<T> type);

    /** What is known of the schemas of all services. The bus closes it. */
    SchemaRegistry registry();

    /** Whether events can flow, and what an operator should know besides. */
    Health health();

    /** What the broker holds for this bus, to be looked at and changed. */
    Topology topology();

    /** What the bus is busy with. */
    Load load();

    /**
     * Stops taking events, lets handlers finish for at most the shutdown timeout, waits for outstanding confirms, and lets go of the broker.
     * Publishing goes on until the handlers have finished, so that one that publishes last can do so; subscribing does not. What was not
     * finished arrives again elsewhere. Safe to call again. A handler must not wait for it: each would wait for the other, until the
     * shutdown timeout has passed.
     */
    Future<Void> close();
}
