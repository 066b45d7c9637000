package io.saltbus.core.internal.schema.document;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Fills in what a payload leaves out. One of these stands for one schema of the document, and is compiled once. Within {@code anyOf} and
 * {@code oneOf} it fills in where type and discriminator leave only one form that can be meant.
 */
public final class Defaults {
    private final List<Property> properties = new ArrayList<>();
    private final Set<String> declared = new HashSet<>();
    private final List<Defaults> sameValue = new ArrayList<>();
    private final List<Choice> choices = new ArrayList<>();
    private @Nullable Defaults items;
    private @Nullable Defaults others;

    private record Property(
            String name, @Nullable JsonNode value, @Nullable Defaults inner) {}

    private record Choice(FormChoice meant, List<@Nullable Defaults> forms) {}

    private Defaults() {}

    /** The defaults of a schema; null where it has none. */
    public static @Nullable Defaults of(SchemaDocument document) {
        boolean none = document.places().values().stream()
                .allMatch(schema -> schema.path("default").isMissingNode()
                        || schema.path("default").isNull());
        return none ? null : new Compiler(document).compile(document.root());
    }

    /** Fills in, in place, and as deep as the payload goes. */
    public void applyTo(JsonNode value) {
        for (Defaults same : sameValue) {
            same.applyTo(value);
        }
        for (Choice choice : choices) {
            int index = choice.meant.applyAsInt(value);
            Defaults form = index < 0 ? null : choice.forms.get(index);
            if (form != null) {
                form.applyTo(value);
            }
        }
        if (value instanceof ObjectNode object) {
            applyToProperties(object);
        } else if (items != null && value.isArray()) {
            for (JsonNode item : value) {
                items.applyTo(item);
            }
        }
    }

    private void applyToProperties(ObjectNode object) {
        for (Property property : properties) {
            JsonNode held = object.get(property.name);
            if (property.value != null && (held == null || held.isNull())) {
                held = property.value.deepCopy();
                object.set(property.name, held);
            }
            if (property.inner != null && held != null) {
                property.inner.applyTo(held);
            }
        }
        if (others != null) {
            for (Map.Entry<String, JsonNode> other : object.properties()) {
                if (!declared.contains(other.getKey())) {
                    others.applyTo(other.getValue());
                }
            }
        }
    }

    private boolean isEmpty() {
        return properties.isEmpty() && sameValue.isEmpty() && choices.isEmpty() && items == null && others == null;
    }

    private static final class Compiler {
        private final SchemaDocument document;
        private final IdentityHashMap<JsonNode, Defaults> begun = new IdentityHashMap<>();

        Compiler(SchemaDocument document) {
            this.document = document;
        }

        @Nullable
        Defaults compile(JsonNode schema) {
            Defaults known = begun.get(schema);
            if (known != null) {
                return known; // may still be filling: a recursive schema
            }
            var defaults = new Defaults();
            begun.put(schema, defaults);
            addSameValue(schema, defaults);
            defaults.items = compile(schema.path("items"));
            defaults.others = compile(schema.path("additionalProperties"));
            for (Map.Entry<String, JsonNode> property :
                    schema.path("properties").properties()) {
                JsonNode value = defaultOf(property.getValue());
                Defaults inner = compile(property.getValue());
                defaults.declared.add(property.getKey());
                if (value != null || inner != null) {
                    defaults.properties.add(new Property(property.getKey(), value, inner));
                }
            }
            return defaults.isEmpty() ? null : defaults;
        }

        private void addSameValue(JsonNode schema, Defaults defaults) {
            for (JsonNode same : sameValue(schema)) {
                Defaults compiled = compile(same);
                if (compiled != null) {
                    defaults.sameValue.add(compiled);
                }
            }
            for (String keyword : List.of("anyOf", "oneOf")) {
                var forms = new ArrayList<@Nullable Defaults>();
                schema.path(keyword).forEach(form -> forms.add(compile(form)));
                if (forms.stream().anyMatch(form -> form != null)) {
                    defaults.choices.add(new Choice(new FormChoice(document, schema.get(keyword)), forms));
                }
            }
        }

        private @Nullable JsonNode defaultOf(JsonNode schema) {
            JsonNode own = schema.get("default");
            if (own != null) {
                return own.isNull() ? null : own;
            }
            for (JsonNode same : sameValue(schema)) {
                JsonNode found = defaultOf(same);
                if (found != null) {
                    return found;
                }
            }
            return null;
        }

        private List<JsonNode> sameValue(JsonNode schema) {
            var same = new ArrayList<JsonNode>();
            if (schema.has("$ref")) {
                same.add(document.target(schema.get("$ref").asText()));
            }
            schema.path("allOf").forEach(same::add);
            return same;
        }
    }
}
