package io.saltbus.core.internal.schema.plan;

import com.fasterxml.jackson.databind.JsonNode;
import io.saltbus.core.internal.schema.check.TextFormat;
import io.saltbus.core.internal.schema.document.SchemaDocument;
import io.saltbus.core.internal.schema.library.LibraryCheck;
import java.util.Set;

/** Which schemas the plan can check by itself. Whatever it does not name constrains nothing in draft 2020-12, and is ignored. */
final class Vocabulary {
    private static final Set<String> LEFT_TO_LIBRARY = Set.of(
            "$dynamicRef",
            "not",
            "if",
            "then",
            "else",
            "dependentRequired",
            "dependentSchemas",
            "dependencies",
            "prefixItems",
            "contains",
            "minContains",
            "maxContains",
            "patternProperties",
            "propertyNames",
            "unevaluatedItems",
            "unevaluatedProperties");

    private Vocabulary() {}

    static boolean covers(SchemaDocument document) {
        return document.places().values().stream().allMatch(Vocabulary::covers);
    }

    private static boolean covers(JsonNode schema) {
        return LEFT_TO_LIBRARY.stream().noneMatch(schema::has)
                && !isFormatOfLibrary(schema.path("format").asText());
    }

    private static boolean isFormatOfLibrary(String format) {
        return TextFormat.of(format).isEmpty() && LibraryCheck.knowsFormat(format);
    }
}
