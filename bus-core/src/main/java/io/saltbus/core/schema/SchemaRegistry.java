package io.saltbus.core.schema;

import io.saltbus.core.event.Version;
import io.vertx.core.Future;
import java.util.List;
import java.util.SortedMap;
import org.jspecify.annotations.Nullable;

/**
 * Where services learn each other's schemas. Implementations keep what they know in memory: nothing on the way of a message waits for
 * the place where schemas are stored.
 *
 * <p>Safe for use from any thread.
 */
public interface SchemaRegistry {
    /**
     * Stores schemas that a service publishes. The first call also makes the registry learn what is stored already.
     *
     * @param declarations all of them at once, so that an implementation can store them in one round trip
     * @return one answer a declaration, in the same order; it fails only where the registry can neither answer nor keep them for later
     */
    Future<List<Registration>> register(List<SchemaDeclaration> declarations);

    /**
     * The schema of one version, from memory.
     *
     * @return null where it is not known here (yet)
     */
    @Nullable
    Schema find(String topic, Version version);

    /** Every version of a topic that is known here, oldest first; empty where none is. */
    SortedMap<Version, Schema> versions(String topic);

    /** Whether a version may still be published, from memory. */
    default SchemaStatus status(String topic, Version version) {
        return SchemaStatus.ACTIVE;
    }

    /**
     * Is told of a handler before it gets its first message.
     *
     * @return completes, on any thread, when what the handler may need is in memory, or cannot be had now; never fails
     */
    default Future<Void> subscribed(SubscriberDeclaration subscriber) {
        return Future.succeededFuture();
    }

    /** Is told that a handler has ended. */
    default void unsubscribed(SubscriberDeclaration subscriber) {}

    /** Is told of each confirmed publish, on its thread: counts, and does nothing else. */
    default void published(String topic, Version version) {}

    /** Is told of each message that a handler is done with, on its thread: counts, and does nothing else. */
    default void handled(String handler, String topic, @Nullable Version version) {}

    /** Whether schemas that other processes register are found in it (in time). */
    default boolean betweenProcesses() {
        return true;
    }

    /** Why it is not in touch with where schemas are stored, in words; empty where it is. */
    default List<String> troubles() {
        return List.of();
    }

    /** Lets go of what the registry holds open. Safe to call again. */
    Future<Void> close();

    /** Makes the registry of one bus, which closes it. */
    interface Factory {
        /** Makes it; nothing is contacted yet. */
        SchemaRegistry create(RegistrySettings settings);
    }
}
