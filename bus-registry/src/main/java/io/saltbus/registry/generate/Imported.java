package io.saltbus.registry.generate;

import com.fasterxml.jackson.databind.node.ArrayNode;
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
     * @param topic its topic, or the file's path where nothing could be read from it
     * @param version its version; null where nothing could be read
     * @param files the paths that were made of it; none where it was refused
     * @param exact whether the records' schemas mean the same as the stored ones
     * @param notes what the records do not say
     * @param refused why nothing was made of it, or null
     */
    public record Entry(
            String topic,
            @Nullable Version version,
            List<String> files,
            boolean exact,
            List<Note> notes,
            @Nullable String refused) {
        private String what() {
            return version == null ? topic : topic + " " + version;
        }
    }

    /** How many became records. */
    public long converted() {
        return entries.stream().filter(entry -> entry.refused() == null).count();
    }

    /** The report for people: a line a schema, its notes below it, and a summary. */
    public String text() {
        var text = new StringBuilder();
        for (Entry entry : entries) {
            text.append(entry.refused() != null ? "refused " : entry.exact() ? "exact   " : "changed ")
                    .append(entry.what());
            text.append(entry.refused() != null ? ": " + entry.refused() : " -> " + String.join(", ", entry.files()));
            entry.notes().forEach(note -> text.append("\n        ").append(note));
            text.append('\n');
        }
        long exact = entries.stream().filter(Entry::exact).count();
        return text + "%d of %d converted, %d of them exactly\n".formatted(converted(), entries.size(), exact);
    }

    /**
     * The report for programs: {@code {"converted", "exact", "refused", "schemas": [...]}}, each with topic, version, files, exact, notes
     * and, where it was refused, the reason.
     */
    public ObjectNode json() {
        ObjectNode report = JsonNodeFactory.instance.objectNode();
        report.put("converted", converted());
        report.put("exact", entries.stream().filter(Entry::exact).count());
        report.put("refused", entries.size() - converted());
        ArrayNode schemas = report.putArray("schemas");
        for (Entry entry : entries) {
            ObjectNode schema = schemas.addObject().put("topic", entry.topic());
            schema.put(
                    "version", entry.version() == null ? null : entry.version().toString());
            entry.files().forEach(schema.putArray("files")::add);
            schema.put("exact", entry.exact());
            ArrayNode notes = schema.putArray("notes");
            entry.notes()
                    .forEach(note -> notes.addObject()
                            .put("document", note.document())
                            .put("pointer", note.pointer())
                            .put("keyword", note.keyword())
                            .put("message", note.message()));
            if (entry.refused() != null) {
                schema.put("refused", entry.refused());
            }
        }
        return report;
    }
}
