package io.saltbus.registry.internal.compatibility;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/**
 * Writes {@code unevaluatedProperties} and {@code unevaluatedItems} out: for each way in which the schemas beside them can hold, as the
 * {@code additionalProperties} or {@code items} that then remain.
 */
final class Evaluated {
    private static final int MAX_WAYS = 64;

    private final SchemaReader reader;

    Evaluated(SchemaReader reader) {
        this.reader = reader;
    }

    /**
     * What is looked at where some schemas hold.
     *
     * @param when what holds, or does not
     * @param names of properties
     * @param regexes of properties
     * @param allProperties whether all properties are
     * @param items how many items from the first
     * @param allItems whether all items are
     */
    private record Way(
            List<Form> when,
            Set<String> names,
            Set<String> regexes,
            boolean allProperties,
            int items,
            boolean allItems) {
        static final Way NOTHING = new Way(List.of(), Set.of(), Set.of(), false, 0, false);

        Way and(Way other) {
            var all = new ArrayList<>(when);
            all.addAll(other.when);
            return new Way(
                    all,
                    joined(names, other.names),
                    joined(regexes, other.regexes),
                    allProperties || other.allProperties,
                    Math.max(items, other.items),
                    allItems || other.allItems);
        }

        Way when(Form form) {
            var all = new ArrayList<>(when);
            all.add(form);
            return new Way(all, names, regexes, allProperties, items, allItems);
        }

        boolean looksAtNothing() {
            return names.isEmpty() && regexes.isEmpty() && !allProperties && items == 0 && !allItems;
        }

        private static Set<String> joined(Set<String> left, Set<String> right) {
            var joined = new HashSet<>(left);
            joined.addAll(right);
            return joined;
        }
    }

    /** Which items are looked at depends on their values, or there are too many ways. */
    private static final class Unclear extends RuntimeException {
        private static final long serialVersionUID = 1L;

        Unclear() {
            super("unclear", null, false, false);
        }
    }

    void add(JsonNode schema, List<Form> parts) {
        for (String keyword : List.of("unevaluatedProperties", "unevaluatedItems")) {
            JsonNode rest = schema.path(keyword);
            if (!rest.isMissingNode()) {
                parts.add(form(schema, reader.read(rest), keyword.equals("unevaluatedItems"), parts));
            }
        }
    }

    private Form form(JsonNode schema, Form rest, boolean items, List<Form> beside) {
        Forms forms = reader.forms();
        try {
            var ways = new ArrayList<Form>();
            for (Way way : ways(schema, items, new ArrayList<>())) {
                var all = new ArrayList<>(way.when);
                if (items && !way.allItems) {
                    all.add(forms.keep(new Rule.Items(way.items, Integer.MAX_VALUE, rest)));
                } else if (!items && !way.allProperties) {
                    all.add(forms.keep(new Rule.Properties(
                            new Selector.Others(new TreeSet<>(way.names), new TreeSet<>(way.regexes)), rest)));
                }
                ways.add(forms.all(all));
            }
            return forms.some(ways);
        } catch (Unclear unclear) {
            return forms.keep(new Rule.Opaque((items ? "items " : "properties ") + rest.id() + " " + beside));
        }
    }

    private List<Way> ways(JsonNode schema, boolean items, List<JsonNode> within) {
        if (!schema.isObject()) {
            return List.of(Way.NOTHING);
        }
        if (within.contains(schema) || within.size() > MAX_WAYS) {
            throw new Unclear();
        }
        within.add(schema);
        List<Way> ways = List.of(own(schema, items, within.size() > 1));
        if (schema.has("$ref")) {
            JsonNode target = reader.target(schema, schema.path("$ref").asText());
            if (target == null) {
                throw new Unclear();
            }
            ways = crossed(ways, ways(target, items, within));
        }
        if (!reader.isReferenceAlone(schema)) {
            ways = combined(schema, items, within, ways);
        }
        within.remove(within.size() - 1);
        return ways;
    }

    private List<Way> combined(JsonNode schema, boolean items, List<JsonNode> within, List<Way> before) {
        List<Way> ways = before;
        for (JsonNode part : schema.path("allOf")) {
            ways = crossed(ways, ways(part, items, within));
        }
        for (JsonNode part : schema.path("anyOf")) {
            ways = crossed(ways, perhaps(part, reader.read(part), items, within));
        }
        var one = new ArrayList<Way>();
        for (JsonNode part : schema.path("oneOf")) {
            Form holds = reader.read(part);
            ways(part, items, within).forEach(way -> one.add(way.when(holds)));
        }
        if (one.stream().anyMatch(way -> !way.looksAtNothing())) {
            ways = crossed(ways, one);
        }
        for (Map.Entry<String, JsonNode> part : schema.path("dependentSchemas").properties()) {
            Form asked = reader.forms().keep(new Rule.Required(part.getKey()));
            ways = crossed(ways, perhaps(part.getValue(), asked, items, within));
        }
        if (schema.has("if")) {
            ways = crossed(ways, conditional(schema, items, within));
        }
        return ways;
    }

    private List<Way> conditional(JsonNode schema, boolean items, List<JsonNode> within) {
        Form condition = reader.read(schema.path("if"));
        List<Way> holds = crossed(ways(schema.path("if"), items, within), ways(schema.path("then"), items, within));
        var all = new ArrayList<Way>();
        holds.forEach(way -> all.add(way.when(condition)));
        ways(schema.path("else"), items, within)
                .forEach(way -> all.add(way.when(reader.forms().not(condition))));
        return all;
    }

    private List<Way> perhaps(JsonNode part, Form holds, boolean items, List<JsonNode> within) {
        var ways = new ArrayList<Way>();
        ways(part, items, within).forEach(way -> ways.add(way.when(holds)));
        if (ways.stream().allMatch(Way::looksAtNothing)) {
            return List.of(Way.NOTHING);
        }
        ways.add(Way.NOTHING.when(reader.forms().not(holds)));
        return ways;
    }

    private static Way own(JsonNode schema, boolean items, boolean inner) {
        if (items && schema.has("contains")) {
            throw new Unclear();
        }
        var names = new HashSet<String>();
        schema.path("properties").fieldNames().forEachRemaining(names::add);
        var regexes = new HashSet<String>();
        schema.path("patternProperties").fieldNames().forEachRemaining(regexes::add);
        return new Way(
                List.of(),
                names,
                regexes,
                schema.has("additionalProperties") || (inner && schema.has("unevaluatedProperties")),
                ArrayKeywords.tuple(schema).size(),
                !ArrayKeywords.others(schema).isMissingNode() || (inner && schema.has("unevaluatedItems")));
    }

    private static List<Way> crossed(List<Way> left, List<Way> right) {
        if (left.size() * right.size() > MAX_WAYS) {
            throw new Unclear();
        }
        var crossed = new ArrayList<Way>();
        left.forEach(one -> right.forEach(other -> crossed.add(one.and(other))));
        return crossed;
    }
}
