package io.saltbus.registry.store;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.saltbus.core.failure.ConfigurationException;
import io.saltbus.core.schema.EventSchemas;
import io.saltbus.core.schema.Registration;
import io.saltbus.core.schema.Registration.Status;
import io.saltbus.core.schema.Schema;
import io.saltbus.core.schema.SchemaDeclaration;
import io.saltbus.registry.compatibility.CompatibilityMode;
import io.saltbus.registry.compatibility.Evolution;
import io.saltbus.registry.compatibility.EvolutionReport;
import io.saltbus.registry.compatibility.Revision;
import io.saltbus.registry.store.StoredSchema.Documents;
import java.util.Collection;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * How a declared schema is answered, given what its topic has: the rule of every store, for those who write one, and for tools that ask before
 * they register.
 *
 * <p>Safe for use from any thread. Comparing schemas takes milliseconds: not for an event loop.
 */
public final class Admission {
    private Admission() {}

    /**
     * Decides.
     *
     * @param topic every stored version of the topic
     * @param declared what a service declares
     * @param mode what minor versions of the topic keep
     */
    public static Registration decide(
            Collection<StoredSchema> topic, SchemaDeclaration declared, CompatibilityMode mode) {
        Optional<StoredSchema> present = topic.stream()
                .filter(stored -> stored.version().equals(declared.version()))
                .findFirst();
        if (present.isPresent()) {
            String conflict = conflict(present.get(), declared.schemas());
            return answer(declared, conflict.isEmpty() ? Status.IDENTICAL : Status.CONFLICT, conflict);
        }
        EvolutionReport report = Evolution.check(
                topic.stream().map(Admission::revision).toList(),
                Revision.of(declared.version(), declared.schemas()),
                mode);
        return answer(declared, report.allowed() ? Status.REGISTERED : Status.INCOMPATIBLE, report.explanation());
    }

    private static Revision revision(StoredSchema stored) {
        Documents documents = stored.documents();
        return new Revision(stored.version(), documents.payload(), documents.reply(), documents.error());
    }

    private static Registration answer(SchemaDeclaration declared, Status status, String detail) {
        return new Registration(declared.topic(), declared.version(), status, detail);
    }

    private static String conflict(StoredSchema present, EventSchemas declared) {
        Documents documents = present.documents();
        if (sameText(documents.payload(), declared.payload())
                && sameText(documents.reply(), declared.reply())
                && sameText(documents.error(), declared.error())) {
            return ""; // as nearly always: nothing needs compiling
        }
        String there = "service " + present.publisher() + " registered another schema";
        try {
            Schema reply = documents.reply() == null ? null : Schema.of(documents.reply());
            Schema error = documents.error() == null ? null : Schema.of(documents.error());
            return new EventSchemas(Schema.of(documents.payload()), reply, error)
                    .firstDifference(declared)
                    .map(place -> there + "; they differ first at " + (place.isEmpty() ? "the root" : place)
                            + ". Publish yours as a new version, or make them the same")
                    .orElse("");
        } catch (ConfigurationException unreadable) {
            return there + ", which cannot be read here (" + unreadable.getMessage()
                    + "). Publish yours as a new version";
        }
    }

    private static boolean sameText(@Nullable ObjectNode stored, @Nullable Schema declared) {
        return stored == null || declared == null || stored.equals(declared.document());
    }
}
