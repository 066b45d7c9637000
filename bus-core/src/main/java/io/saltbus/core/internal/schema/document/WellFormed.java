package io.saltbus.core.internal.schema.document;

import com.fasterxml.jackson.databind.JsonNode;
import io.saltbus.core.failure.ConfigurationException;
import io.saltbus.core.internal.schema.check.Finding;
import io.saltbus.core.internal.schema.check.Regex;
import io.saltbus.core.internal.schema.check.Report;
import io.saltbus.core.internal.schema.library.MetaSchema;
import io.saltbus.core.schema.SchemaDraft;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.Map;
import java.util.Set;
import java.util.regex.PatternSyntaxException;
import java.util.stream.Collectors;

/** What must hold of a document before it is compiled. */
final class WellFormed {
    private static final int MAX_TOLD = 5;
    // a remainder by 1e-999999999 would be written out digit by digit
    private static final int MAX_EXPONENT = 4096;

    private WellFormed() {}

    /** Checks it against the schema of schemas. */
    static void checkShape(JsonNode root, SchemaDraft draft) {
        if (MetaSchema.of(draft).accepts(root)) {
            return;
        }
        var report = new Report();
        MetaSchema.of(draft).report(root, report);
        throw new ConfigurationException("this is no valid JSON Schema (" + draft.uri() + "): "
                + report.findings().stream()
                        .map(Finding::violation)
                        .map(violation -> violation.toString())
                        .limit(MAX_TOLD)
                        .collect(Collectors.joining("; ")));
    }

    /** Checks what the schema of schemas does not see. */
    static void checkMeaning(SchemaDocument document) {
        Set<JsonNode> finite = Collections.newSetFromMap(new IdentityHashMap<>());
        Set<JsonNode> open = Collections.newSetFromMap(new IdentityHashMap<>());
        for (Map.Entry<String, JsonNode> place : document.places().entrySet()) {
            checkPatterns(place.getKey(), place.getValue());
            checkDivisor(place.getKey(), place.getValue());
            checkEnds(document, place.getKey(), place.getValue(), open, finite);
        }
    }

    private static void checkPatterns(String place, JsonNode schema) {
        checkPattern(place + "/pattern", schema.path("pattern").asText());
        for (Map.Entry<String, JsonNode> property :
                schema.path("patternProperties").properties()) {
            checkPattern(place + "/patternProperties", property.getKey());
        }
    }

    private static void checkDivisor(String place, JsonNode schema) {
        int scale = schema.path("multipleOf").decimalValue().scale();
        if (Math.abs((long) scale) > MAX_EXPONENT) {
            throw new ConfigurationException("the schema at " + (place.isEmpty() ? "its root" : place)
                    + " has a multipleOf with an exponent beyond " + MAX_EXPONENT);
        }
    }

    private static void checkPattern(String place, String regex) {
        try {
            Regex.compile(regex);
        } catch (PatternSyntaxException refused) {
            throw new ConfigurationException("the schema's " + place + " \"" + regex
                    + "\" is no regular expression that Java can read: " + refused.getDescription() + " at sign "
                    + refused.getIndex());
        }
    }

    /** A schema that comes back to itself without going into the value would be followed for ever. */
    private static void checkEnds(
            SchemaDocument document, String place, JsonNode schema, Set<JsonNode> open, Set<JsonNode> finite) {
        if (!schema.isObject() || finite.contains(schema)) {
            return;
        }
        if (!open.add(schema)) {
            throw new ConfigurationException("the schema at " + (place.isEmpty() ? "its root" : place)
                    + " leads back to itself without end: a recursion must go through properties or items");
        }
        if (schema.has("$ref")) {
            JsonNode target = document.target(schema.path("$ref").asText());
            checkEnds(document, place + "/$ref", target, open, finite);
        }
        for (Subschema inner : Subschema.of(schema)) {
            if (inner.sameValue()) {
                checkEnds(document, place + inner.place(), inner.schema(), open, finite);
            }
        }
        open.remove(schema);
        finite.add(schema);
    }
}
