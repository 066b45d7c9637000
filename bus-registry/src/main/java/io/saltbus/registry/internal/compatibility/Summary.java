package io.saltbus.registry.internal.compatibility;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What can be seen of a rule at a glance, to tell that no value keeps two of them: members of a union differ in type, in their values,
 * or in a property that each must have.
 *
 * @param mask types that values can have
 * @param values that values are among; null where that is not seen
 * @param tags properties that objects must have, by name
 */
record Summary(int mask, @Nullable Set<JsonNode> values, Map<String, Summary> tags) {
    private static final int MAX_DEPTH = 4;
    private static final Summary ANY = new Summary(JsonTypes.ANY, null, Map.of());

    /** Whether certainly no value is of both. */
    boolean excludes(Summary other) {
        int both = mask & other.mask;
        if (both == 0 || (values != null && other.values != null && Collections.disjoint(values, other.values))) {
            return true;
        }
        if (both != JsonTypes.OBJECT) {
            return false;
        }
        for (Map.Entry<String, Summary> tag : tags.entrySet()) {
            Summary opposite = other.tags.get(tag.getKey());
            if (opposite != null && tag.getValue().excludes(opposite)) {
                return true;
            }
        }
        return false;
    }

    /** The summary of one rule. */
    static Summary of(Form form) {
        return of(List.of(form), MAX_DEPTH);
    }

    /** The summary of rules that all hold. */
    static Summary of(Collection<Form> forms) {
        return of(forms, MAX_DEPTH);
    }

    private static Summary of(Collection<Form> forms, int depth) {
        if (depth == 0) {
            return ANY;
        }
        int mask = JsonTypes.ANY;
        Set<JsonNode> values = null;
        var required = new HashSet<String>();
        var properties = new HashMap<String, List<Form>>();
        for (Form form : flat(forms)) {
            Rule rule = form.rule();
            if (rule instanceof Rule.Types types) {
                mask &= types.mask();
            } else if (rule instanceof Rule.Values of) {
                values = values == null ? of.values() : common(values, of.values());
                mask &= of.values().stream().mapToInt(JsonTypes::of).reduce(0, (left, right) -> left | right);
            } else if (rule instanceof Rule.Required of) {
                required.add(of.name());
            } else if (rule instanceof Rule.Properties of && of.selector() instanceof Selector.Named named) {
                properties
                        .computeIfAbsent(named.name(), name -> new ArrayList<>())
                        .add(of.form());
            } else if (rule instanceof Rule.Some some) {
                mask &= some.forms().stream()
                        .mapToInt(member -> of(List.of(member), depth - 1).mask)
                        .reduce(0, (left, right) -> left | right);
            }
        }
        var tags = new HashMap<String, Summary>();
        properties.forEach((name, of) -> {
            if (required.contains(name)) {
                tags.put(name, of(of, depth - 1));
            }
        });
        return new Summary(mask, values, tags);
    }

    private static List<Form> flat(Collection<Form> forms) {
        var flat = new ArrayList<Form>();
        for (Form form : forms) {
            flat.addAll(form.rule() instanceof Rule.All all ? all.forms() : List.of(form));
        }
        return flat;
    }

    private static Set<JsonNode> common(Set<JsonNode> left, Set<JsonNode> right) {
        var common = new HashSet<>(left);
        common.retainAll(right);
        return common;
    }
}
