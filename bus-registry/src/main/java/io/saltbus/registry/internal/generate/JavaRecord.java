package io.saltbus.registry.internal.generate;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.PropertyNamingStrategies.SnakeCaseStrategy;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.saltbus.registry.generate.GenerateException;
import io.saltbus.registry.generate.Note;
import io.saltbus.registry.internal.generate.NamedType.Property;
import io.saltbus.registry.internal.generate.Shape.Value;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/** Records. */
final class JavaRecord {
    /** The virtual machine's limit on a method's parameters, less the object itself; a long and a double take two. */
    private static final int MOST_SLOTS = 254;

    private static final int WIDTH = 120;
    private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

    private final TypeModel model;
    private final Set<String> imports;
    private final JavaTypes types;
    private final JavaDefaults defaults;
    private final List<Note> notes;
    private final Set<String> refusedDefaults;
    private final BiConsumer<JsonNode, String> said;

    JavaRecord(
            TypeModel model,
            Set<String> imports,
            JavaTypes types,
            List<Note> notes,
            Set<String> refusedDefaults,
            BiConsumer<JsonNode, String> said) {
        this.model = model;
        this.imports = imports;
        this.types = types;
        this.defaults = new JavaDefaults(model::type);
        this.notes = notes;
        this.refusedDefaults = refusedDefaults;
        this.said = said;
    }

    /**
     * A record in source.
     *
     * @param lines the source
     * @param derived what the bus derives from it
     */
    record Written(List<String> lines, ObjectNode derived) {}

    Written write(
            NamedType.Struct struct,
            String name,
            List<String> implemented,
            JavaFile.Header header,
            List<String> inner) {
        Map<String, String> tags = model.tagOf(struct.key());
        ObjectNode derived = JavaTypes.typed("object");
        ObjectNode properties = derived.putObject("properties");
        tags.forEach((property, text) -> {
            properties.putObject(property).put("type", "string").put("const", text);
            derived.withArray("required").add(property);
        });
        if (struct.closed()) {
            derived.put("additionalProperties", false);
            said.accept(struct.schema(), "additionalProperties");
        }
        Map<String, String> names = names(struct.properties());
        var lines = new ArrayList<String>();
        var parameters = new ArrayList<String>();
        int slots = 0;
        for (Property property : struct.properties()) {
            String called = names.get(property.name());
            if (tags.containsKey(property.name()) || called == null) {
                continue;
            }
            Component component = component(property, called);
            slots += component.type().equals("long") || component.type().equals("double") ? 2 : 1;
            properties.set(property.name(), component.derived());
            if (component.required()) {
                derived.withArray("required").add(property.name());
            }
            if (property.description() != null) {
                parameters.add("@param " + component.name() + " " + JavaText.doc(property.description()));
            }
            lines.add(component.source());
        }
        if (slots > MOST_SLOTS) {
            throw new GenerateException.Unsuitable(name + " has " + lines.size() + " properties, which need " + slots
                    + " places of a constructor's " + MOST_SLOTS
                    + " (a long and a double take two): group some of them in objects of their own");
        }
        return new Written(layout(struct, name, implemented, header, inner, lines, parameters), derived);
    }

    private List<String> layout(
            NamedType.Struct struct,
            String name,
            List<String> implemented,
            JavaFile.Header header,
            List<String> inner,
            List<String> components,
            List<String> parameters) {
        var paragraphs = new ArrayList<>(described(struct.description()));
        paragraphs.addAll(header.paragraphs());
        var lines = new ArrayList<>(JavaText.javadoc(paragraphs, parameters));
        lines.addAll(header.annotations());
        if (struct.closed()) {
            imports.add("com.fasterxml.jackson.annotation.JsonIgnoreProperties");
            lines.add("@JsonIgnoreProperties");
        }
        lines.addAll(docAnnotation(struct.description(), imports));
        String end = (implemented.isEmpty() ? "" : " implements " + String.join(", ", implemented))
                + (inner.isEmpty() ? " {}" : " {");
        String single = "public record " + name + "(" + String.join(", ", components) + ")" + end;
        if (single.length() + 4 <= WIDTH && components.size() <= 4) {
            lines.add(single);
        } else {
            lines.add("public record " + name + "(");
            for (int index = 0; index < components.size(); index++) {
                lines.addAll(component(components.get(index), index == components.size() - 1 ? ")" + end : ","));
            }
        }
        if (!inner.isEmpty()) {
            lines.addAll(inner.subList(1, inner.size()));
            lines.add("}");
        }
        return lines;
    }

    private static List<String> component(String component, String end) {
        return List.of("        " + component + end);
    }

    /**
     * One component.
     *
     * @param source with its annotations
     */
    private record Component(String name, String type, String source, ObjectNode derived, boolean required) {}

    /** Component by property. Those whose names lead back by themselves come first, so that they keep them. */
    private Map<String, String> names(List<Property> properties) {
        var free = Names.ofMembers();
        var names = new HashMap<String, String>();
        for (boolean natural : List.of(true, false)) {
            for (Property property : properties) {
                String wanted = JavaNames.component(property.name());
                if (property.name().isEmpty()) {
                    if (natural) {
                        note(property, "name", "is empty, which Java cannot map: the property is left out");
                    }
                } else if (natural == leadsBack(wanted, property.name())) {
                    String name = free.take(wanted);
                    names.put(property.name(), name);
                    if (!name.equals(wanted)) {
                        note(
                                property,
                                "name",
                                "is the component " + name + ": " + wanted + " is taken by another property");
                    }
                }
            }
        }
        return names;
    }

    private static boolean leadsBack(String component, String property) {
        return SnakeCaseStrategy.INSTANCE.translate(component).equals(property);
    }

    private Component component(Property property, String name) {
        BiConsumer<String, String> note = (keyword, message) -> note(property, keyword, message);
        JavaType type = types.of(property.value().shape(), JavaTypes.Place.COMPONENT, note);
        JsonNode given = defaultOf(property);
        boolean nullable = property.value().nullable() || (!property.required() && given == null);
        boolean demanded = property.required() && (nullable || given != null);
        if (nullable && !property.value().nullable() && !(property.value().shape() instanceof Shape.Anything)) {
            note.accept("type", "null is taken too: what may be absent may also be null for a record");
        }
        var source = new ArrayList<String>();
        boolean renamed = !leadsBack(name, property.name());
        if (renamed || demanded) {
            imports.add("com.fasterxml.jackson.annotation.JsonProperty");
            String wire = JavaText.literal(property.name());
            source.add("@JsonProperty("
                    + (!demanded ? wire : (renamed ? "value = " + wire + ", " : "") + "required = true") + ")");
        }
        ObjectNode derived = derived(property, type, nullable, given);
        source.addAll(docAnnotation(property.description(), imports));
        if (property.sensitive()) {
            imports.add("io.saltbus.core.event.Sensitive");
            source.add("@Sensitive");
        }
        source.addAll(type.annotations());
        if (given != null) {
            imports.add("io.saltbus.core.event.Default");
            source.add("@Default(" + JavaText.literal(type.textual() ? given.asText() : given.toString()) + ")");
        }
        if (nullable) {
            imports.add("org.jspecify.annotations.Nullable");
            source.add("@Nullable");
        }
        source.add(nullable ? type.boxed() : type.text());
        source.add(name);
        return new Component(
                name,
                nullable ? type.boxed() : type.text(),
                String.join(" ", source),
                derived,
                demanded || (!nullable && given == null));
    }

    private static ObjectNode derived(Property property, JavaType type, boolean nullable, @Nullable JsonNode given) {
        ObjectNode standard = type.schema();
        ObjectNode attributes = JSON.objectNode();
        if (given != null) {
            attributes.set("default", given);
        } else if (nullable) {
            attributes.putNull("default");
        }
        if (property.sensitive()) {
            attributes.put("x-sensitive", true);
        }
        ObjectNode derived = nullable ? JavaTypes.orNull(standard) : standard.deepCopy();
        return derived.setAll(attributes);
    }

    private @Nullable JsonNode defaultOf(Property property) {
        JsonNode given = property.defaultValue();
        if (given == null || given.isNull()) {
            return emptyOf(property);
        }
        JsonNode readable = defaults.readable(property.value().shape(), given);
        boolean refused =
                readable == null || refusedDefaults.contains(property.pointer()) || JavaText.tooLong(given.toString());
        if (refused) {
            note(property, "default", "is left out: it does not fit the property, or is no value of its type in Java");
        }
        return refused ? null : readable;
    }

    /** To the bus an absent list is as good as an empty one. */
    private @Nullable JsonNode emptyOf(Property property) {
        Value value = property.value();
        if (property.required() || value.nullable() || refusedDefaults.contains(property.pointer())) {
            return null;
        }
        return value.shape() instanceof Shape.Listed
                ? JSON.arrayNode()
                : value.shape() instanceof Shape.Mapped ? JSON.objectNode() : null;
    }

    private void note(Property property, String keyword, String message) {
        notes.add(new Note(model.document(), property.pointer(), keyword, message));
    }

    static List<String> described(@Nullable String description) {
        return description == null || description.isBlank() ? List.of() : List.of(JavaText.doc(description));
    }

    static List<String> docAnnotation(@Nullable String description, Set<String> imports) {
        if (description == null || JavaText.tooLong(description)) {
            return List.of();
        }
        imports.add("io.saltbus.core.event.Doc");
        return List.of("@Doc(" + JavaText.literal(description) + ")");
    }
}
