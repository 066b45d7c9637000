package io.saltbus.registry.internal.generate;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.saltbus.registry.internal.generate.Shape.Kind;
import io.saltbus.registry.internal.generate.Shape.Value;
import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.BiConsumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** The Java type of each shape, and the schema that the bus derives from it. */
final class JavaTypes {
    private static final JsonNodeFactory JSON = JsonNodeFactory.instance;
    private static final Map<String, String> FORMATS = Map.of(
            "uuid", "java.util.UUID",
            "date-time", "java.time.Instant",
            "date", "java.time.LocalDate",
            "duration", "java.time.Duration",
            "uri", "java.net.URI");

    /** Where a type stands: the bus hears constraints on a component and on the items of its list, and nowhere deeper. */
    enum Place {
        COMPONENT,
        ITEM,
        DEEPER
    }

    private final Set<String> imports;
    private final Function<String, JavaType> named;

    /**
     * @param imports gets the names of the types
     * @param named the type with a key of the model
     */
    JavaTypes(Set<String> imports, Function<String, JavaType> named) {
        this.imports = imports;
        this.named = named;
    }

    /**
     * The type of a shape.
     *
     * @param notes told of a keyword that the type does not say, and why
     */
    JavaType of(Shape shape, Place place, BiConsumer<String, String> notes) {
        if (shape instanceof Shape.Scalar scalar) {
            return scalar(scalar, place, notes);
        } else if (shape instanceof Shape.Listed list) {
            return list(list, place, notes);
        } else if (shape instanceof Shape.Mapped map) {
            return map(map, place, notes);
        } else if (shape instanceof Shape.Named type) {
            return named.apply(type.key());
        } else if (shape instanceof Shape.Tuple) {
            notes.accept(
                    "prefixItems", "Java has no list whose places have types of their own: it is an array of any JSON");
            return new JavaType(use("com.fasterxml.jackson.databind.node.ArrayNode"), typed("array"), false);
        } else if (shape instanceof Shape.Choice choice) {
            return choice(choice, notes);
        } else if (shape instanceof Shape.Literals) {
            notes.accept("enum", "has values of several types, or numbers that are not whole: it is any JSON");
        }
        return new JavaType(use("com.fasterxml.jackson.databind.JsonNode"), JSON.objectNode(), false);
    }

    private JavaType choice(Shape.Choice choice, BiConsumer<String, String> notes) {
        boolean texts = choice.forms().stream()
                .allMatch(form -> form.shape() instanceof Shape.Scalar scalar && scalar.kind() == Kind.TEXT);
        if (texts) {
            notes.accept("anyOf", "has several forms of text: it is any text");
            return new JavaType("String", typed("string"), true);
        }
        notes.accept("anyOf", "has forms that no property tells apart by a text of its own: it is any JSON");
        return new JavaType(use("com.fasterxml.jackson.databind.JsonNode"), JSON.objectNode(), false);
    }

    private JavaType scalar(Shape.Scalar scalar, Place place, BiConsumer<String, String> notes) {
        JsonNode schema = scalar.schema();
        return switch (scalar.kind()) {
            case TEXT -> text(schema, place, notes);
            case INTEGER -> integer(schema, place, notes);
            case NUMBER -> {
                unsaidFormat(schema, notes);
                boolean exact = schema.has("multipleOf");
                String type = exact ? use("java.math.BigDecimal") : "double";
                yield limited(type, exact ? type : "Double", typed("number"), schema, place, notes, false);
            }
            case DECIMAL -> new JavaType(use("java.math.BigDecimal"), typed("number"), false);
            case BOOLEAN -> new JavaType("boolean", "Boolean", List.of(), typed("boolean"), false);
        };
    }

    private JavaType text(JsonNode schema, Place place, BiConsumer<String, String> notes) {
        String format = schema.path("format").asText();
        String type = FORMATS.get(format);
        if (type == null) {
            if (!format.equals("email")) {
                unsaidFormat(schema, notes);
            }
            return limited("String", "String", typed("string"), schema, place, notes, true);
        }
        for (String keyword : List.of("minLength", "maxLength", "pattern")) {
            if (schema.has(keyword)) {
                notes.accept(keyword, "is left to the schema: a " + simple(type) + " has no such limit");
            }
        }
        return new JavaType(use(type), typed("string").put("format", format), true);
    }

    private static void unsaidFormat(JsonNode schema, BiConsumer<String, String> notes) {
        if (schema.has("format")) {
            notes.accept(
                    "format",
                    "\"" + schema.get("format").asText() + "\" is left to the schema: Java has no type for it");
        }
    }

    private JavaType integer(JsonNode schema, Place place, BiConsumer<String, String> notes) {
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
        return limited(type, boxed, typed("integer"), schema, place, notes, false);
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
            Place place,
            BiConsumer<String, String> notes,
            boolean textual) {
        if (!heard(schema, place, notes)) {
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
        return new JavaType(type, boxed, constraints.annotations(), derived, textual);
    }

    private static boolean heard(JsonNode schema, Place place, BiConsumer<String, String> notes) {
        if (place == Place.DEEPER && JavaConstraints.any(schema)) {
            notes.accept("limits", "are too deep in its type for an annotation: they are left to the schema");
            return false;
        }
        return true;
    }

    private JavaType list(Shape.Listed list, Place place, BiConsumer<String, String> notes) {
        JsonNode schema = list.schema();
        boolean sized = schema.has("minItems") || schema.has("maxItems");
        ObjectNode derived = typed("array");
        if (list.open() && !sized && !list.unique()) {
            return new JavaType(use("com.fasterxml.jackson.databind.node.ArrayNode"), derived, false);
        }
        JavaType items = argument(list.items(), place == Place.COMPONENT ? Place.ITEM : Place.DEEPER, notes);
        derived.set("items", items.schema());
        if (list.unique()) {
            derived.put("uniqueItems", true);
        }
        List<String> annotations = List.of();
        if (heard(schema, place, notes)) {
            var constraints = new JavaConstraints(schema, derived, imports, notes);
            constraints.size("minItems", "maxItems");
            annotations = constraints.annotations();
        }
        String type = use(list.unique() ? "java.util.Set" : "java.util.List") + "<" + items.argument() + ">";
        return new JavaType(type, type, annotations, derived, false);
    }

    private JavaType map(Shape.Mapped map, Place place, BiConsumer<String, String> notes) {
        JsonNode schema = map.schema();
        ObjectNode derived = typed("object");
        String type = use("java.util.Map") + "<String, Object>";
        if (!(map.values().shape() instanceof Shape.Anything)) {
            JavaType values = argument(map.values(), Place.DEEPER, notes);
            derived.set("additionalProperties", values.schema());
            type = "Map<String, " + values.argument() + ">";
        }
        if (schema.path("additionalProperties").isBoolean()
                && !schema.path("additionalProperties").booleanValue()) {
            notes.accept("additionalProperties", "is left to the schema: the type does not refuse other properties");
        }
        List<String> annotations = List.of();
        if (heard(schema, place, notes)) {
            var constraints = new JavaConstraints(schema, derived, imports, notes);
            constraints.size("minProperties", "maxProperties");
            annotations = constraints.annotations();
        }
        return new JavaType(type, type, annotations, derived, false);
    }

    /** In a generic type, where only an Optional can say that a value may be null. */
    private JavaType argument(Value value, Place place, BiConsumer<String, String> notes) {
        if (!value.nullable()) {
            return of(value.shape(), place, notes);
        }
        JavaType type = of(value.shape(), Place.DEEPER, notes);
        String text = use("java.util.Optional") + "<" + type.argument() + ">";
        return new JavaType(text, orNull(type.schema()), false);
    }

    static ObjectNode orNull(JsonNode schema) {
        ObjectNode either = JSON.objectNode();
        either.putArray("anyOf").add(schema).addObject().put("type", "null");
        return either;
    }

    static ObjectNode typed(String type) {
        return JSON.objectNode().put("type", type);
    }

    private String use(String name) {
        imports.add(name);
        return simple(name);
    }

    private static String simple(String name) {
        return name.substring(name.lastIndexOf('.') + 1);
    }
}
