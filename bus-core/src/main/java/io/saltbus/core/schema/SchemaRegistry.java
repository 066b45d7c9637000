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
     * Stores schemas that a service publishes.
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

    /** Whether schemas that other processes register are found in it (in time). */
    default boolean betweenProcesses() {
        return true;
    }

    /** Lets go of what the registry holds open. Safe to call again. */
    Future<Void> close();
}
