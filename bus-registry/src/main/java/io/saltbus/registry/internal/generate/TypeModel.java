package io.saltbus.registry.internal.generate;

import com.fasterxml.jackson.databind.JsonNode;
import io.saltbus.registry.generate.Note;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The types of one document, in no language yet.
 *
 * @param document which one: {@code payload}, {@code reply} or {@code error}
 * @param root the type of the whole; a {@link Shape.Named} wherever it is an object
 * @param types those with names, by key, each before those that it refers to first
 * @param notes what these types do not say of the schema; a language that says it drops the note
 * @param pointers where each part of the schema stands that was read
 */
record TypeModel(
        String document,
        Shape.Value root,
        Map<String, NamedType> types,
        List<Note> notes,
        IdentityHashMap<JsonNode, String> pointers) {
    NamedType type(String key) {
        NamedType type = types.get(key);
        if (type == null) {
            throw new IllegalStateException("no type " + key + " was read");
        }
        return type;
    }

    /** The key of the root's type, or null where the root is no object and no choice of objects. */
    @Nullable
    String rootKey() {
        return root.shape() instanceof Shape.Named named ? named.key() : null;
    }

    /**
     * The types that the root needs, with the root, in the order in which they are first needed.
     *
     * @param everything whether also what Java has no types for: choices that nothing tells apart, open tuples, and the properties that
     *     tell the members of a choice apart
     */
    List<NamedType> reachable(boolean everything) {
        var found = new LinkedHashMap<String, NamedType>();
        reach(root.shape(), everything, found);
        return List.copyOf(found.values());
    }

    private void reach(Shape shape, boolean everything, Map<String, NamedType> found) {
        if (shape instanceof Shape.Listed list) {
            reach(list.items().shape(), everything, found);
        } else if (shape instanceof Shape.Mapped map) {
            reach(map.values().shape(), everything, found);
        } else if (shape instanceof Shape.Tuple tuple) {
            if (everything || (tuple.key() != null && found.putIfAbsent(tuple.key(), type(tuple.key())) == null)) {
                tuple.items().forEach(item -> reach(item.shape(), everything, found));
            }
        } else if (shape instanceof Shape.Choice choice && everything) {
            choice.forms().forEach(form -> reach(form.shape(), everything, found));
        } else if (shape instanceof Shape.Named named && !found.containsKey(named.key())) {
            NamedType type = type(named.key());
            found.put(named.key(), type);
            if (type instanceof NamedType.Struct struct) {
                var tags = everything ? Map.of() : tagOf(named.key());
                struct.properties().stream()
                        .filter(property -> !tags.containsKey(property.name()))
                        .forEach(property -> reach(property.value().shape(), everything, found));
                if (!everything) {
                    // a member needs the type that it is a member of
                    unionsOf(named.key()).forEach(union -> reach(new Shape.Named(union.key()), everything, found));
                }
            } else if (type instanceof NamedType.Union union) {
                union.members().values().forEach(member -> reach(new Shape.Named(member), everything, found));
            }
        }
    }

    /** What tells a type apart in the choices that it is part of: property and text; empty where it is in none. */
    Map<String, String> tagOf(String key) {
        var tag = new LinkedHashMap<String, String>();
        for (NamedType.Union union : unionsOf(key)) {
            union.members().forEach((text, member) -> {
                if (member.equals(key)) {
                    tag.put(union.property(), text);
                }
            });
        }
        return tag;
    }

    /** The choices that a type is part of. */
    List<NamedType.Union> unionsOf(String key) {
        return types.values().stream()
                .filter(type ->
                        type instanceof NamedType.Union union && union.members().containsValue(key))
                .map(NamedType.Union.class::cast)
                .toList();
    }
}
