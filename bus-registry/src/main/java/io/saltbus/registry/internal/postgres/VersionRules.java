package io.saltbus.registry.internal.postgres;

import io.saltbus.core.failure.ConfigurationException;
import io.saltbus.core.schema.EventSchemas;
import io.saltbus.core.schema.Registration;
import io.saltbus.core.schema.Schema;
import io.saltbus.core.schema.SchemaDeclaration;
import io.saltbus.registry.compatibility.CompatibilityMode;
import io.saltbus.registry.store.StoredSchema;
import java.util.Collection;
import java.util.Optional;

/** What may be stored for a topic. The seam where the rules of evolution are put in. */
@FunctionalInterface
interface VersionRules {
    /**
     * Judges one declaration.
     *
     * @param topic every stored version of its topic whose document can be read
     * @param declared what a service wants to store
     * @param mode what minor versions of the topic must keep
     */
    Registration decide(Collection<StoredSchema> topic, SchemaDeclaration declared, CompatibilityMode mode);

    /** Knows that one version has one meaning, and no rule between versions. */
    static Registration oneMeaning(Collection<StoredSchema> topic, SchemaDeclaration declared, CompatibilityMode mode) {
        String why = topic.stream()
                .filter(stored -> stored.version().equals(declared.version()))
                .findFirst()
                .map(present -> difference(declared, present))
                .orElse(null);
        if (why == null) {
            return answer(declared, Registration.Status.REGISTERED, "");
        }
        return why.isEmpty()
                ? answer(declared, Registration.Status.IDENTICAL, "")
                : answer(declared, Registration.Status.CONFLICT, why);
    }

    /** An answer to a declaration. */
    static Registration answer(SchemaDeclaration declared, Registration.Status status, String detail) {
        return new Registration(declared.topic(), declared.version(), status, detail);
    }

    private static String difference(SchemaDeclaration declared, StoredSchema present) {
        StoredSchema.Documents documents = present.documents();
        if (declared.schemas().reply() == null
                && declared.schemas().error() == null
                && documents.payload().equals(declared.schema().document())) {
            return "";
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
                .orElse("");
    }
}
