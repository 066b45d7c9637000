package io.saltbus.registry.generate;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.saltbus.core.event.Version;
import java.util.Collections;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * What an import made.
 *
 * @param files the text by path
 * @param entries what became of each schema, by topic and version
 */
public record Imported(SortedMap<String, String> files, List<Entry> entries) {
    /** Copies what it is given. */
    public Imported {
        files = Collections.unmodifiableSortedMap(new TreeMap<>(files));
        entries = List.copyOf(entries);
    }

    /**
     * What became of one schema.
     *
     * @param topic its topic
     * @param version its version
     * @param files the paths that were made of it; none where it was refused
     * @param exact whether the records' schemas mean the same as the stored ones
     * @param notes what the records do not say
     * @param refused why nothing was made of it, or null
     */
    public record Entry(
            String topic,
            Version version,
            List<String> files,
            boolean exact,
            List<Note> notes,
            @Nullable String refused) {}

    /** The report for people: a line a schema, its notes below it, and a summary. */
    public String text() {
        return "";
    }

    /** The report for programs: {@code {"converted", "exact", "refused", "schemas": [...]}}. */
    public ObjectNode json() {
        return JsonNodeFactory.instance.objectNode();
    }
}
