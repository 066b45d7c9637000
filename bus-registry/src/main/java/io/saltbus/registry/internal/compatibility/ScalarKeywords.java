package io.saltbus.registry.internal.compatibility;

import com.fasterxml.jackson.databind.JsonNode;
import io.saltbus.registry.internal.compatibility.Rule.Bound;
import io.saltbus.registry.internal.compatibility.Rule.Measure;
import java.math.BigDecimal;
import java.util.List;

/** Reads the keywords about numbers and texts. */
final class ScalarKeywords {
    // a remainder by 1e-999999999 would be written out digit by digit
    private static final int MAX_EXPONENT = 4096;

    private final SchemaReader reader;
    private final JsonNode schema;

    ScalarKeywords(SchemaReader reader, JsonNode schema) {
        this.reader = reader;
        this.schema = schema;
    }

    void addTo(List<Form> parts) {
        limit("minimum", "exclusiveMinimum", false, parts);
        limit("maximum", "exclusiveMaximum", true, parts);
        if (schema.has("multipleOf")) {
            BigDecimal divisor = number("multipleOf");
            if (divisor.signum() <= 0) {
                throw reader.refused("has a multipleOf that is not above 0");
            }
            parts.add(reader.forms().keep(new Rule.MultipleOf(divisor)));
        }
        reader.bounds(schema, Measure.LENGTH, "minLength", "maxLength", parts);
        if (schema.has("pattern")) {
            String regex = text("pattern");
            TextPattern.of(regex);
            parts.add(reader.forms().keep(new Rule.Matches(regex)));
        }
        if (schema.has("format") && Formats.isKnown(text("format"))) {
            parts.add(reader.forms().keep(new Rule.HasFormat(text("format"))));
        }
    }

    // draft 04 says with true that the limit itself is left out
    private void limit(String keyword, String exclusive, boolean upper, List<Form> parts) {
        JsonNode left = schema.path(exclusive);
        boolean leftOut = left.isBoolean() && left.booleanValue();
        if (schema.has(keyword)) {
            parts.add(reader.forms().keep(new Bound(Measure.NUMBER, number(keyword), upper, leftOut)));
        }
        if (!left.isMissingNode() && !left.isBoolean()) {
            parts.add(reader.forms().keep(new Bound(Measure.NUMBER, number(exclusive), upper, true)));
        }
    }

    private BigDecimal number(String keyword) {
        JsonNode number = schema.path(keyword);
        if (!number.isNumber()) {
            throw reader.refused("has the " + keyword + " " + SchemaReader.shortened(number) + ", which is no number");
        }
        BigDecimal plain = number.decimalValue();
        if (Math.abs((long) plain.scale()) > MAX_EXPONENT) {
            throw reader.refused("has a " + keyword + " with an exponent beyond " + MAX_EXPONENT);
        }
        return plain.signum() == 0 ? BigDecimal.ZERO : plain.stripTrailingZeros();
    }

    private String text(String keyword) {
        JsonNode text = schema.path(keyword);
        if (!text.isTextual()) {
            throw reader.refused("has the " + keyword + " " + SchemaReader.shortened(text) + ", which is no text");
        }
        return text.textValue();
    }
}
