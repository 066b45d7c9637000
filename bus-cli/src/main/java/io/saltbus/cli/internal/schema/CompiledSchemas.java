package io.saltbus.cli.internal.schema;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.saltbus.cli.internal.input.Json;
import io.saltbus.core.schema.Schema;
import io.saltbus.core.schema.SchemaOptions;
import java.util.LinkedHashMap;
import java.util.Map;

/** The schemas used last, compiled: batches ask the same one again and again. */
final class CompiledSchemas {
    private final Map<JsonNode, Schema> kept;
    private SchemaOptions options = SchemaOptions.defaults();

    /** @param limit how many are kept */
    CompiledSchemas(int limit) {
        kept = new LinkedHashMap<>(16, 0.75f, true) {
            private static final long serialVersionUID = 1L;

            @Override
            protected boolean removeEldestEntry(Map.Entry<JsonNode, Schema> eldest) {
                return size() > limit;
            }
        };
    }

    /** Reads those to come by other options; the ones already read stay as they are. */
    void read(SchemaOptions value) {
        options = value;
    }

    /**
     * A schema, ready for payloads.
     *
     * @param document an object, or a boolean
     * @throws io.saltbus.core.failure.ConfigurationException where it is no good schema
     */
    Schema of(JsonNode document) {
        Schema known = kept.get(document);
        if (known == null) {
            known = Schema.of(object(document), options);
            kept.put(document, known);
        }
        return known;
    }

    private static ObjectNode object(JsonNode document) {
        if (document instanceof ObjectNode object) {
            return object;
        }
        ObjectNode anything = Json.object();
        return document.booleanValue() ? anything : anything.set("not", Json.object());
    }
}
