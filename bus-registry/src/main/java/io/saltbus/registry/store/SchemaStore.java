package io.saltbus.registry.store;

import io.saltbus.core.event.Version;
import io.saltbus.core.schema.Registration;
import io.saltbus.core.schema.SchemaDeclaration;
import io.saltbus.registry.compatibility.CompatibilityMode;
import io.vertx.core.Future;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Where the schemas of all services are kept: the truth that each {@link io.saltbus.core.schema.SchemaRegistry} mirrors, and what tools
 * look into. Every method asks the place itself and may take time.
 *
 * <p>Safe for use from any thread; futures complete on the caller's context. They fail with
 * {@link io.saltbus.registry.RegistryException}.
 */
public interface SchemaStore {
    /**
     * Stores schemas: new ones where nothing speaks against them, none twice. Services that do this at the same moment get right answers and
     * leave one row. A service that declares a schema becomes its publisher at once.
     *
     * @param declarations all of one service
     * @param service who declares them
     * @return one answer a declaration, in the same order; fails with {@code Unavailable} where the place cannot be reached, and then
     *     nothing, or everything, was stored
     */
    Future<List<Registration>> register(List<SchemaDeclaration> declarations, Caller service);

    /**
     * Who asks.
     *
     * @param name the service's name, or a user's
     * @param version the deployed version, or null
     */
    record Caller(String name, @Nullable String version) {}

    /** Every stored version that a query names, by topic and version. */
    Future<List<StoredSchema>> find(SchemaQuery query);

    /** One line a topic, by name. */
    Future<List<TopicSummary>> topics(SchemaQuery query);

    /** Who publishes a topic, by service. */
    Future<List<PublisherRow>> publishers(String topic);

    /** The handlers that run now and may get a topic's events, by service and name. */
    Future<List<LiveHandler>> liveHandlers(String topic);

    /**
     * Asks the publishers of a version to leave it; it can still be published.
     *
     * @param reason for people
     * @param who asks for it
     */
    Future<Void> deprecate(String topic, Version version, String reason, Caller who);

    /**
     * Ends a version: it can no longer be published.
     *
     * @param force also where handlers that run now still take it
     * @return fails with {@code StillUsed}, naming them, where there are such handlers and it is not forced
     */
    Future<Void> retire(String topic, Version version, boolean force, Caller who);

    /** Takes a deprecation or an end back. */
    Future<Void> restore(String topic, Version version, Caller who);

    /** What minor versions of a topic must keep from now on. */
    Future<Void> setCompatibility(String topic, CompatibilityMode mode, Caller who);

    /** Notes what a process says of itself. */
    Future<Void> report(InstanceReport report);

    /**
     * Watches for changes, until the watch is closed; where the connection is lost, it comes back by itself and then tells of everything.
     *
     * @param changed told of each topic whose schemas have changed; {@code #} stands for any: what is mirrored must be read again
     * @return a watch that works
     */
    Future<Watch> watch(Consumer<String> changed);

    /** An open watch. */
    interface Watch {
        /** Ends it. Safe to call again. */
        Future<Void> close();
    }

    /** Lets go. Safe to call again. */
    Future<Void> close();
}
