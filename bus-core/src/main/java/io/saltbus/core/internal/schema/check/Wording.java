package io.saltbus.core.internal.schema.check;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;

/** Says what a schema asks for in words. It may quote the schema, never the payload. */
final class Wording {
    private Wording() {}

    /** The keyword's value as JSON text; for a choice of forms, how many there are. */
    static String limit(String keyword, JsonNode limit) {
        return isChoice(keyword) ? String.valueOf(limit.size()) : limit.toString();
    }

    static String message(String keyword, JsonNode limit, JsonNode value) {
        String asked = limit(keyword, limit);
        return switch (keyword) {
            case "type" -> "must be " + types(limit) + ", was " + Types.nameOf(value);
            case "required" -> "is required";
            case "const" -> "must be " + asked;
            case "enum" -> "must be one of " + asked;
            case "minimum" -> "must be " + asked + " or more";
            case "maximum" -> "must be " + asked + " or less";
            case "exclusiveMinimum" -> "must be more than " + asked;
            case "exclusiveMaximum" -> "must be less than " + asked;
            case "multipleOf" -> "must be a multiple of " + asked;
            case "minLength" -> "must have " + asked + " characters or more";
            case "maxLength" -> "must have " + asked + " characters or less";
            case "pattern" -> "must match " + asked;
            case "format" -> "must be a valid " + limit.asText();
            case "minItems" -> "must have " + asked + " items or more";
            case "maxItems" -> "must have " + asked + " items or less";
            case "items" -> "must not have more items";
            case "not" -> "must not fit what the schema excludes";
            case "contains" -> "must have an item that the schema asks for";
            case "minContains" -> "must have " + asked + " or more of the items that the schema counts";
            case "maxContains" -> "must have " + asked + " or less of the items that the schema counts";
            case "propertyNames" -> "has a name that is not allowed";
            case "dependentRequired" -> "is required beside the others";
            case "uniqueItems" -> "must not have the same item twice";
            case "minProperties" -> "must have " + asked + " properties or more";
            case "maxProperties" -> "must have " + asked + " properties or less";
            case "additionalProperties", "unevaluatedProperties", "false" -> "is not allowed here";
            case "anyOf" -> "must be " + forms(limit, "any");
            case "oneOf" -> "must be " + forms(limit, "exactly one");
            default -> "breaks its schema (" + keyword + ")";
        };
    }

    private static boolean isChoice(String keyword) {
        return keyword.equals("anyOf") || keyword.equals("oneOf");
    }

    private static String types(JsonNode limit) {
        return limit.isArray() ? String.join(" or ", texts(limit)) : limit.asText();
    }

    private static String forms(JsonNode branches, String howMany) {
        var types = new ArrayList<String>();
        for (JsonNode branch : branches) {
            types.add(branch.path("type").asText());
        }
        return types.contains("")
                ? howMany + " of the " + branches.size() + " forms that the schema gives"
                : "valid as " + howMany + " of " + String.join(", ", types);
    }

    private static List<String> texts(JsonNode array) {
        var texts = new ArrayList<String>();
        array.forEach(text -> texts.add(text.asText()));
        return texts;
    }
}
