package io.saltbus.cli.internal.input;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamWriteConstraints;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.core.util.DefaultIndenter;
import com.fasterxml.jackson.core.util.DefaultPrettyPrinter;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectWriter;
import com.fasterxml.jackson.databind.cfg.JsonNodeFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.saltbus.cli.UsageException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Map;

/** JSON as the command reads and writes it: every digit is kept, and a key that comes twice is refused. */
public final class Json {
    private static final int MAX_DEPTH = 1000;
    private static final int MAX_TEXT = 128 << 20;

    private static final JsonMapper MAPPER = JsonMapper.builder(JsonFactory.builder()
                    .streamReadConstraints(StreamReadConstraints.builder()
                            .maxNestingDepth(MAX_DEPTH)
                            .maxStringLength(MAX_TEXT)
                            .maxNumberLength(SmallNumbers.MAX_SIGNS)
                            .build())
                    .streamWriteConstraints(StreamWriteConstraints.builder()
                            .maxNestingDepth(2 * MAX_DEPTH)
                            .build())
                    .build())
            .nodeFactory(new SmallNumbers())
            .enable(JsonNodeFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            .disable(JsonNodeFeature.STRIP_TRAILING_BIGDECIMAL_ZEROES)
            .enable(
                    DeserializationFeature.FAIL_ON_READING_DUP_TREE_KEY,
                    DeserializationFeature.FAIL_ON_TRAILING_TOKENS,
                    DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            .build();

    private static final TypeReference<Map<String, Object>> PLAIN = new TypeReference<>() {};
    private static final ObjectWriter PRETTY = MAPPER.writer(printer());

    private Json() {}

    private static DefaultPrettyPrinter printer() {
        var lines = new DefaultIndenter("  ", "\n");
        return new DefaultPrettyPrinter().withObjectIndenter(lines).withArrayIndenter(lines);
    }

    /**
     * Reads one document.
     *
     * @param bytes UTF-8
     * @param where where they come from, for the error
     * @throws UsageException naming the place, line and column
     */
    public static JsonNode parse(byte[] bytes, String where) {
        try {
            JsonNode read = MAPPER.readTree(bytes);
            if (read == null || read.isMissingNode()) {
                throw new UsageException(where + " is empty, and no JSON");
            }
            return read;
        } catch (JsonProcessingException wrong) {
            throw new UsageException(
                    where + " is no JSON" + place(wrong.getLocation()) + ": " + firstLine(wrong), wrong);
        } catch (ArithmeticException tooLarge) {
            throw new UsageException(where + " holds " + tooLarge.getMessage(), tooLarge);
        } catch (IOException unreadable) {
            throw new UncheckedIOException(where + " cannot be read", unreadable);
        }
    }

    private static String place(JsonLocation location) {
        return location == null ? "" : " (line " + location.getLineNr() + ", column " + location.getColumnNr() + ")";
    }

    private static String firstLine(JsonProcessingException wrong) {
        String message = String.valueOf(wrong.getOriginalMessage());
        return message.lines().findFirst().orElse(message);
    }

    /** An object to fill. */
    public static ObjectNode object() {
        return MAPPER.createObjectNode();
    }

    /** A list to fill. */
    public static ArrayNode array() {
        return MAPPER.createArrayNode();
    }

    /** An object as a map of plain values, every digit kept. */
    public static Map<String, Object> map(ObjectNode object) {
        return MAPPER.convertValue(object, PLAIN);
    }

    /** On one line. */
    public static String line(JsonNode node) {
        return node.toString();
    }

    /** For people. */
    public static String pretty(JsonNode node) {
        try {
            return PRETTY.writeValueAsString(node);
        } catch (JsonProcessingException impossible) {
            throw new IllegalStateException("a tree that was read cannot be written", impossible);
        }
    }
}
