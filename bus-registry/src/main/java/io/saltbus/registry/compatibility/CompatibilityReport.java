package io.saltbus.registry.compatibility;

import java.util.List;

/**
 * Whether a schema may follow another under a mode, and why.
 *
 * @param verdict the answer
 * @param differences everything in which the two differ, breaking or not, in the order of the schema
 */
public record CompatibilityReport(Verdict verdict, List<Difference> differences) {
    /** The answer. */
    public enum Verdict {
        /** It is proven that nothing breaks. */
        COMPATIBLE,
        /** Something breaks. */
        INCOMPATIBLE,
        /** Nothing is known to break, but that nothing does cannot be proven. Treat it as incompatible unless a person knows better. */
        CANNOT_PROVE
    }

    /** Keeps its own copy of the list. */
    public CompatibilityReport {
        differences = List.copyOf(differences);
    }

    /** Whether it is proven that nothing breaks. */
    public boolean compatible() {
        return verdict == Verdict.COMPATIBLE;
    }
}
