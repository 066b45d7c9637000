package io.saltbus.registry.internal.generate;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.saltbus.registry.generate.Note;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** Gathers what a schema demands and types cannot say. */
final class Unsaid {
    private static final Set<String> KEYWORDS = new LinkedHashSet<>(List.of(
            "not",
            "if",
            "dependentRequired",
            "dependentSchemas",
            "dependencies",
            "patternProperties",
            "propertyNames",
            "contains",
            "unevaluatedProperties",
            "unevaluatedItems",
            "contentEncoding",
            "contentMediaType",
            "multipleOf",
            "$dynamicRef"));

    private final String document;
    private final Set<Note> notes = new LinkedHashSet<>();

    Unsaid(String document) {
        this.document = document;
    }

    void note(String pointer, String keyword, String message) {
        notes.add(new Note(document, pointer, keyword, message));
    }

    void look(ObjectNode schema, String pointer) {
        for (String keyword : KEYWORDS) {
            if (schema.has(keyword)) {
                note(pointer, keyword, "is left to the schema: the type does not say it");
            }
        }
        schema.path("x-unsaid")
                .forEach(keyword -> note(
                        pointer,
                        keyword.asText(),
                        "is demanded twice, in different ways, by parts of allOf: the type says the first"));
    }

    void lookAtObject(JsonNode schema, String pointer) {
        JsonNode others = schema.path("additionalProperties");
        if (others.isBoolean() && !others.booleanValue()) {
            note(pointer, "additionalProperties", "is left to the schema: the type does not refuse other properties");
        } else if (others.isObject() && !others.isEmpty()) {
            note(pointer, "additionalProperties", "is left to the schema: the type does not keep other properties");
        }
        for (String keyword : List.of("minProperties", "maxProperties")) {
            if (schema.has(keyword)) {
                note(pointer, keyword, "is left to the schema: the type does not say it");
            }
        }
    }

    List<Note> notes() {
        return new ArrayList<>(notes);
    }
}
