package io.saltbus.registry.internal.generate;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.saltbus.core.schema.Schema;
import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.BiConsumer;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The Java types of single values, and the schemas that the bus derives from them. */
final class JavaScalars {
    private static final JsonNodeFactory JSON = JsonNodeFactory.instance;
    private static final Pattern PYDANTIC_UUID = Pattern.compile("uuid[1-8]");
    private static final Map<String, String> FORMATS = Map.of(
            "uuid", "java.util.UUID",
            "date-time", "java.time.Instant",
            "date", "java.time.LocalDate",
            "time", "java.time.LocalTime",
            "duration", "java.time.Duration",
            "uri", "java.net.URI");

    private final Set<String> imports;
    private final BiConsumer<JsonNode, String> said;

    /** See {@link JavaTypes}. */
    JavaScalars(Set<String> imports, BiConsumer<JsonNode, String> said) {
        this.imports = imports;
        this.said = said;
    }

    JavaType of(Shape.Scalar scalar, JavaTypes.Place place, BiConsumer<String, String> notes) {
        JsonNode schema = scalar.schema();
        return switch (scalar.kind()) {
            case TEXT -> text(schema, place, notes);
            case INTEGER -> integer(schema, place, notes);
            case NUMBER -> {
                unsaidFormat(schema, notes);
                yield limited("double", "Double", JavaTypes.typed("number"), schema, place, notes, false);
            }
            case DECIMAL -> {
                String type = use("java.math.BigDecimal");
                yield limited(type, type, decimal(), scalar.limits(), place, notes, false);
            }
            case BOOLEAN -> new JavaType("boolean", "Boolean", List.of(), JavaTypes.typed("boolean"), false);
        };
    }

    /** What the bus derives from a BigDecimal. */
    private static ObjectNode decimal() {
        ObjectNode derived = JSON.objectNode();
        derived.putArray("type").add("number").add("string");
        return derived.put("pattern", "^[-+]?\\d+(\\.\\d+)?([eE][-+]?\\d+)?$");
    }

    /** The class of texts with a format; null where Java has none. */
    static @Nullable String classOf(JsonNode schema) {
        return FORMATS.get(format(schema));
    }

    /** What a class says as it stands, without annotations. */
    static boolean isPlain(JsonNode schema) {
        return (classOf(schema) != null || isRemark(schema))
                && !JavaConstraints.any(schema)
                && !schema.has("multipleOf");
    }

    /** Pydantic has a format for each version of a UUID, which the bus takes as one. */
    static String format(JsonNode schema) {
        String format = schema.path("format").asText();
        return PYDANTIC_UUID.matcher(format).matches() ? "uuid" : format;
    }

    /** Whether the bus takes a format as a remark, as there is nothing that it could check. */
    private static boolean isRemark(JsonNode schema) {
        if (!schema.has("format")) {
            return true;
        }
        ObjectNode bare = JavaTypes.typed(schema.path("type").asText("string"));
        return Schema.of(bare.deepCopy().set("format", schema.get("format"))).sameAs(Schema.of(bare));
    }

    private JavaType text(JsonNode schema, JavaTypes.Place place, BiConsumer<String, String> notes) {
        String format = format(schema);
        String type = FORMATS.get(format);
        if (type == null) {
            if (!format.equals("email")) {
                unsaidFormat(schema, notes);
            }
            return limited("String", "String", JavaTypes.typed("string"), schema, place, notes, true);
        }
        ObjectNode derived = JavaTypes.typed("string").put("format", format);
        boolean address = format.equals("uri");
        var constraints = new JavaConstraints(schema, derived, imports, notes);
        if (address && place != JavaTypes.Place.DEEPER) {
            constraints.size("", "maxLength");
        }
        for (String keyword : List.of("minLength", "maxLength", "pattern")) {
            boolean idle = keyword.equals("minLength") && schema.path(keyword).asInt() <= (address ? 1 : 0);
            if (schema.has(keyword) && !derived.has(keyword) && !idle) {
                notes.accept(keyword, "is left to the schema: a " + JavaTypes.simple(type) + " has no such limit");
            }
        }
        return new JavaType(use(type), JavaTypes.simple(type), constraints.annotations(), derived, true);
    }

    private static void unsaidFormat(JsonNode schema, BiConsumer<String, String> notes) {
        if (!isRemark(schema)) {
            notes.accept(
                    "format",
                    "\"" + schema.get("format").asText() + "\" is left to the schema: Java has no type for it");
        }
    }

    private JavaType integer(JsonNode schema, JavaTypes.Place place, BiConsumer<String, String> notes) {
        unsaidFormat(schema, notes);
        BigDecimal least = bound(schema, "minimum", "exclusiveMinimum");
        BigDecimal most = bound(schema, "maximum", "exclusiveMaximum");
        BigDecimal longest = BigDecimal.valueOf(Long.MAX_VALUE);
        boolean big = (least != null && least.compareTo(longest.negate()) < 0)
                || (most != null && most.compareTo(longest) > 0);
        BigDecimal shortest = BigDecimal.valueOf(Integer.MAX_VALUE);
        boolean small = least != null
                && most != null
                && least.compareTo(shortest.negate()) >= 0
                && most.compareTo(shortest) <= 0;
        String type = big ? use("java.math.BigInteger") : small ? "int" : "long";
        String boxed = big ? type : small ? "Integer" : "Long";
        return limited(type, boxed, JavaTypes.typed("integer"), schema, place, notes, false);
    }

    private static @Nullable BigDecimal bound(JsonNode schema, String one, String other) {
        for (String keyword : List.of(one, other)) {
            if (schema.path(keyword).isNumber()) {
                return schema.get(keyword).decimalValue();
            }
        }
        return null;
    }

    private JavaType limited(
            String type,
            String boxed,
            ObjectNode derived,
            JsonNode schema,
            JavaTypes.Place place,
            BiConsumer<String, String> notes,
            boolean textual) {
        if (!JavaTypes.heard(schema, place, notes)) {
            return new JavaType(type, boxed, List.of(), derived, textual);
        }
        var constraints = new JavaConstraints(schema, derived, imports, notes);
        if (textual) {
            constraints.email();
            constraints.size("minLength", "maxLength");
            constraints.pattern();
        } else {
            constraints.range();
        }
        if (place == JavaTypes.Place.COMPONENT && constraints.step()) {
            said.accept(schema, "multipleOf");
        }
        return new JavaType(type, boxed, constraints.annotations(), derived, textual);
    }

    private String use(String name) {
        imports.add(name);
        return JavaTypes.simple(name);
    }
}
