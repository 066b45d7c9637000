package io.saltbus.registry.internal.generate;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.saltbus.registry.internal.generate.Shape.Kind;
import io.saltbus.registry.internal.generate.Shape.Value;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.BiConsumer;
import java.util.function.Function;

/** The Java type of each shape, and the schema that the bus derives from it. */
final class JavaTypes {
    private static final JsonNodeFactory JSON = JsonNodeFactory.instance;
    /** Where a type stands: the bus hears constraints on a component and on the items of its list, and nowhere deeper. */
    enum Place {
        COMPONENT,
        ITEM,
        DEEPER
    }

    private final Set<String> imports;
    private final Function<String, JavaType> named;
    private final BiConsumer<JsonNode, String> said;
    private final JavaScalars scalars;

    /**
     * @param imports gets the names of the types
     * @param named the type with a key of the model
     * @param said told of a schema's keyword that most types cannot say, and this one does
     */
    JavaTypes(Set<String> imports, Function<String, JavaType> named, BiConsumer<JsonNode, String> said) {
        this.imports = imports;
        this.named = named;
        this.said = said;
        this.scalars = new JavaScalars(imports, said);
    }

    /**
     * The type of a shape.
     *
     * @param notes told of a keyword that the type does not say, and why
     */
    JavaType of(Shape shape, Place place, BiConsumer<String, String> notes) {
        if (shape instanceof Shape.Scalar scalar) {
            return scalars.of(scalar, place, notes);
        } else if (shape instanceof Shape.Listed list) {
            return list(list, place, notes);
        } else if (shape instanceof Shape.Mapped map) {
            return map(map, place, notes);
        } else if (shape instanceof Shape.Named type) {
            return named.apply(type.key());
        } else if (shape instanceof Shape.Tuple tuple) {
            if (tuple.key() != null) {
                return named.apply(tuple.key());
            }
            notes.accept("prefixItems", "may have fewer or more items than places: it is an array of any JSON");
            return new JavaType(use("com.fasterxml.jackson.databind.node.ArrayNode"), typed("array"), false);
        } else if (shape instanceof Shape.Choice choice) {
            return choice(choice, place, notes);
        } else if (shape instanceof Shape.Literals) {
            notes.accept("enum", "has values of several types, or numbers that are not whole: it is any JSON");
        }
        return new JavaType(use("com.fasterxml.jackson.databind.JsonNode"), JSON.objectNode(), false);
    }

    private JavaType choice(Shape.Choice choice, Place place, BiConsumer<String, String> notes) {
        var forms = choice.forms().stream().map(Value::shape).toList();
        if (place == Place.COMPONENT && forms.stream().allMatch(JavaTypes::isPlain)) {
            var classes = new LinkedHashSet<String>();
            ObjectNode derived = JSON.objectNode();
            for (Shape form : forms) {
                JavaType type = of(form, Place.DEEPER, notes);
                classes.add((form instanceof Shape.Mapped
                                ? use("com.fasterxml.jackson.databind.node.ObjectNode")
                                : type.boxed())
                        + ".class");
                derived.withArray("anyOf").add(type.schema());
            }
            if (classes.size() > 1) {
                imports.add("io.saltbus.core.event.AnyOf");
                String annotation = "@AnyOf({" + String.join(", ", classes) + "})";
                return new JavaType("Object", "Object", List.of(annotation), derived, false);
            }
        }
        boolean texts = choice.forms().stream()
                .allMatch(form -> form.shape() instanceof Shape.Scalar scalar && scalar.kind() == Kind.TEXT);
        if (texts) {
            notes.accept("anyOf", "has several forms of text: it is any text");
            return new JavaType("String", typed("string"), true);
        }
        notes.accept("anyOf", "has forms that no property tells apart by a text of its own: it is any JSON");
        return new JavaType(use("com.fasterxml.jackson.databind.JsonNode"), JSON.objectNode(), false);
    }

    /** What a class without limits says as it stands. */
    private static boolean isPlain(Shape shape) {
        if (shape instanceof Shape.Scalar scalar) {
            return JavaScalars.isPlain(scalar.limits());
        } else if (shape instanceof Shape.Listed list) {
            return list.open() && !list.unique() && !JavaConstraints.any(list.schema());
        }
        return shape instanceof Shape.Mapped map
                && map.values().shape() instanceof Shape.Anything
                && !map.schema().has("additionalProperties")
                && !map.schema().has("propertyNames")
                && !JavaConstraints.any(map.schema());
    }

    static boolean heard(JsonNode schema, Place place, BiConsumer<String, String> notes) {
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
        String key = key(schema, derived);
        String type = use("java.util.Map") + "<" + key + ", Object>";
        if (!(map.values().shape() instanceof Shape.Anything)) {
            JavaType values = argument(map.values(), Place.DEEPER, notes);
            derived.set("additionalProperties", values.schema());
            type = "Map<" + key + ", " + values.argument() + ">";
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

    /** The class of its names. */
    private String key(JsonNode schema, ObjectNode derived) {
        JsonNode names = schema.path("propertyNames");
        boolean only = names.properties().stream()
                .allMatch(member ->
                        Set.of("format", "type", "title", "description").contains(member.getKey()));
        String type = only ? JavaScalars.classOf(names) : null;
        if (type == null) {
            return "String";
        }
        derived.putObject("propertyNames").put("format", JavaScalars.format(names));
        said.accept(schema, "propertyNames");
        return use(type);
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

    static String simple(String name) {
        return name.substring(name.lastIndexOf('.') + 1);
    }
}
