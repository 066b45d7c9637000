package io.saltbus.core.internal.schema.document;

import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.databind.JsonNode;
import io.saltbus.core.failure.ConfigurationException;
import java.net.URI;
import java.util.ArrayDeque;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;

/** A JSON Schema that is known to be one: every reference leads somewhere, and no schema waits for itself. */
public final class SchemaDocument {
    private final JsonNode root;
    private final Map<String, JsonNode> places = new LinkedHashMap<>();

    private SchemaDocument(JsonNode root) {
        this.root = root;
    }

    /**
     * Reads a document, which must not be changed afterwards.
     *
     * @throws ConfigurationException naming each place that is wrong
     */
    public static SchemaDocument of(JsonNode root) {
        WellFormed.checkShape(root);
        var document = new SchemaDocument(root);
        document.gather();
        WellFormed.checkMeaning(document);
        return document;
    }

    /** The schema that the payload must keep. */
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
     * @param reference {@code #}, {@code #/$defs/Name} or {@code #anchor}
     * @throws ConfigurationException where it leads nowhere, or out of the document
     */
    public JsonNode target(String reference) {
        if (!reference.startsWith("#")) {
            throw refused(reference, "only references within the same document are followed, such as #/$defs/Address");
        }
        String fragment = decoded(reference);
        if (!fragment.isEmpty() && !fragment.startsWith("/")) {
            return places.values().stream()
                    .filter(schema -> schema.path("$anchor").asText().equals(fragment))
                    .findFirst()
                    .orElseThrow(() -> refused(reference, "no schema here has this $anchor"));
        }
        JsonNode target = root.at(JsonPointer.compile(fragment));
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
                waiting.add(Map.entry(decoded(reference), target(reference)));
            }
        }
    }

    private static String decoded(String reference) {
        try {
            return URI.create(reference).getFragment();
        } catch (IllegalArgumentException notEncoded) {
            return reference.substring(1); // written as it is, with signs that an address may not have
        }
    }

    private static ConfigurationException refused(String reference, String why) {
        return new ConfigurationException("the schema's $ref \"" + reference + "\" is refused: " + why);
    }
}
