package io.saltbus.registry.compatibility;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.saltbus.core.event.Version;
import io.saltbus.registry.compatibility.CompatibilityReport.Verdict;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Whether a version may be added to a topic, and why not.
 *
 * @param proposed the version
 * @param mode what minor versions of the topic keep
 * @param nextMajor the version that what breaks can be published as
 * @param comparisons everything that was compared; empty where nothing had to be, as for a new major version
 */
public record EvolutionReport(
        Version proposed, CompatibilityMode mode, Version nextMajor, List<Comparison> comparisons) {
    /** How many differences a sentence names before it counts the rest. */
    private static final int NAMED = 5;

    /** Keeps its own copy of the list. */
    public EvolutionReport {
        comparisons = List.copyOf(comparisons);
    }

    /** Which schema of a version. */
    public enum Part {
        /** Of the event, or of the request. */
        PAYLOAD,
        /** Of a request's answers. */
        REPLY,
        /** Of a request's failures. */
        ERROR;

        @Nullable
        ObjectNode of(Revision revision) {
            return switch (this) {
                case PAYLOAD -> revision.payload();
                case REPLY -> revision.reply();
                case ERROR -> revision.error();
            };
        }
    }

    /** What the newer of two versions has to be. */
    public enum Rule {
        /** The same but for remarks: it is a patch. */
        SAME,
        /** Compatible: it is a minor version. */
        COMPATIBLE
    }

    /**
     * Two versions that were compared.
     *
     * @param older the one that comes first
     * @param newer the one that comes after it
     * @param part which of their schemas
     * @param rule what the newer one has to be
     * @param kept the mode that this part keeps: for replies and errors the mirror image of the topic's
     * @param report what came out
     */
    public record Comparison(
            Version older, Version newer, Part part, Rule rule, CompatibilityMode kept, CompatibilityReport report) {
        /** What speaks against it; empty where nothing does. */
        public List<Difference> breaking() {
            if (report.compatible()) {
                return List.of();
            }
            return report.differences().stream()
                    .filter(difference ->
                            difference.breaking(kept) || difference.kind().equals("CANNOT_PROVE"))
                    .toList();
        }

        private String explained() {
            List<Difference> breaking = breaking();
            String of = part == Part.PAYLOAD ? "" : "the " + part.name().toLowerCase(Locale.ROOT) + " of ";
            String what = rule == Rule.SAME
                    ? of + newer + " must mean the same as in " + older + ", as a patch does"
                    : of + newer + (report.verdict() == Verdict.CANNOT_PROVE ? " cannot be proven to be " : " is not ")
                            + words(kept) + " with " + older;
            String named = breaking.stream().limit(NAMED).map(Comparison::named).collect(Collectors.joining("; "));
            String rest = breaking.size() > NAMED ? "; and " + (breaking.size() - NAMED) + " more" : "";
            return what + (named.isEmpty() ? "" : ": " + named + rest);
        }

        private static String named(Difference difference) {
            return (difference.pointer().isEmpty() ? "at the root" : "at " + difference.pointer()) + " ("
                    + difference.kind() + ") " + difference.message();
        }

        private static String words(CompatibilityMode mode) {
            String direction = mode.backward() && mode.forward()
                    ? "backward and forward"
                    : mode.backward() ? "backward" : "forward";
            return direction + " compatible";
        }
    }

    /** The worst of the answers. */
    public Verdict verdict() {
        Verdict worst = Verdict.COMPATIBLE;
        for (Comparison comparison : comparisons) {
            Verdict verdict = comparison.report().verdict();
            if (verdict == Verdict.INCOMPATIBLE) {
                return verdict;
            }
            worst = verdict == Verdict.CANNOT_PROVE ? verdict : worst;
        }
        return worst;
    }

    /** Whether the version may be added. What cannot be proven may not. */
    public boolean allowed() {
        return verdict() == Verdict.COMPATIBLE;
    }

    /** The comparisons that speak against it. */
    public List<Comparison> refusals() {
        return comparisons.stream()
                .filter(comparison -> !comparison.report().compatible())
                .toList();
    }

    /**
     * Why it may not be added, for people: with which version it was compared, each difference that breaks something, and what to do. Empty
     * where it may.
     */
    public String explanation() {
        List<Comparison> refusals = refusals();
        if (refusals.isEmpty()) {
            return "";
        }
        String why = refusals.stream().map(Comparison::explained).collect(Collectors.joining(". "));
        boolean patches = refusals.stream().allMatch(comparison -> comparison.rule() == Rule.SAME);
        String cure = patches
                ? "Publish it as the next minor version if it is compatible, else as " + nextMajor
                : "Publish it as " + nextMajor;
        String known = verdict() == Verdict.CANNOT_PROVE && !patches
                ? ", or, if you know better, set the topic's compatibility to NONE"
                : "";
        return why + (why.endsWith(".") ? " " : ". ") + cure + known;
    }
}
