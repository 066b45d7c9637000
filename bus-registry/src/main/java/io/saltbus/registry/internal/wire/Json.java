package io.saltbus.registry.internal.wire;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.vertx.core.buffer.Buffer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Collection;
import java.util.function.Function;

/** Bytes to trees and back, within bounds. */
public final class Json {
    /** Deep enough for any schema that a person reads, and safe to walk down recursively. */
    private static final int MAX_DEPTH = 200;

    private static final ObjectMapper MAPPER = JsonMapper.builder(JsonFactory.builder()
                    .streamReadConstraints(StreamReadConstraints.builder()
                            .maxNestingDepth(MAX_DEPTH)
                            .maxNumberLength(1_000)
                            .build())
                    .build())
            .enable(DeserializationFeature.FAIL_ON_READING_DUP_TREE_KEY)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            .build();

    private Json() {}

    /**
     * Reads an object.
     *
     * @throws IllegalArgumentException saying where it stops to be one, without quoting it
     */
    public static ObjectNode read(Buffer bytes) {
        try {
            JsonNode node = MAPPER.readTree(bytes.getBytes());
            if (node instanceof ObjectNode object) {
                return object;
            }
        } catch (JsonProcessingException broken) {
            var place = broken.getLocation();
            throw new IllegalArgumentException(
                    "the body is no JSON that is taken"
                            + (place == null
                                    ? ""
                                    : ", from line " + place.getLineNr() + ", column " + place.getColumnNr())
                            + ": " + kind(broken) + "; at most " + MAX_DEPTH + " levels, no key twice",
                    broken);
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
        throw new IllegalArgumentException("the body must be a JSON object");
    }

    /** Jackson's own words quote the text. */
    private static String kind(JsonProcessingException broken) {
        return broken.getClass().getSimpleName();
    }

    /** Writes a tree. */
    public static Buffer write(JsonNode node) {
        try {
            return Buffer.buffer(MAPPER.writeValueAsBytes(node));
        } catch (JsonProcessingException ofATree) {
            throw new UncheckedIOException(ofATree);
        }
    }

    /** An empty object. */
    public static ObjectNode object() {
        return JsonNodeFactory.instance.objectNode();
    }

    /** Each item as JSON. */
    public static <T> ArrayNode array(Collection<T> items, Function<T, ? extends JsonNode> form) {
        ArrayNode array = JsonNodeFactory.instance.arrayNode(items.size());
        items.forEach(item -> array.add(form.apply(item)));
        return array;
    }

    /** Each item as a text. */
    public static ArrayNode texts(Collection<?> items) {
        return array(items, item -> JsonNodeFactory.instance.textNode(item.toString()));
    }
}
