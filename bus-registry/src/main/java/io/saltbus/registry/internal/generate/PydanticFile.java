package io.saltbus.registry.internal.generate;

import com.fasterxml.jackson.databind.JsonNode;
import io.saltbus.registry.generate.GeneratedSource;
import io.saltbus.registry.internal.generate.NamedType.Property;
import io.saltbus.registry.store.StoredSchema;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/** One module of Pydantic models. */
public final class PydanticFile {
    private static final Set<String> RESERVED = Set.of(
            "Annotated",
            "Any",
            "AnyUrl",
            "BaseModel",
            "ConfigDict",
            "Decimal",
            "Field",
            "False",
            "HttpUrl",
            "Literal",
            "None",
            "Optional",
            "RootModel",
            "True",
            "UUID",
            "Union",
            "Exception",
            "Warning");

    private final EventTypes types;
    private final PydanticTypes expressions;
    private final List<String> lines = new ArrayList<>();
    private final Set<String> written = new LinkedHashSet<>();

    private PydanticFile(StoredSchema stored) {
        this.types = EventTypes.of(stored, RESERVED, Set.of("multipleOf", "additionalProperties"));
        this.expressions = new PydanticTypes(types, written);
    }

    /** See {@link io.saltbus.registry.generate.PydanticSource#of}. */
    public static GeneratedSource of(StoredSchema stored) {
        var file = new PydanticFile(stored);
        String text = file.text();
        var files = new TreeMap<>(Map.of(Names.snake(file.types.name(), "event_") + ".py", text));
        return new GeneratedSource(files, file.types.notes(), file.types.notes().isEmpty());
    }

    private String text() {
        for (TypeModel model : types.models()) {
            var inOrder = new LinkedHashSet<String>();
            String root = model.rootKey();
            if (root != null) {
                visit(model, root, inOrder);
            } else {
                lines.addAll(List.of(
                        "",
                        "",
                        Names.pascal(types.name() + " " + model.document(), "Value") + " = "
                                + expressions.of(model, model.root(), "")));
            }
            inOrder.forEach(key -> write(model, model.type(key)));
        }
        var text = new StringBuilder();
        text.append(PythonText.docstring(types.origin() + ". Made by SaltBus from its schema.", ""))
                .append("\n\nfrom __future__ import annotations\n");
        expressions.imports().forEach(line -> text.append(line).append('\n'));
        lines.forEach(line -> text.append(line).append('\n'));
        return text.toString();
    }

    /** What a type refers to comes before it, as far as there is no circle. */
    private void visit(TypeModel model, String key, Set<String> done) {
        visit(model, key, done, new LinkedHashSet<>());
    }

    private void visit(TypeModel model, String key, Set<String> done, Set<String> open) {
        if (open.contains(key) && !done.contains(key) && key.equals(model.rootKey())) {
            types.note(model, "", "$ref", "the event refers to itself, which Pydantic writes as a definition");
        }
        if (done.contains(key) || !open.add(key)) {
            return;
        }
        NamedType type = model.type(key);
        if (type instanceof NamedType.Struct struct) {
            struct.properties()
                    .forEach(property -> visit(model, property.value().shape(), done, open));
        } else if (type instanceof NamedType.Union union) {
            union.members().values().forEach(member -> visit(model, member, done, open));
        }
        done.add(key);
    }

    private void visit(TypeModel model, Shape shape, Set<String> done, Set<String> open) {
        if (shape instanceof Shape.Named named) {
            visit(model, named.key(), done, open);
        } else if (shape instanceof Shape.Listed list) {
            visit(model, list.items().shape(), done, open);
        } else if (shape instanceof Shape.Mapped map) {
            visit(model, map.values().shape(), done, open);
        } else if (shape instanceof Shape.Choice choice) {
            choice.forms().forEach(form -> visit(model, form.shape(), done, open));
        } else if (shape instanceof Shape.Tuple tuple) {
            tuple.items().forEach(item -> visit(model, item.shape(), done, open));
        }
    }

    private void write(TypeModel model, NamedType type) {
        String name = types.name(model, type.key());
        if (type instanceof NamedType.Struct struct) {
            lines.addAll(List.of("", "", "class " + name + "(BaseModel):"));
            struct(model, struct);
        } else if (type instanceof NamedType.Enumerated choice) {
            if (!PydanticTypes.single(choice)) {
                lines.addAll(List.of("", "", name + " = " + expressions.literal(choice.values())));
            }
        } else if (type instanceof NamedType.Union union) {
            String choice = expressions.union(model, union);
            boolean root = type.key().equals(model.rootKey());
            lines.addAll(
                    List.of("", "", root ? "class " + name + "(RootModel[" + choice + "]):" : name + " = " + choice));
            if (root) {
                expressions.use("pydantic", "RootModel");
                lines.add(documentation(type, "    pass"));
            }
        }
        written.add(name);
    }

    private static String documentation(NamedType type, String otherwise) {
        String description = type.description();
        return description == null || description.isBlank() ? otherwise : PythonText.docstring(description, "    ");
    }

    private void struct(TypeModel model, NamedType.Struct struct) {
        int before = lines.size();
        String documented = documentation(struct, "");
        if (!documented.isEmpty()) {
            lines.addAll(List.of(documented, ""));
        }
        var config = new ArrayList<String>();
        JsonNode others = struct.schema().path("additionalProperties");
        if (others.isBoolean()) {
            config.add("extra=\"" + (others.booleanValue() ? "allow" : "forbid") + "\"");
        } else if (others.isObject() && !others.isEmpty()) {
            types.note(
                    model,
                    "",
                    "additionalProperties",
                    "is left to the schema: the model does not keep other properties");
        }
        var free = Names.ofMembers();
        var fields = new ArrayList<String>();
        boolean renamed = false;
        for (Property property : struct.properties()) {
            String name = free.take(PythonText.field(property.name()));
            renamed |= !name.equals(property.name());
            fields.add("    " + name + ": " + expressions.field(model, property, name));
        }
        if (renamed) {
            config.add("populate_by_name=True");
        }
        if (!config.isEmpty()) {
            expressions.use("pydantic", "ConfigDict");
            lines.addAll(List.of("    model_config = ConfigDict(" + String.join(", ", config) + ")", ""));
        }
        lines.addAll(fields);
        if (lines.size() == before) {
            lines.add("    pass");
        } else if (lines.get(lines.size() - 1).isEmpty()) {
            lines.remove(lines.size() - 1);
        }
        expressions.use("pydantic", "BaseModel");
    }
}
