package io.saltbus.registry.internal.compatibility;

import com.fasterxml.jackson.databind.JsonNode;
import io.saltbus.registry.internal.compatibility.Rule.Measure;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;

/** Reads the keywords about objects. */
final class ObjectKeywords {
    private final SchemaReader reader;

    ObjectKeywords(SchemaReader reader) {
        this.reader = reader;
    }

    void add(JsonNode schema, List<Form> parts) {
        Forms forms = reader.forms();
        // a property that is declared as anything is declared all the same, so these are kept even where they forbid
        // nothing
        for (Map.Entry<String, JsonNode> property : members(schema, "properties")) {
            parts.add(forms.keep(
                    new Rule.Properties(new Selector.Named(property.getKey()), reader.read(property.getValue()))));
        }
        for (Map.Entry<String, JsonNode> property : members(schema, "patternProperties")) {
            TextPattern.of(property.getKey());
            parts.add(forms.keep(
                    new Rule.Properties(new Selector.Matching(property.getKey()), reader.read(property.getValue()))));
        }
        if (schema.has("additionalProperties")) {
            parts.add(
                    forms.keep(new Rule.Properties(others(schema), reader.read(schema.path("additionalProperties")))));
        }
        names(schema.path("required"), "required")
                .forEach(name -> parts.add(forms.keep(new Rule.Required(name.asText()))));
        reader.bounds(schema, Measure.PROPERTIES, "minProperties", "maxProperties", parts);
        if (schema.has("propertyNames")) {
            parts.add(forms.keep(new Rule.Names(reader.read(schema.path("propertyNames")))));
        }
        for (String keyword : List.of("dependentRequired", "dependentSchemas", "dependencies")) {
            members(schema, keyword).forEach(entry -> dependent(entry.getKey(), entry.getValue(), keyword, parts));
        }
    }

    static Selector others(JsonNode schema) {
        var names = new TreeSet<String>();
        schema.path("properties").fieldNames().forEachRemaining(names::add);
        var regexes = new TreeSet<String>();
        schema.path("patternProperties").fieldNames().forEachRemaining(regexes::add);
        return new Selector.Others(names, regexes);
    }

    private void dependent(String name, JsonNode asked, String keyword, List<Form> parts) {
        Forms forms = reader.forms();
        Form absent = forms.not(forms.keep(new Rule.Required(name)));
        Form then = asked.isArray()
                ? forms.all(names(asked, keyword).stream()
                        .map(other -> forms.keep(new Rule.Required(other.asText())))
                        .toList())
                : reader.read(asked);
        parts.add(forms.some(List.of(forms.not(forms.types(JsonTypes.OBJECT)), absent, then)));
    }

    private List<JsonNode> names(JsonNode names, String keyword) {
        if (names.isMissingNode()) {
            return List.of();
        }
        if (!names.isArray() || names.valueStream().anyMatch(name -> !name.isTextual())) {
            throw reader.refused(
                    "has a " + keyword + " of " + SchemaReader.shortened(names) + ", which is no array of names");
        }
        return names.valueStream().toList();
    }

    private Iterable<Map.Entry<String, JsonNode>> members(JsonNode schema, String keyword) {
        JsonNode members = schema.path(keyword);
        if (!members.isMissingNode() && !members.isObject()) {
            throw reader.refused("has " + keyword + " of " + SchemaReader.shortened(members) + ", which is no object");
        }
        return members.properties();
    }
}
