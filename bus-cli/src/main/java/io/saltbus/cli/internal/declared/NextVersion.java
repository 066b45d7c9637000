package io.saltbus.cli.internal.declared;

import io.saltbus.core.event.Version;
import io.saltbus.core.schema.SchemaDeclaration;
import io.saltbus.registry.compatibility.Compatibility;
import io.saltbus.registry.compatibility.CompatibilityMode;
import io.saltbus.registry.compatibility.CompatibilityReport;
import io.saltbus.registry.compatibility.Difference;
import io.saltbus.registry.store.StoredSchema;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Collectors;

/** Whether a version may be added to a topic. */
final class NextVersion {
    private NextVersion() {}

    /**
     * Why it may not; empty where it may.
     *
     * @param versions those that the topic has
     */
    static String refusal(SchemaDeclaration event, List<StoredSchema> versions, CompatibilityMode mode) {
        Version version = event.version();
        return versions.stream()
                .filter(stored -> stored.version().major() == version.major())
                .filter(stored -> stored.version().compareTo(version) < 0)
                .max(Comparator.comparing(StoredSchema::version))
                .map(before -> refusal(before, event, mode))
                .orElse("");
    }

    private static String refusal(StoredSchema before, SchemaDeclaration event, CompatibilityMode mode) {
        CompatibilityReport report =
                Compatibility.check(before.documents().payload(), event.schema().document(), mode);
        if (report.compatible()) {
            return "";
        }
        String why = report.differences().stream()
                .filter(difference -> difference.breaking(mode))
                .map(NextVersion::text)
                .collect(Collectors.joining("; "));
        return "it is not " + mode + " compatible with " + before.version()
                + (why.isEmpty() ? ", or that cannot be proven" : ": " + why) + ". Publish it as a new major version";
    }

    private static String text(Difference difference) {
        return (difference.pointer().isEmpty() ? "the root" : difference.pointer()) + " (" + difference.kind() + ") "
                + difference.message();
    }
}
