package io.saltbus.registry.internal.generate;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.TextNode;
import io.saltbus.registry.generate.GeneratedSource;
import io.saltbus.registry.internal.generate.NamedType.Property;
import io.saltbus.registry.internal.generate.Shape.Value;
import io.saltbus.registry.store.StoredSchema;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** One module of TypeScript types. */
public final class TypeScriptFile {
    /** Names that every program has; a type of the same name would hide them from the module. */
    private static final Set<String> RESERVED = Set.of(
            "Array",
            "BigInt",
            "Boolean",
            "Date",
            "Error",
            "Function",
            "Infinity",
            "JSON",
            "Map",
            "Math",
            "NaN",
            "Number",
            "Object",
            "Partial",
            "Promise",
            "Readonly",
            "Record",
            "RegExp",
            "Required",
            "Set",
            "String",
            "Symbol");

    private static final Pattern PLAIN = Pattern.compile("[A-Za-z_$][A-Za-z0-9_$]*");
    /** What is shown as a tag, because the types of the language do not say it. */
    private static final List<String> TAGS = List.of(
            "format",
            "minimum",
            "exclusiveMinimum",
            "maximum",
            "exclusiveMaximum",
            "multipleOf",
            "minLength",
            "maxLength",
            "pattern",
            "minItems",
            "maxItems",
            "minProperties",
            "maxProperties");

    private final EventTypes types;

    private TypeScriptFile(StoredSchema stored) {
        this.types = EventTypes.of(stored, RESERVED, Set.of("multipleOf"));
    }

    /** See {@link io.saltbus.registry.generate.TypeScriptSource#of}. */
    public static GeneratedSource of(StoredSchema stored) {
        var file = new TypeScriptFile(stored);
        String text = file.text();
        var files =
                new TreeMap<>(Map.of(Names.snake(file.types.name(), "event_").replace('_', '-') + ".ts", text));
        return new GeneratedSource(files, file.types.notes(), file.types.notes().isEmpty());
    }

    private String text() {
        var lines = new ArrayList<String>();
        lines.add("// Made by SaltBus from the schema of " + comment(types.origin()) + ".");
        for (TypeModel model : types.models()) {
            if (model.rootKey() == null) {
                lines.addAll(List.of(
                        "",
                        "export type " + Names.pascal(types.name() + " " + model.document(), "Value") + " = "
                                + of(model, model.root(), "") + ";"));
            }
            for (NamedType type : model.reachable(true)) {
                write(model, type, lines);
            }
        }
        return String.join("\n", lines) + "\n";
    }

    private void write(TypeModel model, NamedType type, List<String> lines) {
        String name = types.name(model, type.key());
        if (type instanceof NamedType.Enumerated choice && choice.values().size() == 1) {
            return;
        }
        lines.add("");
        lines.addAll(documented(type.description(), List.of(), ""));
        if (type instanceof NamedType.Struct struct) {
            lines.add("export interface " + name + " {");
            struct.properties().forEach(property -> property(model, property, lines));
            lines.add("}");
        } else if (type instanceof NamedType.Enumerated choice) {
            lines.add("export type " + name + " = " + literals(choice.values()) + ";");
        } else if (type instanceof NamedType.Union union) {
            lines.add("export type " + name + " = "
                    + union.members().values().stream()
                            .map(member -> types.name(model, member))
                            .collect(Collectors.joining(" | "))
                    + ";");
        }
    }

    private void property(TypeModel model, Property property, List<String> lines) {
        var tags = new ArrayList<String>();
        for (String keyword : TAGS) {
            JsonNode limit = schemaOf(property).get(keyword);
            if (limit != null && limit.isValueNode()) {
                tags.add("@" + keyword + " " + comment(limit.asText()));
            }
        }
        JsonNode given = property.defaultValue();
        if (given != null && !given.isNull() && !JavaText.tooLong(given.toString())) {
            tags.add("@default " + comment(given.toString()));
        }
        lines.addAll(documented(property.description(), tags, "  "));
        String name =
                PLAIN.matcher(property.name()).matches() ? property.name() : literal(TextNode.valueOf(property.name()));
        lines.add("  " + name + (property.required() ? "" : "?") + ": "
                + of(model, property.value(), property.pointer()) + ";");
    }

    private static JsonNode schemaOf(Property property) {
        Shape shape = property.value().shape();
        if (shape instanceof Shape.Scalar scalar) {
            return scalar.schema();
        } else if (shape instanceof Shape.Listed list) {
            return list.schema();
        }
        return shape instanceof Shape.Mapped map ? map.schema() : property.schema();
    }

    private String of(TypeModel model, Value value, String pointer) {
        String type = of(model, value.shape(), pointer);
        return value.nullable() && !type.equals("unknown") ? type + " | null" : type;
    }

    private String of(TypeModel model, Shape shape, String pointer) {
        if (shape instanceof Shape.Scalar scalar) {
            return switch (scalar.kind()) {
                case TEXT -> "string";
                case INTEGER, NUMBER -> "number";
                case DECIMAL -> "number | string";
                case BOOLEAN -> "boolean";
            };
        } else if (shape instanceof Shape.Listed list) {
            String items = of(model, list.items(), pointer);
            return (items.contains(" | ") ? "(" + items + ")" : items) + "[]";
        } else if (shape instanceof Shape.Mapped map) {
            return "Record<string, " + of(model, map.values(), pointer) + ">";
        } else if (shape instanceof Shape.Tuple tuple) {
            return tuple(model, tuple, pointer);
        } else if (shape instanceof Shape.Choice choice) {
            return choice.forms().stream()
                    .map(form -> of(model, form, pointer))
                    .distinct()
                    .collect(Collectors.joining(" | "));
        } else if (shape instanceof Shape.Named named) {
            NamedType type = model.type(named.key());
            return type instanceof NamedType.Enumerated choice
                            && choice.values().size() == 1
                    ? literals(choice.values())
                    : types.name(model, named.key());
        } else if (shape instanceof Shape.Literals literals
                && literals.values().stream().noneMatch(JsonNode::isContainerNode)) {
            return literals(literals.values());
        }
        if (shape instanceof Shape.Literals) {
            types.note(model, pointer, "enum", "has values that are no literals: it is unknown");
        }
        return "unknown";
    }

    private String tuple(TypeModel model, Shape.Tuple tuple, String pointer) {
        int least = tuple.schema().path("minItems").asInt();
        var places = new ArrayList<String>();
        for (Value item : tuple.items()) {
            String type = of(model, item, pointer);
            boolean optional = places.size() >= least;
            places.add(optional ? (type.contains(" | ") ? "(" + type + ")" : type) + "?" : type);
        }
        JsonNode rest = tuple.schema().path(tuple.schema().path("items").isArray() ? "additionalItems" : "items");
        boolean closed = (rest.isBoolean() && !rest.booleanValue())
                || (tuple.schema().has("maxItems")
                        && tuple.schema().path("maxItems").asInt()
                                <= tuple.items().size());
        if (!closed) {
            places.add("...unknown[]");
        }
        return "[" + String.join(", ", places) + "]";
    }

    private static String literals(List<JsonNode> values) {
        return values.stream().map(TypeScriptFile::literal).collect(Collectors.joining(" | "));
    }

    private static String literal(JsonNode value) {
        return value.isTextual() ? JavaText.literal(value.textValue()) : value.toString();
    }

    private static List<String> documented(@Nullable String description, List<String> tags, String indent) {
        var paragraphs =
                description == null || description.isBlank() ? List.<String>of() : List.of(comment(description));
        return JavaText.javadoc(paragraphs, tags).stream()
                .map(line -> indent + line)
                .toList();
    }

    /** In a comment, where only its own end is special. */
    private static String comment(String text) {
        String cut = JavaText.tooLong(text) ? text.substring(0, JavaText.LONGEST) + " ..." : text;
        return cut.strip()
                .replaceAll("\\s+", " ")
                .codePoints()
                .filter(sign -> !Character.isISOControl(sign) && !JavaText.turns(sign))
                .filter(sign -> sign < Character.MIN_SURROGATE || sign > Character.MAX_SURROGATE)
                .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
                .toString()
                .replace("*/", "*\\/");
    }
}
