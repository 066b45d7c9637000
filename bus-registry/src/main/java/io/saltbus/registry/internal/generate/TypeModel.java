package io.saltbus.registry.internal.generate;

import io.saltbus.registry.generate.Note;
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
 */
record TypeModel(String document, Shape.Value root, Map<String, NamedType> types, List<Note> notes) {
    NamedType type(String key) {
        NamedType type = types.get(key);
        if (type == null) {
            throw new IllegalStateException("no type " + key + " was read");
        }
        return type;
    }

    /** The key of the root's type, or null where the root is no object and no choice of objects. */
    @Nullable String rootKey() {
        return root.shape() instanceof Shape.Named named ? named.key() : null;
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
                .filter(type -> type instanceof NamedType.Union union
                        && union.members().containsValue(key))
                .map(NamedType.Union.class::cast)
                .toList();
    }
}
