package io.saltbus.registry.internal.generate;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.saltbus.registry.generate.GenerateException;
import io.saltbus.registry.generate.Note;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/** One Java file: the type of a document, with all that it needs inside. */
final class JavaFile {
    private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

    private final TypeModel model;
    private final String rootName;
    private final Set<String> imports = new TreeSet<>();
    private final Map<String, String> names = new LinkedHashMap<>();
    private final ObjectNode definitions = JSON.objectNode();
    private final List<Note> notes;
    private final Set<String> said = new HashSet<>();
    private final JavaTypes types = new JavaTypes(imports, this::named, this::said);
    private final JavaRecord records;

    /**
     * @param model the document
     * @param rootName what its type is called
     * @param refusedDefaults where the default breaks its own schema, as pointers
     */
    JavaFile(TypeModel model, String rootName, Set<String> refusedDefaults) {
        this.model = model;
        this.rootName = rootName;
        this.notes = new ArrayList<>();
        this.records = new JavaRecord(model, imports, types, notes, refusedDefaults, this::said);
        nameAll();
    }

    private void nameAll() {
        Names free = JavaNames.types();
        String root = model.rootKey();
        if (root == null) {
            throw new GenerateException.Unsuitable("the " + model.document()
                    + " is no object, and a record is one: wrap it in an object with one property");
        }
        if (model.type(root) instanceof NamedType.Enumerated) {
            throw new GenerateException.Unsuitable(
                    "the " + model.document() + " is a single value, and a record is an object");
        }
        names.put(root, free.take(rootName));
        for (NamedType type : model.reachable(false)) {
            if (!type.key().equals(root)) {
                String wanted = Names.pascal(type.suggested(), "Type");
                String name = free.take(wanted);
                names.put(type.key(), name);
                if (!name.equals(wanted)) {
                    notes.add(new Note(
                            model.document(),
                            "",
                            "name",
                            "the type " + wanted + " is " + name + ": its name is taken"));
                }
            }
        }
    }

    private void said(JsonNode schema, String keyword) {
        String pointer = model.pointers().get(schema);
        if (pointer != null) {
            said.add(pointer + ' ' + keyword);
        }
    }

    /** What the types do not say; complete once the source was asked for. */
    List<Note> notes() {
        var all = new ArrayList<Note>();
        for (Note note : model.notes()) {
            if (!said.contains(note.pointer() + ' ' + note.keyword())) {
                all.add(note);
            }
        }
        all.addAll(notes);
        return all;
    }

    /** What the bus derives from the file's type; complete once the source was asked for. */
    ObjectNode derived() {
        String root = model.rootKey();
        ObjectNode document = JSON.objectNode();
        document.setAll((ObjectNode) definitions.get(String.valueOf(names.get(root))));
        document.set("$defs", definitions);
        return document;
    }

    /**
     * The whole file.
     *
     * @param packageName its package
     * @param origin which event it is made of
     * @param header the annotations and the Javadoc's last paragraph of its type
     */
    String source(String packageName, String origin, Header header) {
        imports.add("org.jspecify.annotations.NullMarked");
        imports.addAll(header.imports());
        String root = String.valueOf(model.rootKey());
        List<String> body = type(root, header);
        var text = new StringBuilder("// Made by SaltBus from the schema of " + JavaText.doc(origin) + ".\n");
        text.append("package ").append(packageName).append(";\n\n");
        imports.forEach(name -> text.append("import ").append(name).append(";\n"));
        text.append('\n');
        body.forEach(line -> text.append(line).append('\n'));
        return text.toString();
    }

    /**
     * What only the file's own type has.
     *
     * @param paragraphs of its Javadoc
     * @param annotations above it
     * @param implemented the interfaces
     * @param imports what these need
     */
    record Header(List<String> paragraphs, List<String> annotations, List<String> implemented, Set<String> imports) {
        static Header none() {
            return new Header(List.of(), List.of(), List.of(), Set.of());
        }
    }

    /** What a type is called. */
    String name(String key) {
        return String.valueOf(names.get(key));
    }

    private JavaType named(String key) {
        NamedType type = model.type(key);
        if (type instanceof NamedType.Enumerated choice) {
            return new JavaType(name(key), JavaEnum.derived(choice), !choice.numbers());
        }
        String reference = key.equals(model.rootKey()) ? "#" : "#/$defs/" + name(key);
        return new JavaType(name(key), JSON.objectNode().put("$ref", reference), false);
    }

    private List<String> type(String key, Header header) {
        boolean root = key.equals(model.rootKey());
        var inner = new ArrayList<String>();
        if (root) {
            for (String nested : names.keySet()) {
                if (!nested.equals(key)) {
                    inner.add("");
                    type(nested, Header.none()).forEach(line -> inner.add(line.isEmpty() ? "" : "    " + line));
                }
            }
        }
        NamedType type = model.type(key);
        if (type instanceof NamedType.Struct struct) {
            var implemented = new ArrayList<>(header.implemented());
            model.unionsOf(key).forEach(union -> implemented.add(name(union.key())));
            JavaRecord.Written written = records.write(struct, name(key), implemented, header, inner);
            definitions.set(name(key), written.derived());
            return written.lines();
        } else if (type instanceof NamedType.Row row) {
            imports.add("com.fasterxml.jackson.annotation.JsonFormat");
            var array =
                    new Header(List.of(), List.of("@JsonFormat(shape = JsonFormat.Shape.ARRAY)"), List.of(), Set.of());
            JavaRecord.Written written = records.write(JavaTuple.places(row), name(key), List.of(), array, inner);
            definitions.set(name(key), JavaTuple.derived(written.derived()));
            return written.lines();
        } else if (type instanceof NamedType.Enumerated choice) {
            return JavaEnum.write(choice, name(key), imports);
        }
        return union((NamedType.Union) type, header, inner);
    }

    private List<String> union(NamedType.Union union, Header header, List<String> inner) {
        ObjectNode derived = JSON.objectNode();
        union.members()
                .values()
                .forEach(member -> derived.withArray("oneOf").addObject().put("$ref", "#/$defs/" + name(member)));
        definitions.set(name(union.key()), derived);
        var lines = new ArrayList<String>();
        var paragraphs = new ArrayList<>(JavaRecord.described(union.description()));
        paragraphs.addAll(header.paragraphs());
        lines.addAll(JavaText.javadoc(paragraphs, List.of()));
        lines.addAll(header.annotations());
        lines.addAll(JavaRecord.docAnnotation(union.description(), imports));
        boolean plain = union.property().equals("type")
                && union.members().entrySet().stream()
                        .allMatch(member ->
                                Names.snake(name(member.getValue()), "").equals(member.getKey()));
        if (!plain) {
            imports.add("com.fasterxml.jackson.annotation.JsonTypeInfo");
            imports.add("com.fasterxml.jackson.annotation.JsonSubTypes");
            lines.add(
                    "@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = " + JavaText.literal(union.property()) + ")");
            lines.add("@JsonSubTypes({");
            union.members()
                    .forEach((text, member) -> lines.add("    @JsonSubTypes.Type(value = "
                            + (inner.isEmpty() ? "" : name(union.key()) + ".") + name(member) + ".class, name = "
                            + JavaText.literal(text) + "),"));
            lines.add("})");
        }
        lines.add("public sealed interface " + name(union.key())
                + (header.implemented().isEmpty() ? "" : " extends " + String.join(", ", header.implemented()))
                + (inner.isEmpty() ? " {}" : " {"));
        if (!inner.isEmpty()) {
            lines.addAll(inner.subList(1, inner.size()));
            lines.add("}");
        }
        return lines;
    }
}
