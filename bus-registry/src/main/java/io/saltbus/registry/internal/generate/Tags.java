package io.saltbus.registry.internal.generate;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * How the objects of a choice are told apart.
 *
 * @param property in which each has a text of its own
 * @param forms the objects by that text
 */
record Tags(String property, Map<String, JsonNode> forms) {
    /** The first property in which all forms differ by a single text, or null where there is none. */
    static @Nullable Tags of(JsonNode choice, List<JsonNode> forms, References references) {
        JsonNode first = references.follow(forms.get(0), "").schema();
        String told = choice.path("discriminator").path("propertyName").asText();
        for (var property : first.path("properties").properties()) {
            if (told.isEmpty() || told.equals(property.getKey())) {
                Map<String, JsonNode> tagged = tagged(property.getKey(), forms, references);
                if (tagged.size() == forms.size()) {
                    return new Tags(property.getKey(), tagged);
                }
            }
        }
        return null;
    }

    private static Map<String, JsonNode> tagged(String property, List<JsonNode> forms, References references) {
        var tagged = new LinkedHashMap<String, JsonNode>();
        for (JsonNode form : forms) {
            JsonNode schema = references.follow(form, "").schema();
            boolean object = schema.path("type").asText("object").equals("object")
                    && !schema.has("anyOf")
                    && !schema.has("oneOf");
            JsonNode tag = references
                    .follow(schema.path("properties").path(property), "")
                    .schema();
            JsonNode text =
                    tag.has("const") ? tag.get("const") : tag.path("enum").path(0);
            if (object && text.isTextual() && tag.path("enum").size() <= 1) {
                tagged.put(text.textValue(), form);
            }
        }
        return tagged;
    }
}
