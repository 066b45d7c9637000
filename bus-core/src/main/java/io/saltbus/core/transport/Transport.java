package io.saltbus.core.transport;

import io.saltbus.core.publish.Confirmed;
import io.vertx.core.Future;
import io.vertx.core.Handler;
import java.util.List;

/**
 * A broker, as the bus needs it: topic routing into durable queues, confirmed publishing, competing consumers with manual settlement,
 * delay, expiry, priorities and dead letters. What an implementation must keep is tested by {@code TransportTck} in bus-testkit.
 *
 * <p>{@link #publish} is safe from any thread. Run-time failures are in the futures.
 */
public interface Transport {
    /** Where this transport leads, for logs and errors: an address without credentials. */
    String address();

    /** Reaches the broker. */
    Future<Void> connect();

    /**
     * Makes a queue, its bindings and its dead-letter queue, where they are missing. Safe to repeat.
     *
     * @return fails with {@link io.saltbus.core.failure.ConfigurationException} where the broker has the queue with other properties
     */
    Future<Void> declare(QueueSpec queue);

    /**
     * The queue that all responders of one topic and major version share.
     *
     * @param topic an exact topic
     * @param major such as 1 for {@code v1.2}
     */
    QueueSpec responders(String topic, int major);

    /**
     * Sends one message. One of mode {@code RPC} goes to the {@link #responders} of its topic and major version alone, and its confirm is
     * routed where they have a queue; all others go to the subscriptions that match.
     *
     * <p>Order: messages published from one thread reach each queue in the order of the calls.
     *
     * @return the broker's confirm; otherwise a {@link io.saltbus.core.publish.PublishException} or
     *     {@link io.saltbus.core.failure.ConnectionException}. It always completes
     */
    Future<Confirmed> publish(Outgoing outgoing);

    /**
     * Takes messages from a queue that was declared.
     *
     * @param handler gets each delivery on the context of the options; it must settle each once
     * @return the consumer once messages can arrive
     */
    Future<Consumer> consume(QueueSpec queue, ConsumeOptions options, Handler<Delivery> handler);

    /**
     * Whether messages of other processes arrive by it. Where they do and the registry of schemas is inside this process, nobody waits for a
     * schema that could never come.
     */
    default boolean betweenProcesses() {
        return true;
    }

    /** Why messages cannot flow right now, in words; empty where they can. */
    List<String> troubles();

    /** What the broker holds for this bus, to be looked at and changed. */
    Topology topology();

    /** Waits for the confirms that are outstanding, then lets go. Unsettled deliveries go back to their queues. Safe to call again. */
    Future<Void> close();
}
