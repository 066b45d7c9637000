package io.saltbus.registry.internal.postgres;

import io.saltbus.core.event.Version;
import io.saltbus.core.schema.Registration;
import io.saltbus.core.schema.Schema;
import io.saltbus.core.schema.SchemaDeclaration;
import io.saltbus.core.schema.SchemaStatus;
import io.saltbus.registry.compatibility.CompatibilityMode;
import io.saltbus.registry.store.Admission;
import io.saltbus.registry.store.StoredSchema;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * What is to be done about declarations, given what is stored.
 *
 * @param answers one a declaration, in their order
 * @param inserts those that are new
 * @param additions what identical ones know and the row does not
 * @param publishes topics and services of those that are stored now, or were: who declares one publishes it
 */
record Plan(
        List<Registration> answers,
        List<SchemaDeclaration> inserts,
        List<Addition> additions,
        Set<List<String>> publishes) {
    /**
     * A row that gets what it lacks.
     *
     * @param id its key
     * @param declared who knows it
     */
    record Addition(int id, SchemaDeclaration declared) {}

    /** Whether rows of schemas must be written. */
    boolean writes() {
        return !inserts.isEmpty() || !additions.isEmpty();
    }

    /** Takes its time: schemas are compiled and compared. */
    static Plan of(List<SchemaDeclaration> declarations, Stored stored, Instant now) {
        var topics = new HashMap<String, TreeMap<Version, StoredSchema>>();
        stored.rows().forEach((topic, rows) -> {
            var readable = new TreeMap<Version, StoredSchema>();
            rows.forEach((version, row) -> {
                if (row.schema() != null) {
                    readable.put(version, row.schema());
                }
            });
            topics.put(topic, readable);
        });
        var answers = new Registration[declarations.size()];
        var plan = new Plan(new ArrayList<>(), new ArrayList<>(), new ArrayList<>(), new LinkedHashSet<>());
        // in the order of versions: a newer one of the same call is held against the older
        int[] order = IntStream.range(0, declarations.size())
                .boxed()
                .sorted(Comparator.comparing(at -> declarations.get(at).version()))
                .mapToInt(Integer::intValue)
                .toArray();
        for (int at : order) {
            SchemaDeclaration declared = declarations.get(at);
            TreeMap<Version, StoredSchema> versions =
                    topics.computeIfAbsent(declared.topic(), unknown -> new TreeMap<>());
            Found present = stored.row(declared);
            answers[at] = present != null && present.schema() == null
                    ? unreadable(declared)
                    : Admission.decide(versions.values(), declared, stored.mode(declared.topic()));
            Registration.Status status = answers[at].status();
            if (status == Registration.Status.REGISTERED || status == Registration.Status.IDENTICAL) {
                plan.publishes.add(List.of(declared.topic(), declared.publisher()));
            }
            if (status == Registration.Status.REGISTERED) {
                plan.inserts.add(declared);
                versions.put(declared.version(), stored(declared, now));
            } else if (status == Registration.Status.IDENTICAL && present != null && lacks(present, declared)) {
                plan.additions.add(new Addition(present.id(), declared));
            }
        }
        plan.answers.addAll(List.of(answers));
        return plan;
    }

    private static Registration unreadable(SchemaDeclaration declared) {
        return new Registration(
                declared.topic(),
                declared.version(),
                Registration.Status.CONFLICT,
                "what the registry holds for it is no JSON Schema (no JSON object). Correct that row, or publish yours"
                        + " as a new version");
    }

    private static boolean lacks(Found row, SchemaDeclaration declared) {
        if (row.schema() == null) {
            return false;
        }
        StoredSchema.Documents documents = row.schema().documents();
        return !row.complete()
                || (declared.schemas().reply() != null && documents.reply() == null)
                || (declared.schemas().error() != null && documents.error() == null);
    }

    private static StoredSchema stored(SchemaDeclaration declared, Instant now) {
        Schema reply = declared.schemas().reply();
        Schema error = declared.schemas().error();
        return new StoredSchema(
                declared.topic(),
                declared.version(),
                declared.mode(),
                new StoredSchema.Documents(
                        declared.schema().document(),
                        reply == null ? null : reply.document(),
                        error == null ? null : error.document()),
                declared.publisher(),
                new StoredSchema.Entry(null, null, now, null, SchemaStatus.ACTIVE, null, null));
    }

    /**
     * What the tables say about the topics of some declarations.
     *
     * @param rows by topic and version
     * @param modes of topics that have one of their own
     * @param publishers rows of the declaring services, by topic and service: the service's version, or an empty text
     */
    record Stored(
            Map<String, Map<Version, Found>> rows,
            Map<String, CompatibilityMode> modes,
            Map<List<String>, String> publishers) {
        @Nullable
        Found row(SchemaDeclaration declared) {
            Map<Version, Found> versions = rows.get(declared.topic());
            return versions == null ? null : versions.get(declared.version());
        }

        CompatibilityMode mode(String topic) {
            return modes.getOrDefault(topic, CompatibilityMode.BACKWARD);
        }
    }
}
