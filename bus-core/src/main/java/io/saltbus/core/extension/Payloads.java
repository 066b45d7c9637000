package io.saltbus.core.extension;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.saltbus.core.schema.Schema;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.JsonObject;

/** Reads and writes JSON as the bus does with payloads: in snake_case, exact, within its limits. Safe for use from any thread. */
public interface Payloads {
    /**
     * Bytes as a JSON object.
     *
     * @throws io.saltbus.core.schema.PayloadException where they are none, or too large
     */
    ObjectNode decode(Buffer body);

    /**
     * A JSON object as bytes.
     *
     * @throws io.saltbus.core.schema.PayloadException where they are too large, too deep, or hold a text that is too long
     */
    Buffer encode(ObjectNode payload);

    /**
     * An object as JSON.
     *
     * @throws io.saltbus.core.schema.PayloadException where it cannot be written as a JSON object
     */
    ObjectNode write(Object value);

    /**
     * JSON as an object.
     *
     * @throws io.saltbus.core.schema.PayloadException where it does not fit, naming the place
     */
    <T> T bind(ObjectNode payload, Class<T> type);

    /** A tree as a Vert.x object; a copy. */
    JsonObject toJson(ObjectNode payload);

    /**
     * What a class looks like as JSON. Derived anew by each call: to be kept.
     *
     * @throws io.saltbus.core.failure.ConfigurationException where it cannot be described, saying why
     */
    Schema schemaOf(Class<?> type);
}
