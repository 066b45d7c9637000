package io.saltbus.core.extension;

import io.vertx.core.json.JsonObject;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** Makes requests for whoever answers them. Safe for use from any thread. */
public interface Requests {
    /** Whether the service declares events of mode {@code RPC}. Known once the bus has found its events. */
    boolean declared();

    /**
     * A request, validated, and its span begun. What is being handled on this context is its cause.
     *
     * @param event a record with {@code @Event(mode = RPC)}
     * @throws io.saltbus.core.schema.PayloadException where it breaks its schema
     * @throws io.saltbus.core.publish.PublishException where the bus does not know the event, or it is not of mode RPC
     * @throws io.saltbus.core.failure.ConnectionException where the bus is not started, or closed
     */
    Request make(Object event, RequestOptions options);

    /**
     * A request without a class.
     *
     * @param version its schema's version, such as {@code v1}, or {@code latest}; where nobody told the bus a schema of that topic, the responder alone checks
     *     the payload
     */
    Request make(String topic, String version, JsonObject payload, RequestOptions options);

    /** How long the caller of the request that is being handled on this context still waits; null where none is, or it does not say. */
    @Nullable
    Duration remaining();
}
