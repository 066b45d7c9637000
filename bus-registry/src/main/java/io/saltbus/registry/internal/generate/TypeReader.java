package io.saltbus.registry.internal.generate;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.saltbus.registry.generate.GenerateException;
import io.saltbus.registry.internal.generate.NamedType.Property;
import io.saltbus.registry.internal.generate.References.Place;
import io.saltbus.registry.internal.generate.Shape.Kind;
import io.saltbus.registry.internal.generate.Shape.Value;
import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Reads a JSON Schema as types. */
final class TypeReader {
    private static final int DEEPEST = 200;
    private static final int MOST = 2_000;

    private final String document;
    private final ChoiceReader choices = new ChoiceReader(this);
    private final IdentityHashMap<JsonNode, String> pointers = new IdentityHashMap<>();
    final References references;
    final Unsaid unsaid;
    final IdentityHashMap<JsonNode, Value> known = new IdentityHashMap<>();
    final Map<String, NamedType> types = new LinkedHashMap<>();
    private int depth;
    private int keys;

    private TypeReader(String document, JsonNode root) {
        this.document = document;
        this.references = new References(root);
        this.unsaid = new Unsaid(document);
    }

    /**
     * Reads one document.
     *
     * @param document {@code payload}, {@code reply} or {@code error}
     * @param root its schema
     * @param suggested what the type of the whole is called
     * @throws GenerateException.Unsuitable where it is too large or too deep, or refers to what is not there
     */
    static TypeModel read(String document, JsonNode root, String suggested) {
        var reader = new TypeReader(document, root);
        try {
            Value whole = reader.whole(root, suggested);
            return new TypeModel(document, whole, reader.types, reader.unsaid.notes(), reader.pointers);
        } catch (GenerateException.Unsuitable refused) {
            throw new GenerateException.Unsuitable("the " + document + "'s schema: " + refused.getMessage());
        }
    }

    /** The event itself has a name also where it declares no property. */
    private Value whole(JsonNode root, String suggested) {
        Place place = references.follow(root, "");
        JsonNode schema = place.schema();
        boolean choice = schema.has("anyOf") || schema.has("oneOf") || schema.has("enum") || schema.has("const");
        boolean object = schema.path("type").asText().equals("object") || schema.has("properties");
        return object && !(choice && !schema.has("properties"))
                ? new Value(whole(place, suggested), false)
                : read(root, "", suggested);
    }

    private Shape whole(Place place, String suggested) {
        if (place.together()) {
            unsaid.note(place.pointer(), "allOf", "is laid together into one type");
        }
        return struct(place.schema(), place.pointer(), suggested);
    }

    Value read(JsonNode node, String pointer, String suggested) {
        if (++depth > DEEPEST) {
            throw new GenerateException.Unsuitable(
                    pointer + " is nested over " + DEEPEST + " deep: name its parts in $defs");
        }
        try {
            Place place = references.follow(node, pointer);
            Value seen = known.get(place.schema());
            return seen != null ? seen : describe(place, place.name() == null ? suggested : place.name());
        } finally {
            depth--;
        }
    }

    private Value describe(Place place, String suggested) {
        JsonNode schema = place.schema();
        String pointer = place.pointer();
        if (!(schema instanceof ObjectNode object)) {
            if (!schema.asBoolean(true)) {
                unsaid.note(pointer, "false", "nothing may be here; it is any JSON");
            }
            return anything();
        }
        pointers.put(object, pointer);
        unsaid.look(object, pointer);
        if (place.together()) {
            unsaid.note(pointer, "allOf", "is laid together into one type");
        }
        for (String keyword : List.of("anyOf", "oneOf")) {
            if (object.path(keyword).isArray()) {
                if (!object.has("properties")) {
                    return choices.choice(object, keyword, pointer, suggested);
                }
                unsaid.note(
                        pointer, keyword, "is left to the schema: the type has the properties that all forms share");
            }
        }
        if (object.has("enum") || object.has("const")) {
            return choices.literals(object, pointer, suggested);
        }
        return typed(object, pointer, suggested);
    }

    static Value anything() {
        return new Value(new Shape.Anything(), false);
    }

    private Value typed(ObjectNode schema, String pointer, String suggested) {
        var names = new LinkedHashSet<String>();
        if (schema.path("type").isTextual()) {
            names.add(schema.path("type").textValue());
        }
        schema.path("type").forEach(name -> names.add(name.asText()));
        boolean nullable = names.remove("null");
        if (names.contains("number")) {
            names.remove("integer");
        }
        if (names.isEmpty() && !nullable) {
            String implied = implied(schema);
            if (implied == null) {
                return anything();
            }
            unsaid.note(pointer, "type", "is missing; taken as " + implied + ", which its other keywords are about");
            names.add(implied);
        }
        if (names.isEmpty()) {
            return new Value(new Shape.Anything(), true);
        }
        if (ChoiceReader.decimal(names, schema)) {
            return new Value(new Shape.Scalar(Kind.DECIMAL, schema), nullable);
        }
        if (names.size() > 1) {
            var forms = new ArrayList<Value>();
            for (String name : names) {
                forms.add(single(schema.deepCopy().put("type", name), name, pointer, suggested));
            }
            return new Value(new Shape.Choice(forms, schema), nullable);
        }
        return single(schema, names.iterator().next(), pointer, suggested).orNull(nullable);
    }

    private static @Nullable String implied(JsonNode schema) {
        if (schema.has("properties")
                || schema.has("required")
                || schema.path("additionalProperties").isObject()) {
            return "object";
        }
        if (schema.has("items") || schema.has("prefixItems")) {
            return "array";
        }
        return null;
    }

    private Value single(ObjectNode schema, String type, String pointer, String suggested) {
        Shape shape = switch (type) {
            case "string" -> new Shape.Scalar(Kind.TEXT, schema);
            case "integer" -> new Shape.Scalar(Kind.INTEGER, schema);
            case "number" -> new Shape.Scalar(Kind.NUMBER, schema);
            case "boolean" -> new Shape.Scalar(Kind.BOOLEAN, schema);
            case "array" -> list(schema, pointer, suggested);
            case "object" -> object(schema, pointer, suggested);
            default ->
                throw new GenerateException.Unsuitable(
                        pointer + " is of type \"" + type + "\", which JSON Schema does not have");
        };
        return new Value(shape, false);
    }

    private Shape list(ObjectNode schema, String pointer, String suggested) {
        JsonNode places = schema.path(schema.path("items").isArray() ? "items" : "prefixItems");
        if (!places.isEmpty()) {
            var items = new ArrayList<Value>();
            for (JsonNode place : places) {
                items.add(read(place, pointer + "/prefixItems/" + items.size(), suggested + " " + (items.size() + 1)));
            }
            return tuple(items, schema, suggested);
        }
        boolean open = !schema.path("items").isObject();
        return new Shape.Listed(
                open ? anything() : read(schema.path("items"), pointer + "/items", Names.singular(suggested)), schema);
    }

    private Shape tuple(List<Value> items, ObjectNode schema, String suggested) {
        if (!Shape.Tuple.complete(schema, items.size())) {
            return new Shape.Tuple(items, schema, null);
        }
        String key = newKey();
        types.put(key, new NamedType.Row(key, named(schema, suggested), schema, List.copyOf(items)));
        var shape = new Shape.Tuple(items, schema, key);
        known.put(schema, new Value(shape, false));
        return shape;
    }

    private Shape object(ObjectNode schema, String pointer, String suggested) {
        if (!schema.path("properties").isEmpty() || !schema.path("required").isEmpty()) {
            return struct(schema, pointer, suggested);
        }
        JsonNode others = schema.path("additionalProperties");
        boolean typed = others.isObject() && !others.isEmpty();
        return new Shape.Mapped(
                typed ? read(others, pointer + "/additionalProperties", Names.singular(suggested)) : anything(),
                schema);
    }

    private Shape struct(JsonNode schema, String pointer, String suggested) {
        String key = newKey();
        var shape = new Shape.Named(key);
        known.put(schema, new Value(shape, false));
        if (pointer.isEmpty() && schema instanceof ObjectNode root) {
            pointers.put(root, pointer);
            unsaid.look(root, pointer);
        }
        var required = new LinkedHashSet<String>();
        schema.path("required").forEach(name -> required.add(name.asText()));
        var properties = new ArrayList<Property>();
        for (var property : schema.path("properties").properties()) {
            String name = property.getKey();
            properties.add(property(
                    name,
                    property.getValue(),
                    required.remove(name),
                    pointer + "/properties/" + name.replace("~", "~0").replace("/", "~1")));
        }
        for (String undeclared : required) {
            unsaid.note(pointer, "required", "asks for \"" + undeclared + "\", which is not declared; it is any JSON");
            properties.add(property(undeclared, JsonNodeFactory.instance.objectNode(), true, pointer + "/required"));
        }
        unsaid.lookAtObject(schema, pointer);
        types.put(key, new NamedType.Struct(key, named(schema, suggested), schema, List.copyOf(properties)));
        return shape;
    }

    private Property property(String name, JsonNode schema, boolean required, String pointer) {
        Value value = read(schema, pointer, name);
        JsonNode given = schema.get("default");
        if (given == null) {
            given = references.follow(schema, pointer).schema().get("default");
        }
        return new Property(name, value, required, given, schema, pointer);
    }

    static String named(JsonNode schema, String suggested) {
        String title = schema.path("title").asText();
        return title.isBlank() || title.length() > 100 ? suggested : title;
    }

    String newKey() {
        if (++keys > MOST) {
            throw new GenerateException.Unsuitable("it has over " + MOST + " types: divide the event");
        }
        return "t" + keys;
    }

    @Override
    public String toString() {
        return document;
    }
}
