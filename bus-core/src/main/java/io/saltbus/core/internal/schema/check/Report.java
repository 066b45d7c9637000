package io.saltbus.core.internal.schema.check;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** Gathers what is wrong with one payload, and knows where in it the checks are. For one thread. */
public final class Report {
    private final List<String> path = new ArrayList<>();
    // two ways through a schema can find the same fault: it is told once
    private final Set<Finding> findings = new LinkedHashSet<>();

    /** Goes down to a property or an item. */
    public void enter(String segment) {
        path.add(segment);
    }

    /** Comes back up. */
    public void leave() {
        path.remove(path.size() - 1);
    }

    /**
     * Adds a violation at the present place.
     *
     * @param keyword what is broken
     * @param limit the keyword's value in the schema
     * @param value the offending value, of which only the type is told
     */
    public void add(String keyword, JsonNode limit, JsonNode value) {
        add(path, keyword, limit, value);
    }

    /** The same at another place. */
    public void add(List<String> place, String keyword, JsonNode limit, JsonNode value) {
        findings.add(
                new Finding(place, keyword, Wording.limit(keyword, limit), Wording.message(keyword, limit, value)));
    }

    /** All that was found, in the order of the schema. */
    public List<Finding> findings() {
        return List.copyOf(findings);
    }
}
