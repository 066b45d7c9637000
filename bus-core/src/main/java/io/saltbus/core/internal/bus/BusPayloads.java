package io.saltbus.core.internal.bus;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.saltbus.core.extension.Payloads;
import io.saltbus.core.internal.json.PayloadCodec;
import io.saltbus.core.internal.schema.SchemaDeriver;
import io.saltbus.core.schema.PayloadException;
import io.saltbus.core.schema.Schema;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.JsonObject;

/** The bus's own ways with JSON, lent to extensions. */
record BusPayloads(PayloadCodec codec, SchemaDeriver deriver) implements Payloads {
    @Override
    public ObjectNode decode(Buffer body) {
        return codec.decode(body);
    }

    @Override
    public Buffer encode(ObjectNode payload) {
        return codec.encode(payload);
    }

    // what an object holds is known at run time only, so that this is no mistake in the call
    @Override
    public ObjectNode write(Object value) {
        try {
            return value instanceof JsonObject json ? codec.fromJson(json) : codec.toTree(value);
        } catch (IllegalArgumentException unwritable) {
            throw new PayloadException.Undecodable(String.valueOf(unwritable.getMessage()));
        }
    }

    @Override
    public <T> T bind(ObjectNode payload, Class<T> type) {
        return codec.bind(payload, type);
    }

    @Override
    public JsonObject toJson(ObjectNode payload) {
        return codec.toJson(payload);
    }

    @Override
    public Schema schemaOf(Class<?> type) {
        return deriver.derive(type);
    }
}
