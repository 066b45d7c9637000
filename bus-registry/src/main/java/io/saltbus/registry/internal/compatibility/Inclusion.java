package io.saltbus.registry.internal.compatibility;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;

/**
 * Whether every payload that is written by one schema is valid under another.
 *
 * <p>A publisher writes what its schema declares. So a property that only the reader's schema declares is not in a payload, unless the
 * writer's schema says by {@code additionalProperties}, {@code patternProperties} or {@code unevaluatedProperties} that there may be
 * others. Other undeclared properties, which neither declares, may be there: a reader that forbids them is stricter.
 */
public final class Inclusion {
    private static final long STEPS = 40_000;

    private Inclusion() {}

    /** The answer: {@code PROVEN}, refuted by a payload, or unknown for a reason. */
    public sealed interface Answer {
        /** Every one is valid. */
        record Proven() implements Answer {}

        /** This one is written, and is not valid. */
        record Refuted(JsonNode payload) implements Answer {}

        /** Neither is known. */
        record Unknown(String reason) implements Answer {}
    }

    /**
     * Compares two schemas.
     *
     * @throws io.saltbus.core.failure.ConfigurationException where one is no schema, or too large
     */
    public static Answer of(JsonNode writer, String writerName, JsonNode reader, String readerName) {
        var forms = new Forms();
        Form written = SchemaReader.read(writer, forms, writerName);
        Form read = SchemaReader.read(reader, forms, readerName);
        return of(forms, written, read);
    }

    static Answer of(Forms forms, Form written, Form read) {
        return of(new Search(forms, new Budget(STEPS)), written, read);
    }

    static Answer of(Search search, Form written, Form read) {
        if (written.equals(read)) {
            return new Answer.Proven();
        }
        Outcome outcome = search.find(List.of(new Goal(written, true, true), new Goal(read, false, false)));
        if (outcome instanceof Outcome.Found found) {
            return new Answer.Refuted(found.value());
        }
        return outcome instanceof Outcome.Unknown unknown ? new Answer.Unknown(unknown.reason()) : new Answer.Proven();
    }
}
