package io.saltbus.registry.generate;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.saltbus.registry.internal.generate.AsyncApiDocument;
import io.saltbus.registry.store.LiveHandler;
import io.saltbus.registry.store.PublisherRow;
import io.saltbus.registry.store.SchemaQuery;
import io.saltbus.registry.store.SchemaStore;
import io.saltbus.registry.store.StoredSchema;
import io.vertx.core.Future;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;

/**
 * An AsyncAPI 3.0 document of what is registered: a channel a topic, a message a version, operations of the services that are known to
 * publish, handle or answer.
 *
 * <p>Safe for use from any thread.
 */
public final class AsyncApi {
    private static final int AT_ONCE = 32;

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
        return store.find(query).compose(schemas -> {
            var topics = new LinkedHashSet<String>();
            schemas.forEach(schema -> topics.add(schema.topic()));
            var known = new Known(new ArrayList<>(), new LinkedHashSet<>());
            return known.ask(store, List.copyOf(topics))
                    .map(asked -> of(schemas, known.publishers(), List.copyOf(known.handlers()), options));
        });
    }

    private record Known(List<PublisherRow> publishers, LinkedHashSet<LiveHandler> handlers) {
        /** Some topics at a time: a registry may have thousands. */
        Future<Void> ask(SchemaStore store, List<String> topics) {
            if (topics.isEmpty()) {
                return Future.succeededFuture();
            }
            int some = Math.min(AT_ONCE, topics.size());
            var asked = new ArrayList<Future<?>>();
            for (String topic : topics.subList(0, some)) {
                asked.add(store.publishers(topic).onSuccess(publishers::addAll));
                asked.add(store.liveHandlers(topic).onSuccess(handlers::addAll));
            }
            return Future.all(asked).compose(done -> ask(store, topics.subList(some, topics.size())));
        }
    }

    /**
     * Describes schemas that are there already.
     *
     * @param schemas any number, of any topics
     * @param publishers who publishes them
     * @param handlers who handles them
     * @param options title, version, server
     * @return the same document for the same input, whatever its order
     */
    public static ObjectNode of(
            List<StoredSchema> schemas,
            List<PublisherRow> publishers,
            List<LiveHandler> handlers,
            AsyncApiOptions options) {
        return AsyncApiDocument.of(schemas, publishers, handlers, options);
    }
}
