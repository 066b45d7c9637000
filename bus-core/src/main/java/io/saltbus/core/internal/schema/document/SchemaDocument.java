package io.saltbus.core.internal.schema.document;

import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.databind.JsonNode;
import io.saltbus.core.failure.ConfigurationException;
import io.saltbus.core.schema.SchemaDraft;
import io.saltbus.core.schema.SchemaOptions;
import java.util.ArrayDeque;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;

/**
 * A JSON Schema that is known to be one: every reference leads somewhere, and no schema waits for itself. Whatever its draft, it is looked
 * at as one of 2020-12.
 */
public final class SchemaDocument {
    private final JsonNode original;
    private final SchemaDraft draft;
    private final SchemaOptions options;
    private final JsonNode root;
    private final Map<String, JsonNode> places = new LinkedHashMap<>();

    private SchemaDocument(JsonNode original, SchemaDraft draft, SchemaOptions options) {
        this.original = original;
        this.draft = draft;
        this.options = options;
        this.root = ModernForm.of(original, draft);
    }

    /**
     * Reads a document, which must not be changed afterwards.
     *
     * @throws ConfigurationException naming each place that is wrong
     */
    public static SchemaDocument of(JsonNode document, SchemaOptions options) {
        SchemaDraft draft = DraftChoice.of(document, options);
        WellFormed.checkShape(document, draft);
        var read = new SchemaDocument(document, draft, options);
        read.gather();
        WellFormed.checkMeaning(read);
        return read;
    }

    /** The same with the options that the bus has for its own. */
    public static SchemaDocument of(JsonNode document) {
        return of(document, SchemaOptions.defaults());
    }

    /** The document as it was given. */
    public JsonNode original() {
        return original;
    }

    /** The draft that it was given in. */
    public SchemaDraft draft() {
        return draft;
    }

    /** How it is read. */
    public SchemaOptions options() {
        return options;
    }

    /** The schema that the payload must keep, in draft 2020-12; all its references begin with {@code #}. */
    public JsonNode root() {
        return root;
    }

    /** Every schema in the document by its JSON pointer, the root first. */
    public Map<String, JsonNode> places() {
        return Collections.unmodifiableMap(places);
    }

    /**
     * The schema that a {@code $ref} leads to.
     *
     * @param reference {@code #} or {@code #/$defs/Name}
     * @throws ConfigurationException where it leads nowhere
     */
    public JsonNode target(String reference) {
        JsonNode target = root.at(JsonPointer.compile(Resources.decoded(reference.substring(1))));
        if (!target.isObject() && !target.isBoolean()) {
            throw refused(reference, "there is no schema at that place");
        }
        return target;
    }

    /** Follows {@code $ref} where a schema has nothing else to say, to the one that has. */
    JsonNode resolved(JsonNode schema) {
        JsonNode at = schema;
        while (at.size() == 1 && at.has("$ref")) {
            at = target(at.path("$ref").asText());
        }
        return at;
    }

    private void gather() {
        Set<JsonNode> seen = Collections.newSetFromMap(new IdentityHashMap<>());
        var waiting = new ArrayDeque<Map.Entry<String, JsonNode>>();
        waiting.add(Map.entry("", root));
        while (!waiting.isEmpty()) {
            Map.Entry<String, JsonNode> next = waiting.remove();
            if (next.getValue().isObject() && !seen.add(next.getValue())) {
                continue;
            }
            places.put(next.getKey(), next.getValue());
            for (Subschema inner : Subschema.of(next.getValue())) {
                waiting.add(Map.entry(next.getKey() + inner.place(), inner.schema()));
            }
            // a reference may lead to a place that no keyword makes a schema
            String reference = next.getValue().path("$ref").asText();
            if (reference.startsWith("#/")) {
                waiting.add(Map.entry(Resources.decoded(reference.substring(1)), target(reference)));
            }
        }
    }

    private static ConfigurationException refused(String reference, String why) {
        return new ConfigurationException("the schema's $ref \"" + reference + "\" is refused: " + why);
    }
}
