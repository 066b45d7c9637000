package io.saltbus.registry.internal.serve;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.saltbus.core.event.Topic;
import io.saltbus.core.event.TopicPattern;
import io.saltbus.core.event.Version;
import io.saltbus.registry.http.ApiKey;
import io.saltbus.registry.internal.wire.Fields;
import io.saltbus.registry.store.SchemaQuery;
import io.saltbus.registry.store.SchemaStore.Caller;
import io.vertx.core.MultiMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A request whose key, way and body are known.
 *
 * @param key who asks
 * @param path what the braces of the route stand for, decoded
 * @param parameters those of the query, decoded
 * @param body what was sent; empty where nothing was
 */
record Call(ApiKey key, Map<String, String> path, MultiMap parameters, ObjectNode body) {
    private static final int DEFAULT_LIMIT = 1_000;

    String topic() {
        return Topic.check(path.getOrDefault("topic", ""));
    }

    Version version() {
        return Version.parse(path.getOrDefault("version", ""));
    }

    Fields fields() {
        return new Fields(body);
    }

    Caller caller(@Nullable String serviceVersion) {
        return new Caller(key.name(), serviceVersion);
    }

    /** A question in the query: {@code topic}, as often as wanted, {@code text} and {@code limit}. */
    SchemaQuery query() {
        List<String> patterns = parameters.getAll("topic");
        String limit = parameters.get("limit");
        return new SchemaQuery(
                patterns.isEmpty()
                        ? SchemaQuery.all().patterns()
                        : patterns.stream().map(TopicPattern::of).toList(),
                Optional.ofNullable(parameters.get("text")),
                limit == null ? DEFAULT_LIMIT : number(limit));
    }

    private static int number(String text) {
        try {
            return Integer.parseInt(text);
        } catch (NumberFormatException none) {
            throw new IllegalArgumentException("parameter \"limit\" must be a number from 1 to 100000", none);
        }
    }
}
