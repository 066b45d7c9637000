package io.saltbus.registry.internal.generate;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.saltbus.registry.internal.generate.Shape.Kind;
import io.saltbus.registry.internal.generate.Shape.Value;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Reads what a schema leaves open: several forms, or several values. */
final class ChoiceReader {
    private static final Set<String> DECIMAL = Set.of("number", "string");
    /** What the texts of decimals look like to Pydantic since 2.12, and to the bus. */
    private static final Set<String> PATTERNS = Set.of("^(?!^[-+.]*$)[+-]?0*", "^[-+]?\\d+(\\.\\d+)?");

    private static final Set<String> TEXT_LIMITS =
            Set.of("minLength", "maxLength", "format", "multipleOf", "enum", "const", "contentEncoding");

    private final TypeReader reader;

    /** @param reader reads the forms, and keeps what was read */
    ChoiceReader(TypeReader reader) {
        this.reader = reader;
    }

    Value choice(ObjectNode schema, String keyword, String pointer, String suggested) {
        var forms = new ArrayList<JsonNode>();
        schema.path(keyword).forEach(form -> {
            if (!isNull(form)) {
                forms.add(form);
            }
        });
        boolean nullable = forms.size() < schema.path(keyword).size();
        if (forms.size() == 1) {
            return reader.read(
                            forms.get(0),
                            pointer + "/" + keyword + "/" + indexOf(schema.path(keyword), forms.get(0)),
                            suggested)
                    .orNull(nullable);
        }
        if (forms.isEmpty()) {
            return TypeReader.anything();
        }
        if (decimal(forms)) {
            return new Value(new Shape.Scalar(Kind.DECIMAL, schema), nullable);
        }
        var union = union(schema, forms, pointer, suggested);
        return (union == null ? anyOf(schema, keyword, forms, pointer, suggested) : union).orNull(nullable);
    }

    private static int indexOf(JsonNode array, JsonNode held) {
        int index = 0;
        while (!array.get(index).equals(held)) {
            index++;
        }
        return index;
    }

    private Value anyOf(ObjectNode schema, String keyword, List<JsonNode> forms, String pointer, String suggested) {
        boolean nullable = false;
        var values = new ArrayList<Value>();
        for (JsonNode form : forms) {
            int index = indexOf(schema.path(keyword), form);
            Value value = reader.read(form, pointer + "/" + keyword + "/" + index, suggested + " " + (index + 1));
            nullable |= value.nullable();
            values.add(value);
        }
        return new Value(new Shape.Choice(values, schema), nullable);
    }

    /** As Pydantic writes its decimals. */
    private static boolean decimal(List<JsonNode> forms) {
        var names = new LinkedHashSet<String>();
        forms.forEach(form -> names.add(form.path("type").asText()));
        return forms.size() == 2 && names.equals(DECIMAL) && forms.stream().allMatch(ChoiceReader::onlyNumeric);
    }

    /** As the bus writes them: in one form of two types. */
    static boolean decimal(Set<String> names, JsonNode schema) {
        return names.equals(DECIMAL) && onlyNumeric(schema);
    }

    private static boolean onlyNumeric(JsonNode form) {
        String pattern = form.path("pattern").asText();
        return TEXT_LIMITS.stream().noneMatch(form::has)
                && (pattern.isEmpty() || PATTERNS.stream().anyMatch(pattern::startsWith));
    }

    private @Nullable Value union(ObjectNode schema, List<JsonNode> forms, String pointer, String suggested) {
        Tags tags = Tags.of(schema, forms, reader.references);
        if (tags == null || !fitsOtherUnions(tags)) {
            return null;
        }
        String key = reader.newKey();
        var members = new LinkedHashMap<String, String>();
        var value = new Value(new Shape.Named(key), false);
        reader.known.put(schema, value);
        tags.forms().forEach((text, form) -> {
            Value member = reader.read(form, pointer, text);
            if (member.shape() instanceof Shape.Named named) {
                members.put(text, named.key());
            }
        });
        reader.types.put(
                key, new NamedType.Union(key, TypeReader.named(schema, suggested), schema, tags.property(), members));
        return value;
    }

    /** One object cannot be told apart by two properties, and cannot be what it is a part of. */
    private boolean fitsOtherUnions(Tags tags) {
        for (JsonNode form : tags.forms().values()) {
            Value member = reader.known.get(reader.references.follow(form, "").schema());
            if (member != null && member.shape() instanceof Shape.Named named) {
                NamedType type = reader.types.get(named.key());
                boolean other = reader.types.values().stream()
                        .anyMatch(some -> some instanceof NamedType.Union union
                                && union.members().containsValue(named.key())
                                && !union.property().equals(tags.property()));
                if (other || type == null || type instanceof NamedType.Union) {
                    return false;
                }
            }
        }
        return true;
    }

    private static boolean isNull(JsonNode form) {
        JsonNode only = form.path("enum");
        return form.path("type").asText().equals("null")
                || (form.has("const") && form.get("const").isNull())
                || (only.size() == 1 && only.get(0).isNull());
    }

    Value literals(ObjectNode schema, String pointer, String suggested) {
        var values = new LinkedHashSet<JsonNode>();
        schema.path("enum").forEach(values::add);
        if (schema.has("const")) {
            values.clear();
            values.add(schema.get("const"));
        }
        boolean nullable = values.removeIf(JsonNode::isNull);
        boolean texts = values.stream().allMatch(JsonNode::isTextual);
        boolean numbers = values.stream().allMatch(value -> value.canConvertToInt() && value.isIntegralNumber());
        if (values.isEmpty()) {
            reader.unsaid.note(pointer, "const", "is always null; it is any JSON");
            return new Value(new Shape.Anything(), true);
        }
        if (!texts && !numbers) {
            return new Value(new Shape.Literals(List.copyOf(values)), nullable);
        }
        String key = reader.newKey();
        reader.types.put(
                key, new NamedType.Enumerated(key, TypeReader.named(schema, suggested), schema, List.copyOf(values)));
        var value = new Value(new Shape.Named(key), nullable);
        reader.known.put(schema, value);
        return value;
    }
}
