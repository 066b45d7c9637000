package io.saltbus.rabbitmq.internal.wire;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import io.saltbus.core.schema.Violation;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** Violations as a text of JSON, so that people and other programs can read the header too. */
final class ViolationText {
    private static final ObjectMapper MAPPER = new ObjectMapper();
    private static final String POINTER = "pointer";
    private static final String KEYWORD = "keyword";
    private static final String LIMIT = "limit";
    private static final String MESSAGE = "message";
    private static final String MORE = "more";
    private static final int ROOM_FOR_MORE = 100;

    private ViolationText() {}

    /** As many as fit; where some do not, the last one says how many. Empty where there is no room for any. */
    static String write(List<Violation> violations, int maxBytes) {
        ArrayNode all = MAPPER.createArrayNode();
        int bytes = 2;
        for (int index = 0; index < violations.size(); index++) {
            JsonNode one = node(violations.get(index));
            int length = text(one).getBytes(StandardCharsets.UTF_8).length + 1;
            boolean last = index == violations.size() - 1;
            if (bytes + length > maxBytes - (last ? 0 : ROOM_FOR_MORE)) {
                int left = violations.size() - index;
                if (bytes + ROOM_FOR_MORE <= maxBytes) {
                    all.add(node(new Violation("", MORE, Integer.toString(left), "and " + left + " more")));
                }
                break;
            }
            all.add(one);
            bytes += length;
        }
        return all.isEmpty() ? "" : text(all);
    }

    static List<Violation> read(String text) {
        var violations = new ArrayList<Violation>();
        try {
            for (JsonNode one : MAPPER.readTree(text)) {
                violations.add(new Violation(
                        one.path(POINTER).asText(),
                        one.path(KEYWORD).asText(),
                        one.path(LIMIT).asText(),
                        one.path(MESSAGE).asText()));
            }
        } catch (JsonProcessingException garbled) { // for display only: what could be read is what there is
            return List.copyOf(violations);
        }
        return List.copyOf(violations);
    }

    private static JsonNode node(Violation violation) {
        return MAPPER.createObjectNode()
                .put(POINTER, violation.pointer())
                .put(KEYWORD, violation.keyword())
                .put(LIMIT, violation.limit())
                .put(MESSAGE, violation.message());
    }

    private static String text(JsonNode node) {
        try {
            return MAPPER.writeValueAsString(node);
        } catch (JsonProcessingException impossible) { // a tree of texts is always JSON
            throw new UncheckedIOException(impossible);
        }
    }
}
