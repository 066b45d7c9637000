package io.saltbus.registry.internal.compatibility;

import com.fasterxml.jackson.databind.JsonNode;
import io.saltbus.core.failure.ConfigurationException;
import io.saltbus.registry.internal.compatibility.Rule.Measure;
import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Reads a document of any draft into rules: what is spelled differently but means the same becomes the same. */
final class SchemaReader {
    private final Forms forms;
    private final Draft draft;
    private final String which;
    private final Sources sources;
    private final IdentityHashMap<JsonNode, Form> read = new IdentityHashMap<>();
    private final IdentityHashMap<JsonNode, String> open = new IdentityHashMap<>();
    private final ObjectKeywords objects = new ObjectKeywords(this);
    private final Evaluated evaluated = new Evaluated(this);

    /**
     * Gets ready to read a document.
     *
     * @param which how messages call it
     * @throws ConfigurationException where it is too large, or of no known draft
     */
    SchemaReader(Forms forms, JsonNode document, String which) {
        this.forms = forms;
        this.which = which;
        this.draft = Draft.of(document, which);
        this.sources = new Sources(document, which);
    }

    /**
     * Reads one.
     *
     * @param which how messages call it
     * @throws ConfigurationException where it is no schema, or too large
     */
    static Form read(JsonNode document, Forms forms, String which) {
        return new SchemaReader(forms, document, which).read(document);
    }

    Forms forms() {
        return forms;
    }

    Form read(JsonNode schema) {
        if (schema.isBoolean()) {
            return schema.booleanValue() ? forms.any() : forms.none();
        }
        if (!schema.isObject()) {
            throw refused(
                    "holds " + shortened(schema) + " where a schema is expected, which is an object, true or false");
        }
        Form known = read.get(schema);
        if (known != null) {
            return known;
        }
        String place = open.get(schema);
        if (place != null) {
            return forms.keep(new Rule.Reference(place));
        }
        place = which + " " + open.size() + " " + read.size();
        open.put(schema, place);
        Form form = whole(schema);
        open.remove(schema);
        forms.place(place, form);
        read.put(schema, form);
        return form;
    }

    private Form whole(JsonNode schema) {
        var parts = new ArrayList<Form>();
        reference(schema, parts);
        if (schema.has("$ref") && draft.refStandsAlone()) {
            return forms.all(parts);
        }
        values(schema, parts);
        new ScalarKeywords(this, schema).addTo(parts);
        new ArrayKeywords(this, schema).addTo(parts);
        objects.add(schema, parts);
        combinations(schema, parts);
        evaluated.add(schema, parts);
        return forms.all(parts);
    }

    private void reference(JsonNode schema, List<Form> parts) {
        for (String keyword : List.of("$ref", "$recursiveRef", "$dynamicRef")) {
            JsonNode reference = schema.path(keyword);
            if (reference.isTextual()) {
                JsonNode target = target(schema, reference.textValue());
                parts.add(target == null ? forms.keep(new Rule.Opaque("$ref " + reference.textValue())) : read(target));
            }
        }
    }

    @Nullable
    JsonNode target(JsonNode schema, String reference) {
        return sources.target(schema, reference);
    }

    boolean isReferenceAlone(JsonNode schema) {
        return schema.has("$ref") && draft.refStandsAlone();
    }

    private void values(JsonNode schema, List<Form> parts) {
        JsonNode type = schema.path("type");
        if (!type.isMissingNode()) {
            int mask = 0;
            for (JsonNode name : type.isArray() ? type : List.of(type)) {
                int one = name.isTextual() ? JsonTypes.named(name.textValue()) : 0;
                if (one == 0) {
                    throw refused("has the type " + shortened(name)
                            + ". Accepted: null, boolean, integer, number, string, array, object");
                }
                mask |= one;
            }
            // kept even where it is every type: whoever writes it speaks of objects too
            parts.add(forms.keep(new Rule.Types(mask)));
        }
        for (String keyword : List.of("default", "examples", "example")) {
            sample(schema.path(keyword));
        }
        JsonNode allowed = schema.path("enum");
        if (!allowed.isMissingNode()) {
            if (!allowed.isArray()) {
                throw refused("has an enum that is no array");
            }
            var values = new LinkedHashSet<JsonNode>();
            allowed.forEach(value -> values.add(JsonTypes.plain(value)));
            sample(allowed);
            parts.add(forms.values(values));
        }
        if (schema.has("const")) {
            sample(schema.path("const"));
            parts.add(forms.values(java.util.Set.of(JsonTypes.plain(schema.path("const")))));
        }
    }

    private void sample(JsonNode value) {
        if (value.isTextual()) {
            forms.sample(value.textValue());
        } else if (value.isArray()) {
            value.forEach(this::sample);
        }
    }

    private void combinations(JsonNode schema, List<Form> parts) {
        if (schema.has("allOf")) {
            parts.addAll(readAll(schema, "allOf"));
        }
        if (schema.has("anyOf")) {
            parts.add(forms.some(readAll(schema, "anyOf")));
        }
        if (schema.has("oneOf")) {
            parts.add(forms.one(readAll(schema, "oneOf")));
        }
        if (schema.has("not")) {
            parts.add(forms.not(read(schema.path("not"))));
        }
        if (schema.has("if")) {
            Form condition = read(schema.path("if"));
            Form then = schema.has("then") ? read(schema.path("then")) : forms.any();
            Form otherwise = schema.has("else") ? read(schema.path("else")) : forms.any();
            parts.add(forms.some(
                    List.of(forms.all(List.of(condition, then)), forms.all(List.of(forms.not(condition), otherwise)))));
        }
    }

    private List<Form> readAll(JsonNode schema, String keyword) {
        JsonNode schemas = schema.path(keyword);
        if (!schemas.isArray() || schemas.isEmpty()) {
            throw refused("has an " + keyword + " that is no array of schemas");
        }
        return schemas.valueStream().map(this::read).toList();
    }

    long size(JsonNode schema, String keyword, long absent) {
        JsonNode size = schema.path(keyword);
        if (size.isMissingNode()) {
            return absent;
        }
        if (!size.isNumber() || size.decimalValue().signum() < 0 || !JsonTypes.isWhole(size.decimalValue())) {
            throw refused("has the " + keyword + " " + shortened(size) + ", which is no whole number of 0 or more");
        }
        return size.decimalValue()
                .min(java.math.BigDecimal.valueOf(Integer.MAX_VALUE))
                .longValue();
    }

    /** At least and at most, each where it is told. */
    void bounds(JsonNode schema, Measure measure, String least, String most, List<Form> parts) {
        long low = size(schema, least, 0);
        if (low > 0) {
            parts.add(forms.atLeast(measure, low));
        }
        if (schema.has(most)) {
            parts.add(forms.atMost(measure, size(schema, most, 0)));
        }
    }

    ConfigurationException refused(String why) {
        return new ConfigurationException("the " + which + " schema is no valid JSON Schema: it " + why);
    }

    static String shortened(JsonNode value) {
        String text = value.toString();
        return text.length() <= 80 ? text : text.substring(0, 77) + "...";
    }
}
