package io.saltbus.registry.internal.generate;

import com.fasterxml.jackson.databind.JsonNode;
import io.saltbus.registry.internal.generate.NamedType.Property;
import io.saltbus.registry.internal.generate.Shape.Kind;
import io.saltbus.registry.internal.generate.Shape.Value;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Type expressions and fields of Pydantic. */
final class PydanticTypes {
    /** What the regular expressions of Pydantic do not have: looking around, and back. */
    private static final Pattern BEYOND = Pattern.compile("\\(\\?[=!<]|\\\\[1-9kcuZ]");

    private static final Map<String, String> LIMITS = limits(
            "minimum",
            "ge",
            "exclusiveMinimum",
            "gt",
            "maximum",
            "le",
            "exclusiveMaximum",
            "lt",
            "multipleOf",
            "multiple_of");
    private static final Map<String, String> LENGTHS =
            limits("minLength", "min_length", "maxLength", "max_length", "pattern", "pattern");
    private static final Map<String, String> SIZES = limits("minItems", "min_length", "maxItems", "max_length");
    private static final Map<String, String> MEMBERS =
            limits("minProperties", "min_length", "maxProperties", "max_length");
    private static final Map<String, String> FORMATS = Map.of(
            "uuid",
            "UUID",
            "date-time",
            "dt.datetime",
            "date",
            "dt.date",
            "time",
            "dt.time",
            "duration",
            "dt.timedelta");

    private final EventTypes types;
    private final Set<String> written;
    private final Map<String, Set<String>> imports = new TreeMap<>();

    /** @param written the names that stand above already */
    PydanticTypes(EventTypes types, Set<String> written) {
        this.types = types;
        this.written = written;
    }

    private static Map<String, String> limits(String... pairs) {
        var limits = new LinkedHashMap<String, String>();
        for (int index = 0; index < pairs.length; index += 2) {
            limits.put(pairs[index], pairs[index + 1]);
        }
        return limits;
    }

    List<String> imports() {
        var lines = new ArrayList<String>();
        if (imports.containsKey("datetime")) {
            lines.addAll(List.of("", "import datetime as dt"));
        }
        imports.forEach((module, names) -> {
            if (!module.equals("datetime")) {
                if (lines.isEmpty() || module.equals("pydantic")) {
                    lines.add("");
                }
                lines.add("from " + module + " import " + String.join(", ", names));
            }
        });
        // the standard library comes before others
        lines.sort((one, other) -> Boolean.compare(one.contains("pydantic"), other.contains("pydantic")));
        lines.removeIf(String::isEmpty);
        int others =
                (int) lines.stream().filter(line -> !line.contains("pydantic")).count();
        if (others > 0 && others < lines.size()) {
            lines.add(others, "");
        }
        lines.add(0, "");
        return lines;
    }

    void use(String module, String name) {
        imports.computeIfAbsent(module, none -> new TreeSet<>()).add(name);
    }

    private String typing(String name) {
        use("typing", name);
        return name;
    }

    /** Whether it is one value only, which stands where it is used. */
    static boolean single(NamedType.Enumerated choice) {
        return choice.values().size() == 1;
    }

    String literal(List<JsonNode> values) {
        return typing("Literal") + "["
                + values.stream().map(PythonText::literal).collect(Collectors.joining(", ")) + "]";
    }

    String union(TypeModel model, NamedType.Union union) {
        use("pydantic", "Field");
        String members = union.members().values().stream()
                .map(member -> known(types.name(model, member)))
                .collect(Collectors.joining(", "));
        return typing("Annotated") + "[" + typing("Union") + "[" + members + "], Field(discriminator="
                + PythonText.text(PythonText.field(union.property())) + ")]";
    }

    /** Outside of annotations, what is not there yet stands as a text. */
    private String known(String name) {
        return written.contains(name) ? name : "\"" + name + "\"";
    }

    String of(TypeModel model, Value value, String pointer) {
        String type = of(model, value.shape(), pointer);
        return value.nullable() && !type.equals("Any") ? typing("Optional") + "[" + type + "]" : type;
    }

    private String of(TypeModel model, Shape shape, String pointer) {
        if (shape instanceof Shape.Scalar scalar) {
            return scalar(scalar);
        } else if (shape instanceof Shape.Listed list) {
            String kind = list.unique() ? "set" : "list";
            return limited(kind + "[" + of(model, list.items(), pointer) + "]", list.schema(), SIZES, Map.of());
        } else if (shape instanceof Shape.Mapped map) {
            return limited("dict[str, " + of(model, map.values(), pointer) + "]", map.schema(), MEMBERS, Map.of());
        } else if (shape instanceof Shape.Tuple tuple) {
            int size = tuple.items().size();
            if (tuple.schema().path("minItems").asInt() != size
                    || tuple.schema().path("maxItems").asInt() != size) {
                types.note(model, pointer, "prefixItems", "is said as a tuple of exactly " + size);
            }
            return "tuple["
                    + tuple.items().stream()
                            .map(item -> of(model, item, pointer))
                            .collect(Collectors.joining(", "))
                    + "]";
        } else if (shape instanceof Shape.Choice choice) {
            if (choice.schema().has("oneOf")) {
                types.note(model, pointer, "oneOf", "is said as anyOf");
            }
            return typing("Union") + "["
                    + choice.forms().stream()
                            .map(form -> of(model, form.shape(), pointer))
                            .distinct()
                            .collect(Collectors.joining(", "))
                    + "]";
        } else if (shape instanceof Shape.Named named) {
            NamedType type = model.type(named.key());
            return type instanceof NamedType.Enumerated choice && single(choice)
                    ? literal(choice.values())
                    : types.name(model, named.key());
        } else if (shape instanceof Shape.Literals literals
                && literals.values().stream().noneMatch(value -> value.isContainerNode() || value.isDouble())) {
            return literal(literals.values());
        }
        if (shape instanceof Shape.Literals) {
            types.note(model, pointer, "enum", "has values that Literal does not take: it is any JSON");
        }
        return typing("Any");
    }

    private String scalar(Shape.Scalar scalar) {
        JsonNode schema = scalar.schema();
        return switch (scalar.kind()) {
            case INTEGER -> limited("int", schema, LIMITS, format(schema));
            case NUMBER -> limited("float", schema, LIMITS, format(schema));
            case BOOLEAN -> "bool";
            case DECIMAL -> {
                use("decimal", "Decimal");
                yield limited("Decimal", scalar.limits(), LIMITS, Map.of());
            }
            case TEXT -> text(schema);
        };
    }

    private static Map<String, String> format(JsonNode schema) {
        return schema.has("format") ? Map.of("format", PythonText.literal(schema.get("format"))) : Map.of();
    }

    private String text(JsonNode schema) {
        String format = schema.path("format").asText();
        boolean bounded = LENGTHS.keySet().stream().anyMatch(schema::has);
        String type = FORMATS.get(format);
        if (type != null && !bounded) {
            use(type.equals("UUID") ? "uuid" : "datetime", type.equals("UUID") ? "UUID" : "dt");
            return type;
        }
        if (format.equals("uri")
                && !schema.has("pattern")
                && schema.path("minLength").asInt() == 1) {
            int most = schema.path("maxLength").asInt();
            if (most == 0 || most == 2083) {
                use("pydantic", most == 0 ? "AnyUrl" : "HttpUrl");
                return most == 0 ? "AnyUrl" : "HttpUrl";
            }
        }
        return limited("str", schema, LENGTHS, format(schema));
    }

    private String limited(String type, JsonNode schema, Map<String, String> keywords, Map<String, String> extra) {
        var arguments = new ArrayList<String>();
        var more = new LinkedHashMap<>(extra);
        keywords.forEach((keyword, argument) -> {
            if (!schema.has(keyword)) {
                return;
            }
            String value = PythonText.literal(schema.get(keyword));
            if (keyword.equals("pattern")
                    && BEYOND.matcher(schema.get(keyword).asText()).find()) {
                more.put(keyword, value);
            } else {
                arguments.add(argument + "=" + value);
            }
        });
        if (!more.isEmpty()) {
            arguments.add(extra(more));
        }
        if (arguments.isEmpty()) {
            return type;
        }
        use("pydantic", "Field");
        return typing("Annotated") + "[" + type + ", Field(" + String.join(", ", arguments) + ")]";
    }

    private static String extra(Map<String, String> members) {
        return "json_schema_extra={"
                + members.entrySet().stream()
                        .map(member -> "\"" + member.getKey() + "\": " + member.getValue())
                        .collect(Collectors.joining(", "))
                + "}";
    }

    /** Type and default of a field. */
    String field(TypeModel model, Property property, String name) {
        boolean optional = property.optional();
        if (optional && !property.value().nullable() && !(property.value().shape() instanceof Shape.Anything)) {
            types.note(model, property.pointer(), "type", "null is taken too: what may be absent may also be null");
        }
        String type = of(model, property.value().orNull(optional), property.pointer());
        var arguments = new ArrayList<String>();
        JsonNode given = property.defaultValue();
        boolean plain = given != null
                && given.isValueNode()
                && !converted(property.value().shape());
        if (given != null && !given.isNull() && JavaText.tooLong(given.toString())) {
            types.note(model, property.pointer(), "default", "is left out: it is too long");
        } else if (given != null && !(property.required() && given.isNull())) {
            arguments.add("default=" + PythonText.literal(given));
        } else if (optional) {
            arguments.add("default=None");
        }
        if (property.required() && given != null) {
            types.note(
                    model, property.pointer(), "required", "is left to the schema: what has a default may be absent");
        }
        if (!arguments.isEmpty() && !plain && given != null && !given.isNull()) {
            arguments.add("validate_default=True");
        }
        if (!name.equals(property.name())) {
            arguments.add("alias=" + PythonText.text(property.name()));
        }
        String description = property.description();
        if (description != null && !JavaText.tooLong(description)) {
            arguments.add("description=" + PythonText.text(description));
        }
        if (property.sensitive()) {
            arguments.add("json_schema_extra={\"x-sensitive\": True}");
        }
        if (arguments.isEmpty()) {
            return type;
        }
        if (arguments.size() == 1 && arguments.get(0).startsWith("default=")) {
            return type + " = " + arguments.get(0).substring("default=".length());
        }
        use("pydantic", "Field");
        return type + " = Field(" + String.join(", ", arguments) + ")";
    }

    private static boolean converted(Shape shape) {
        return shape instanceof Shape.Scalar scalar
                && (scalar.kind() == Kind.DECIMAL
                        || FORMATS.containsKey(scalar.schema().path("format").asText()));
    }
}
