package io.saltbus.core.internal.schema.plan;

import com.fasterxml.jackson.databind.JsonNode;
import io.saltbus.core.internal.schema.check.TextFormat;
import io.saltbus.core.internal.schema.document.SchemaDocument;
import io.saltbus.core.internal.schema.library.LibraryCheck;
import java.util.Set;

/** Which schemas the plan can check by itself. Whatever it does not name constrains nothing in draft 2020-12, and is ignored. */
final class Vocabulary {
    private static final Set<String> LEFT_TO_LIBRARY =
            Set.of("$dynamicRef", "unevaluatedItems", "unevaluatedProperties");

    private Vocabulary() {}

    static boolean covers(SchemaDocument document) {
        boolean formats = document.options().formatsAsserted();
        return document.places().values().stream().allMatch(schema -> covers(schema, formats));
    }

    private static boolean covers(JsonNode schema, boolean formats) {
        return LEFT_TO_LIBRARY.stream().noneMatch(schema::has)
                && !(formats && isFormatOfLibrary(schema.path("format").asText()));
    }

    private static boolean isFormatOfLibrary(String format) {
        return TextFormat.of(format).isEmpty() && LibraryCheck.knowsFormat(format);
    }
}
