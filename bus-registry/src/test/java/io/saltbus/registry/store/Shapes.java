package io.saltbus.registry.store;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.saltbus.core.event.EventMode;
import io.saltbus.core.event.Version;
import io.saltbus.core.schema.EventSchemas;
import io.saltbus.core.schema.Schema;
import io.saltbus.core.schema.SchemaDeclaration;
import java.io.UncheckedIOException;

/** Schemas for tests of stores. */
public final class Shapes {
    private static final ObjectMapper JSON = new ObjectMapper();

    private Shapes() {}

    /** JSON with single quotes. */
    public static ObjectNode json(String text) {
        try {
            return (ObjectNode) JSON.readTree(text.replace('\'', '"'));
        } catch (JsonProcessingException wrong) {
            throw new UncheckedIOException(wrong);
        }
    }

    /** The schema of this JSON. */
    public static Schema schema(String text) {
        return Schema.of(json(text));
    }

    /** An object with one required field. */
    public static Schema field(String name, String type) {
        return schema(
                "{'type':'object','properties':{'" + name + "':{'type':'" + type + "'}},'required':['" + name + "']}");
    }

    /** What the service "orders" declares. */
    public static SchemaDeclaration declared(String topic, String version, Schema schema) {
        return declared(topic, version, schema, "orders");
    }

    /** What a service declares. */
    public static SchemaDeclaration declared(String topic, String version, Schema schema, String service) {
        return new SchemaDeclaration(
                topic, Version.parse(version), EventMode.BROADCAST, EventSchemas.of(schema), service, "test");
    }

    /** A request that is declared. */
    public static SchemaDeclaration request(String topic, String version, EventSchemas schemas) {
        return new SchemaDeclaration(topic, Version.parse(version), EventMode.RPC, schemas, "orders", "test");
    }
}
