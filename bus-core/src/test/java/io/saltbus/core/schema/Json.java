package io.saltbus.core.schema;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;

/** JSON as tests write it: apostrophes for quotation marks. */
public final class Json {
    private static final JsonMapper MAPPER = JsonMapper.builder()
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            .build();

    private Json() {}

    public static JsonNode value(String text) {
        try {
            return MAPPER.readTree(text.replace('\'', '"'));
        } catch (JsonProcessingException mistake) {
            throw new IllegalArgumentException(text, mistake);
        }
    }

    public static ObjectNode object(String text) {
        return (ObjectNode) value(text);
    }

    public static Schema schema(String text) {
        return Schema.of(object(text));
    }
}
