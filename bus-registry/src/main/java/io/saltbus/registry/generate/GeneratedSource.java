package io.saltbus.registry.generate;

import java.util.Collections;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Source text made from one version of an event. The same schema and options always give the same text. Immutable.
 *
 * @param files the text by path; paths are relative, with {@code /} between folders
 * @param notes what the text does not say of the schema, in the schema's order
 * @param exact whether the schemas that the generated types have mean the same as those they were made from: a service that publishes by
 *     them registers the version as identical. False where the language has no schemas of its own, and there is a note
 */
public record GeneratedSource(SortedMap<String, String> files, List<Note> notes, boolean exact) {
    /** Copies what it is given. */
    public GeneratedSource {
        files = Collections.unmodifiableSortedMap(new TreeMap<>(files));
        notes = List.copyOf(notes);
    }
}
