package io.saltbus.core.extension;

import io.saltbus.core.schema.EventSchemas;
import io.saltbus.core.schema.Schema;
import io.vertx.core.Future;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a module adds to a bus. The bus starts and closes it, and {@link io.saltbus.core.SaltBus#extension} hands it to users by the type that
 * they know it by.
 */
public interface BusExtension {
    /**
     * Reaches what it needs. Called after the broker was reached and before any handler is subscribed; called again where a start failed.
     *
     * @return where it fails, the bus does not start
     */
    Future<Void> start();

    /** What brings the answers of handlers to their callers; null where this is not about answers. */
    default @Nullable Answering answering() {
        return null;
    }

    /**
     * What is known of a request's answers and failures, so that they are registered with it.
     *
     * @param request a class with {@code @Event(mode = RPC)}
     * @param payload what it looks like itself
     * @return with the payload as given; null where this is not about answers
     * @throws io.saltbus.core.failure.ConfigurationException where they cannot be described, naming the class
     */
    default @Nullable EventSchemas schemasOf(Class<?> request, Schema payload) {
        return null;
    }

    /** Why it cannot do its work right now, in words; empty where it can. */
    List<String> troubles();

    /** Lets go. Called when no handler runs any more, before the broker is let go; safe to call again. */
    Future<Void> close();

    /** Makes an extension for a bus. Those found by {@link java.util.ServiceLoader} are for every bus that was not given one of their type. */
    interface Factory {
        /** What users know it by. */
        Class<?> type();

        /**
         * Makes it; nothing is contacted yet.
         *
         * @throws io.saltbus.core.failure.ConfigurationException where it cannot be used as it was configured
         */
        BusExtension create(BusServices services);

        /**
         * What {@link BusExtension#schemasOf} would say, where no bus is made: for tools that read what a service declares.
         *
         * @param request a class with {@code @Event(mode = RPC)}
         * @param payload what it looks like itself
         * @param payloads describes other classes
         * @return with the payload as given; null where this is not about answers
         * @throws io.saltbus.core.failure.ConfigurationException where they cannot be described, naming the class
         */
        default @Nullable EventSchemas schemasOf(Class<?> request, Schema payload, Payloads payloads) {
            return null;
        }
    }
}
