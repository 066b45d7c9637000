package io.saltbus.core.internal.schema.document;

import com.fasterxml.jackson.databind.JsonNode;
import io.saltbus.core.failure.ConfigurationException;
import io.saltbus.core.schema.SchemaDraft;
import io.saltbus.core.schema.SchemaOptions;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.stream.Collectors;

/** Which draft a document is in. */
final class DraftChoice {
    private DraftChoice() {}

    static SchemaDraft of(JsonNode root, SchemaOptions options) {
        JsonNode named = root.path("$schema");
        if (named.isMissingNode()) {
            return options.draft() == SchemaDraft.DRAFT_2020_12 ? guessed(root) : options.draft();
        }
        return SchemaDraft.named(named.asText())
                .orElseThrow(() -> new ConfigurationException("the schema's $schema is " + named + ". Accepted: "
                        + Arrays.stream(SchemaDraft.values())
                                .map(SchemaDraft::uri)
                                .collect(Collectors.joining(", ")) + ", or none"));
    }

    // Pydantic 1 and many others write draft-07 and do not say so: what 2020-12 would refuse, or not notice, tells
    private static SchemaDraft guessed(JsonNode root) {
        var guess = SchemaDraft.DRAFT_2020_12;
        var waiting = new ArrayDeque<JsonNode>();
        waiting.push(root);
        while (!waiting.isEmpty()) {
            JsonNode schema = waiting.pop();
            if (schema.path("exclusiveMinimum").isBoolean()
                    || schema.path("exclusiveMaximum").isBoolean()) {
                return SchemaDraft.DRAFT_04;
            }
            boolean anchor = schema.path("$id").asText().startsWith("#");
            if (anchor
                    || schema.path("items").isArray()
                    || schema.has("additionalItems")
                    || schema.has("dependencies")) {
                guess = SchemaDraft.DRAFT_07;
            }
            Subschema.of(schema, SchemaDraft.DRAFT_07).forEach(inner -> waiting.push(inner.schema()));
        }
        return guess;
    }
}
