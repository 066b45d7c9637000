package io.saltbus.registry.internal.generate;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.BiConsumer;

/** Limits of a schema as annotations, and as the bus reads those back. */
final class JavaConstraints {
    private static final String PACKAGE = "jakarta.validation.constraints.";
    private static final BigDecimal LONG_MAX = BigDecimal.valueOf(Long.MAX_VALUE);
    private static final BigDecimal LONG_MIN = BigDecimal.valueOf(Long.MIN_VALUE);

    private final JsonNode schema;
    private final ObjectNode derived;
    private final Set<String> imports;
    private final BiConsumer<String, String> notes;
    private final List<String> annotations = new ArrayList<>();

    /**
     * @param schema whose limits they are
     * @param derived gets the keywords that the bus will see
     * @param imports gets the annotations' names
     * @param notes told of a keyword that cannot be said, and why
     */
    JavaConstraints(JsonNode schema, ObjectNode derived, Set<String> imports, BiConsumer<String, String> notes) {
        this.schema = schema;
        this.derived = derived;
        this.imports = imports;
        this.notes = notes;
    }

    List<String> annotations() {
        return annotations;
    }

    /** Whether a schema has a limit of any kind. */
    static boolean any(JsonNode schema) {
        return List.of(
                                "minimum",
                                "maximum",
                                "exclusiveMinimum",
                                "exclusiveMaximum",
                                "minLength",
                                "maxLength",
                                "pattern",
                                "minItems",
                                "maxItems",
                                "minProperties",
                                "maxProperties")
                        .stream()
                        .anyMatch(schema::has)
                || schema.path("format").asText().equals("email");
    }

    void range() {
        limit("minimum", "Min", "DecimalMin");
        limit("maximum", "Max", "DecimalMax");
        exclusive("exclusiveMinimum", "DecimalMin", "Positive");
        exclusive("exclusiveMaximum", "DecimalMax", "Negative");
    }

    private void limit(String keyword, String whole, String decimal) {
        JsonNode limit = schema.path(keyword);
        if (!limit.isNumber()) {
            return;
        }
        BigDecimal value = limit.decimalValue();
        if (isLong(value)) {
            // not PositiveOrZero, which the bus hears only where there is no other limit
            annotate(whole, value.longValueExact() + (fitsInt(value) ? "" : "L"));
        } else {
            annotate(decimal, JavaText.literal(text(value)));
        }
        derived.put(keyword, value);
    }

    private void exclusive(String keyword, String decimal, String zero) {
        JsonNode limit = schema.path(keyword);
        if (!limit.isNumber()) {
            return;
        }
        String inclusive = keyword.equals("exclusiveMinimum") ? "minimum" : "maximum";
        JsonNode beside = schema.path(inclusive);
        if (beside.isNumber() && !isLong(beside.decimalValue())) {
            notes.accept(keyword, "cannot be said beside " + inclusive + ": it is left to the schema");
            return;
        }
        BigDecimal value = limit.decimalValue();
        if (value.signum() == 0) {
            annotate(zero, "");
        } else {
            annotate(decimal, "value = " + JavaText.literal(text(value)) + ", inclusive = false");
        }
        derived.put(keyword, value);
    }

    private static boolean isLong(BigDecimal value) {
        return value.precision() - value.scale() < 20
                && value.stripTrailingZeros().scale() <= 0
                && value.compareTo(LONG_MAX) <= 0
                && value.compareTo(LONG_MIN) >= 0;
    }

    private static boolean fitsInt(BigDecimal value) {
        return value.abs().compareTo(BigDecimal.valueOf(Integer.MAX_VALUE)) <= 0;
    }

    private static String text(BigDecimal value) {
        return Math.abs(value.scale()) > 50 ? value.toString() : value.toPlainString();
    }

    /** Whether a step is said; the annotation takes it as a double. */
    boolean step() {
        JsonNode step = schema.path("multipleOf");
        if (!step.isNumber()) {
            return false;
        }
        double nearest = step.doubleValue();
        boolean exact = Double.isFinite(nearest) && BigDecimal.valueOf(nearest).compareTo(step.decimalValue()) == 0;
        if (exact) {
            imports.add("io.saltbus.core.event.MultipleOf");
            annotations.add("@MultipleOf(" + nearest + ")");
            derived.put("multipleOf", step.decimalValue());
        }
        return exact;
    }

    void size(String least, String most) {
        var parts = new ArrayList<String>();
        for (String keyword : List.of(least, most)) {
            JsonNode limit = schema.path(keyword);
            if (!limit.isNumber()) {
                continue;
            }
            BigInteger size = limit.decimalValue().toBigInteger();
            if (size.bitLength() > 31) {
                notes.accept(keyword, "is more than Java can hold: it is left to the schema");
            } else if (!(keyword.equals(least) && size.signum() == 0)) {
                parts.add((keyword.equals(least) ? "min = " : "max = ") + size);
                derived.put(keyword, size);
            }
        }
        if (!parts.isEmpty()) {
            annotate("Size", String.join(", ", parts));
        }
    }

    void pattern() {
        String pattern = schema.path("pattern").textValue();
        if (pattern == null) {
            return;
        }
        if (JavaText.tooLong(pattern)) {
            notes.accept("pattern", "has " + pattern.length() + " characters, too many for an annotation");
            return;
        }
        String inner = pattern.startsWith("^(?:") && pattern.endsWith(")$") && pattern.length() >= 6
                ? pattern.substring(4, pattern.length() - 2)
                : pattern;
        String expression;
        if (whole(pattern).equals(pattern)) {
            expression = pattern;
        } else if (whole(inner).equals(pattern)) {
            expression = inner;
        } else {
            expression = "[\\s\\S]*(?:" + pattern + ")[\\s\\S]*";
            notes.accept("pattern", "is met anywhere in the text, which @Pattern says in another way");
        }
        annotate("Pattern", "regexp = " + JavaText.literal(expression));
        derived.put("pattern", whole(expression));
    }

    /** As the bus makes a JSON pattern of a Jakarta one. */
    private static String whole(String expression) {
        boolean anchored = expression.startsWith("^") && expression.endsWith("$") && !expression.contains("|");
        return anchored ? expression : "^(?:" + expression + ")$";
    }

    void email() {
        if (schema.path("format").asText().equals("email")) {
            annotate("Email", "");
            derived.put("format", "email");
        }
    }

    private void annotate(String name, String arguments) {
        imports.add(PACKAGE + name);
        annotations.add("@" + name + (arguments.isEmpty() ? "" : "(" + arguments + ")"));
    }
}
