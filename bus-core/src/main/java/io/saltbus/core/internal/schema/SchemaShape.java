package io.saltbus.core.internal.schema;

import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/** A schema as the forms that its values may have: references followed, choices laid side by side. */
final class SchemaShape {
    private static final Set<String> EVERY_TYPE = Collections.unmodifiableSet(
            new LinkedHashSet<>(List.of("null", "boolean", "integer", "number", "string", "array", "object")));

    private final ObjectNode root;

    SchemaShape(ObjectNode root) {
        this.root = root;
    }

    JsonNode root() {
        return root;
    }

    /** Every form of a schema: itself, or what its references and choices lead to. */
    List<JsonNode> alternatives(JsonNode schema) {
        var forms = new ArrayList<JsonNode>();
        collect(schema, forms, new LinkedHashSet<>());
        return forms;
    }

    private void collect(JsonNode schema, List<JsonNode> forms, Set<String> followed) {
        if (schema.has("$ref")) {
            String reference = schema.get("$ref").asText();
            if (followed.add(reference)) {
                collect(root.at(JsonPointer.compile(reference.substring(1))), forms, followed);
            }
        } else if (schema.has("anyOf") || schema.has("oneOf")) {
            schema.path("anyOf").forEach(choice -> collect(choice, forms, followed));
            schema.path("oneOf").forEach(choice -> collect(choice, forms, followed));
        } else {
            forms.add(schema);
        }
    }

    static Set<String> typesOf(List<JsonNode> forms) {
        var types = new LinkedHashSet<String>();
        forms.forEach(form -> types.addAll(types(form)));
        return types;
    }

    /** The types that one form allows; all of them where it says nothing. */
    static Set<String> types(JsonNode form) {
        var types = new LinkedHashSet<String>();
        JsonNode said = form.path("type");
        if (said.isTextual()) {
            types.add(said.textValue());
        }
        said.forEach(type -> types.add(type.asText()));
        if (types.isEmpty()) {
            names(form).forEach(name -> types.add(typeOf(name)));
        }
        return types.isEmpty() ? EVERY_TYPE : types;
    }

    private static String typeOf(JsonNode value) {
        return value.isIntegralNumber() ? "integer" : value.getNodeType().name().toLowerCase(Locale.ROOT);
    }

    /** The values that a form is confined to; empty where it is not. */
    static Set<JsonNode> names(JsonNode form) {
        var names = new LinkedHashSet<JsonNode>();
        form.path("enum").forEach(names::add);
        if (form.has("const")) {
            names.add(form.get("const"));
        }
        return names;
    }

    static boolean requires(JsonNode form, String property) {
        for (JsonNode name : form.path("required")) {
            if (name.asText().equals(property)) {
                return true;
            }
        }
        return false;
    }

    static boolean hasDefault(JsonNode schema) {
        return schema.hasNonNull("default");
    }

    static String escape(String property) {
        return property.replace("~", "~0").replace("/", "~1");
    }
}
