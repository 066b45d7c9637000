package io.saltbus.registry.compatibility;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.saltbus.core.event.Version;
import io.saltbus.core.failure.ConfigurationException;
import io.saltbus.core.schema.Schema;
import io.saltbus.registry.compatibility.CompatibilityReport.Verdict;
import io.saltbus.registry.compatibility.EvolutionReport.Comparison;
import io.saltbus.registry.compatibility.EvolutionReport.Part;
import io.saltbus.registry.compatibility.EvolutionReport.Rule;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.NavigableMap;
import java.util.TreeMap;

/**
 * Whether a version may be added to a topic.
 *
 * <ul>
 *   <li>A new <b>major</b> version may be anything.
 *   <li>A new <b>minor</b> version ({@code v1.2} to {@code v1.3}, {@code v1} to {@code v1.1}) keeps the topic's {@link CompatibilityMode}
 *       towards the version before it of the same major; with a transitive mode, towards all of the same major. One that is put between two
 *       versions is also what the next one has to keep. What cannot be proven is refused. {@link CompatibilityMode#NONE} asks for nothing.
 *   <li>A new <b>patch</b> ({@code v1.2.3} to {@code v1.2.4}, {@code v1.2} to {@code v1.2.1}) means the same: only remarks differ. That holds
 *       in every mode.
 * </ul>
 *
 * <p>A number that a version does not have counts as 0. Ended versions count too: what was written by them may lie in a queue or a log.
 *
 * <p><b>Requests.</b> A request is written by callers and read by responders, as an event is by publishers and handlers. Its reply and its
 * error go the other way: responders write them, and callers read them. Under {@code BACKWARD}, which lets the readers of a topic (the
 * responders) move first, a new responder must understand old callers, and old callers must understand what the new responder answers. So the
 * request is compared under the topic's mode, and reply and error under its mirror image: {@code FORWARD} for {@code BACKWARD}, and the other
 * way round. A reply or an error that only one of two versions knows is not compared.
 *
 * <p>Safe for use from any thread. Comparing takes milliseconds for large schemas: not for an event loop.
 */
public final class Evolution {
    private Evolution() {}

    /**
     * Compares a version with those that are there.
     *
     * @param existing the versions of the topic, in any order; one with the proposed version's number is left out
     * @param proposed the version that shall be added; its documents are readable schemas
     * @param mode what minor versions of the topic keep
     * @return what was compared, and what it comes to
     */
    public static EvolutionReport check(Collection<Revision> existing, Revision proposed, CompatibilityMode mode) {
        NavigableMap<Version, Revision> family = new TreeMap<>();
        int lastMajor = proposed.version().major();
        for (Revision revision : existing) {
            lastMajor = Math.max(lastMajor, revision.version().major());
            if (revision.version().major() == proposed.version().major()
                    && !revision.version().equals(proposed.version())) {
                family.put(revision.version(), revision);
            }
        }
        var comparisons = new ArrayList<Comparison>();
        for (Revision other : toCompare(family, proposed.version(), mode)) {
            if (other.version().compareTo(proposed.version()) < 0) {
                compare(other, proposed, mode, comparisons);
            } else {
                compare(proposed, other, mode, comparisons);
            }
        }
        return new EvolutionReport(
                proposed.version(), mode, new Version(lastMajor + 1, Version.ABSENT, Version.ABSENT), comparisons);
    }

    /** A patch means the same as its neighbour, so that what holds for the neighbour towards all others holds for it. */
    private static Collection<Revision> toCompare(
            NavigableMap<Version, Revision> family, Version proposed, CompatibilityMode mode) {
        List<Revision> neighbours = new ArrayList<>();
        var before = family.lowerEntry(proposed);
        if (before != null) {
            neighbours.add(before.getValue());
        }
        var after = family.higherEntry(proposed);
        if (after != null) {
            neighbours.add(after.getValue());
        }
        boolean patch = neighbours.stream().anyMatch(neighbour -> isPatch(neighbour.version(), proposed));
        return mode.transitive() && !patch ? family.values() : neighbours;
    }

    private static boolean isPatch(Version one, Version other) {
        return Math.max(0, one.minor()) == Math.max(0, other.minor());
    }

    private static void compare(Revision older, Revision newer, CompatibilityMode mode, List<Comparison> comparisons) {
        for (Part part : Part.values()) {
            ObjectNode before = part.of(older);
            ObjectNode after = part.of(newer);
            if (before == null || after == null) {
                continue;
            }
            if (isPatch(older.version(), newer.version())) {
                comparisons.add(new Comparison(
                        older.version(),
                        newer.version(),
                        part,
                        Rule.SAME,
                        CompatibilityMode.FULL,
                        same(before, after)));
            } else if (mode != CompatibilityMode.NONE) {
                CompatibilityMode kept = part == Part.PAYLOAD ? mode : mirrored(mode);
                comparisons.add(new Comparison(
                        older.version(),
                        newer.version(),
                        part,
                        Rule.COMPATIBLE,
                        kept,
                        compatible(before, after, kept)));
            }
        }
    }

    private static CompatibilityReport compatible(ObjectNode before, ObjectNode after, CompatibilityMode kept) {
        try {
            return Compatibility.check(before, after, kept);
        } catch (ConfigurationException unreadable) {
            return cannotProve(unreadable);
        }
    }

    private static CompatibilityReport same(ObjectNode before, ObjectNode after) {
        if (before.equals(after)) {
            return new CompatibilityReport(Verdict.COMPATIBLE, List.of());
        }
        try {
            return Schema.of(before)
                    .firstDifference(Schema.of(after))
                    .map(pointer -> new CompatibilityReport(
                            Verdict.INCOMPATIBLE,
                            List.of(new Difference(
                                    pointer,
                                    "MEANING_CHANGED",
                                    Difference.Breaks.BOTH,
                                    "the meaning changes here; a patch may change remarks only"))))
                    .orElseGet(() -> new CompatibilityReport(Verdict.COMPATIBLE, List.of()));
        } catch (ConfigurationException unreadable) {
            return cannotProve(unreadable);
        }
    }

    private static CompatibilityReport cannotProve(ConfigurationException unreadable) {
        return new CompatibilityReport(
                Verdict.CANNOT_PROVE,
                List.of(new Difference(
                        "", "CANNOT_PROVE", Difference.Breaks.BOTH, String.valueOf(unreadable.getMessage()))));
    }

    private static CompatibilityMode mirrored(CompatibilityMode mode) {
        return switch (mode) {
            case BACKWARD -> CompatibilityMode.FORWARD;
            case FORWARD -> CompatibilityMode.BACKWARD;
            case BACKWARD_TRANSITIVE -> CompatibilityMode.FORWARD_TRANSITIVE;
            case FORWARD_TRANSITIVE -> CompatibilityMode.BACKWARD_TRANSITIVE;
            case NONE, FULL, FULL_TRANSITIVE -> mode;
        };
    }
}
