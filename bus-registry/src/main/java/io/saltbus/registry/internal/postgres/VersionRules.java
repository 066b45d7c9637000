package io.saltbus.registry.internal.postgres;

import io.saltbus.core.event.Version;
import io.saltbus.core.failure.ConfigurationException;
import io.saltbus.core.schema.EventSchemas;
import io.saltbus.core.schema.Registration;
import io.saltbus.core.schema.Schema;
import io.saltbus.core.schema.SchemaDeclaration;
import io.saltbus.registry.compatibility.CompatibilityMode;
import io.saltbus.registry.store.StoredSchema;
import java.util.Optional;
import java.util.SortedMap;
import org.jspecify.annotations.Nullable;

/** What may be stored for a topic. The seam where the rules of evolution are put in. */
interface VersionRules {
    /**
     * Judges one declaration.
     *
     * @param declared what a service wants to store
     * @param stored every version of its topic whose document can be read, oldest first
     * @param mode what minor versions of the topic must keep
     */
    Registration judge(
            SchemaDeclaration declared, SortedMap<Version, StoredSchema> stored, CompatibilityMode mode);

    /** Knows that one version has one meaning, and no rule between versions. */
    static Registration oneMeaning(
            SchemaDeclaration declared, SortedMap<Version, StoredSchema> stored, CompatibilityMode mode) {
        StoredSchema present = stored.get(declared.version());
        if (present == null) {
            return answer(declared, Registration.Status.REGISTERED, "");
        }
        String why = difference(declared, present);
        return why == null
                ? answer(declared, Registration.Status.IDENTICAL, "")
                : answer(declared, Registration.Status.CONFLICT, why);
    }

    /** An answer to a declaration. */
    static Registration answer(SchemaDeclaration declared, Registration.Status status, String detail) {
        return new Registration(declared.topic(), declared.version(), status, detail);
    }

    private static @Nullable String difference(SchemaDeclaration declared, StoredSchema present) {
        StoredSchema.Documents documents = present.documents();
        if (declared.schemas().reply() == null
                && declared.schemas().error() == null
                && documents.payload().equals(declared.schema().document())) {
            return null;
        }
        EventSchemas schemas;
        try {
            schemas = new EventSchemas(
                    Schema.of(documents.payload()),
                    documents.reply() == null ? null : Schema.of(documents.reply()),
                    documents.error() == null ? null : Schema.of(documents.error()));
        } catch (ConfigurationException unusable) {
            return "service " + present.publisher() + " registered a schema that cannot be used: "
                    + unusable.getMessage() + ". Correct it there, or publish yours as a new version";
        }
        Optional<String> place = schemas.firstDifference(declared.schemas());
        return place.map(at -> "service " + present.publisher() + " registered another schema on "
                        + present.record().createdAt() + "; they differ first at "
                        + (at.isEmpty() ? "the root" : at)
                        + ". Publish yours as a new version, or make them the same")
                .orElse(null);
    }
}
