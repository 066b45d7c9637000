package io.saltbus.registry.internal.generate;

import io.saltbus.core.event.EventMode;
import io.saltbus.registry.generate.GenerateException;
import io.saltbus.registry.generate.Note;
import io.saltbus.registry.store.StoredSchema;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** The types of all documents of one version, with names that are free in one file. */
final class EventTypes {
    private final StoredSchema stored;
    private final Names free;
    private final List<TypeModel> models = new ArrayList<>();
    private final Map<TypeModel, Map<String, String>> names = new HashMap<>();
    private final List<Note> notes = new ArrayList<>();
    private String name = "";

    private EventTypes(StoredSchema stored, Names free) {
        this.stored = stored;
        this.free = free;
    }

    /**
     * Reads the documents.
     *
     * @param reserved names that no type may have
     * @param said keywords that the language says, of which notes are not needed
     */
    static EventTypes of(StoredSchema stored, Set<String> reserved, Set<String> said) {
        var types = new EventTypes(stored, Names.ofTypes(reserved));
        try {
            types.read(said);
        } catch (GenerateException.Unsuitable refused) {
            throw new GenerateException.Unsuitable(types.origin() + ": " + refused.getMessage());
        }
        return types;
    }

    private void read(Set<String> said) {
        StoredSchema.Documents documents = stored.documents();
        name = JavaEvent.suggestedName(stored);
        String stem = name.endsWith("Request") ? name.substring(0, name.length() - "Request".length()) : name;
        models.add(TypeReader.read("payload", documents.payload(), name));
        if (stored.mode() == EventMode.RPC && documents.reply() != null) {
            models.add(TypeReader.read("reply", documents.reply(), stem + "Reply"));
        }
        if (stored.mode() == EventMode.RPC && documents.error() != null) {
            models.add(TypeReader.read("error", documents.error(), stem + "Error"));
        }
        if (models.get(0).rootKey() == null) {
            throw new GenerateException.Unsuitable("the payload is no object, and an event is one");
        }
        for (TypeModel model : models) {
            names.put(model, new HashMap<>());
            if (model.rootKey() != null) {
                name(model, model.type(model.rootKey()));
            }
        }
        for (TypeModel model : models) {
            model.reachable(true).forEach(type -> name(model, type));
            model.notes().stream()
                    .filter(note -> !said.contains(note.keyword()))
                    .forEach(notes::add);
        }
    }

    private void name(TypeModel model, NamedType type) {
        String wanted = Names.pascal(type.suggested(), "Type");
        model(model).computeIfAbsent(type.key(), key -> free.take(wanted));
    }

    private Map<String, String> model(TypeModel model) {
        return names.computeIfAbsent(model, none -> new HashMap<>());
    }

    /** The event's name, as a type. */
    String name() {
        return name;
    }

    String name(TypeModel model, String key) {
        return String.valueOf(model(model).get(key));
    }

    /** Each document's types. */
    List<TypeModel> models() {
        return models;
    }

    List<Note> notes() {
        return notes;
    }

    void note(TypeModel model, String pointer, String keyword, String message) {
        notes.add(new Note(model.document(), pointer, keyword, message));
    }

    String origin() {
        return stored.topic() + " " + stored.version();
    }
}
