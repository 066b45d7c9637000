package io.saltbus.registry.internal.memory;

import com.fasterxml.jackson.databind.JsonNode;
import io.saltbus.registry.store.SchemaQuery;
import io.saltbus.registry.store.StoredSchema;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Whether a query finds a stored schema. */
final class Search {
    private Search() {}

    static boolean finds(SchemaQuery query, StoredSchema schema) {
        return query.patterns().stream().anyMatch(pattern -> pattern.matches(schema.topic()))
                && query.text().map(text -> holds(schema, text)).orElse(true);
    }

    private static boolean holds(StoredSchema schema, String text) {
        String wanted = text.toLowerCase(Locale.ROOT);
        return holds(schema.topic(), wanted)
                || holds(schema.record().description(), wanted)
                || hasField(schema.documents().payload(), wanted);
    }

    /** A field at any depth, also of a definition. The depth of what is stored is bounded where it comes in. */
    private static boolean hasField(JsonNode node, String wanted) {
        for (var member : node.properties()) {
            if (member.getKey().equals("properties")) {
                for (var field : member.getValue().properties()) {
                    if (holds(field.getKey(), wanted)) {
                        return true;
                    }
                }
            }
            if (hasField(member.getValue(), wanted)) {
                return true;
            }
        }
        return node.isArray() && node.valueStream().anyMatch(item -> hasField(item, wanted));
    }

    private static boolean holds(@Nullable String text, String wanted) {
        return text != null && text.toLowerCase(Locale.ROOT).contains(wanted);
    }
}
