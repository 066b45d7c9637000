package io.saltbus.registry;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.saltbus.core.schema.Schema;
import io.saltbus.core.schema.Violation;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * What recorded payloads say about a proposed schema. It holds no value of any of them.
 *
 * @param checked how many payloads were looked at
 * @param invalid how many of them the schema would refuse
 * @param findings why, the most frequent first; at most {@value #KINDS}, what comes on top is in {@code invalid} only
 */
public record Evidence(long checked, long invalid, List<Finding> findings) {
    /** How many kinds of findings are told apart. */
    public static final int KINDS = 100;

    private static final Pattern INDEX = Pattern.compile("/\\d+(?=/|$)");

    /** Keeps its own copy of the list. */
    public Evidence {
        findings = List.copyOf(findings);
    }

    /**
     * A recorded payload.
     *
     * @param id what a person finds it by, such as the message's id
     * @param payload not changed
     */
    public record Sample(String id, JsonNode payload) {}

    /**
     * One way in which payloads break the schema.
     *
     * @param pointer where, as a JSON pointer in which {@code *} stands for any index
     * @param message what the schema asks for there
     * @param payloads how many payloads break it there
     * @param firstId the first of them
     */
    public record Finding(String pointer, String message, long payloads, String firstId) {}

    private record Kind(String pointer, String message) {}

    private static final class Count {
        private final String firstId;
        private long payloads;

        Count(String firstId) {
            this.firstId = firstId;
        }
    }

    /** Whether every payload would pass. */
    public boolean clean() {
        return invalid == 0;
    }

    /**
     * Checks payloads as a handler's delivery would be: the schema's defaults are filled in first. Blocks while the samples come; not for an
     * event loop.
     *
     * @param proposed the schema
     * @param samples read once, one after the other; what they throw comes through
     */
    public static Evidence of(Schema proposed, Iterable<Sample> samples) {
        Map<Kind, Count> kinds = new LinkedHashMap<>();
        long checked = 0;
        long invalid = 0;
        for (Sample sample : samples) {
            checked++;
            List<Violation> violations = proposed.validate(withDefaults(proposed, sample.payload()));
            if (!violations.isEmpty()) {
                invalid++;
                violations.stream().map(Evidence::kind).distinct().forEach(kind -> count(kinds, kind, sample.id()));
            }
        }
        return new Evidence(checked, invalid, sorted(kinds));
    }

    private static JsonNode withDefaults(Schema proposed, JsonNode payload) {
        if (!(payload instanceof ObjectNode object)) {
            return payload;
        }
        ObjectNode filled = object.deepCopy();
        proposed.applyDefaults(filled);
        return filled;
    }

    private static Kind kind(Violation violation) {
        return new Kind(INDEX.matcher(violation.pointer()).replaceAll("/*"), violation.message());
    }

    private static void count(Map<Kind, Count> kinds, Kind kind, String id) {
        Count count = kinds.get(kind);
        if (count == null && kinds.size() < KINDS) {
            count = new Count(id);
            kinds.put(kind, count);
        }
        if (count != null) {
            count.payloads++;
        }
    }

    private static List<Finding> sorted(Map<Kind, Count> kinds) {
        var findings = new ArrayList<Finding>();
        kinds.forEach((kind, count) ->
                findings.add(new Finding(kind.pointer(), kind.message(), count.payloads, count.firstId)));
        findings.sort(Comparator.comparingLong(Finding::payloads).reversed());
        return findings;
    }
}
