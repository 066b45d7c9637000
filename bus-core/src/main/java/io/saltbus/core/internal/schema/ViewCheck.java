package io.saltbus.core.internal.schema;

import com.fasterxml.jackson.databind.JsonNode;
import io.saltbus.core.schema.Schema;
import java.util.ArrayList;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Set;

/**
 * Whether every payload that fits a registered schema can be read as a handler's smaller record, the view. What the view merely forbids
 * (ranges, lengths, patterns) does not count: a view reads, it does not validate.
 */
public final class ViewCheck {
    private final SchemaShape view;
    private final SchemaShape registered;
    private final IdentityHashMap<JsonNode, Set<JsonNode>> seen = new IdentityHashMap<>();

    private ViewCheck(SchemaShape view, SchemaShape registered) {
        this.view = view;
        this.registered = registered;
    }

    /**
     * Compares two schemas.
     *
     * @param view derived from the handler's record
     * @param registered what the payloads keep; its defaults, then the view's, count as applied
     * @return each reason in words, with its place as a JSON pointer ({@code *} for any item or key); empty where always readable
     */
    public static List<String> unreadable(Schema view, Schema registered) {
        var viewShape = new SchemaShape(view.document());
        var registeredShape = new SchemaShape(registered.document());
        return new ViewCheck(viewShape, registeredShape).compare("", viewShape.root(), registeredShape.root(), false);
    }

    private List<String> compare(String pointer, JsonNode wanted, JsonNode given, boolean nullIsReplaced) {
        var reasons = new ArrayList<String>();
        if (!seen.computeIfAbsent(wanted, first -> Collections.newSetFromMap(new IdentityHashMap<>()))
                .add(given)) {
            return reasons;
        }
        List<JsonNode> wantedForms = view.alternatives(wanted);
        List<JsonNode> givenForms = registered.alternatives(given);
        Set<String> readable = SchemaShape.typesOf(wantedForms);
        // a number or a text is how Python's decimals come, and the codec reads both
        boolean decimal =
                readable.contains("number") && SchemaShape.typesOf(givenForms).contains("number");
        if (wantedForms.stream().anyMatch(ViewCheck::isDecimal)) {
            readable.remove("string"); // a number, which may be written as a text; not any text
        }
        for (JsonNode form : givenForms) {
            var unread = new ArrayList<String>();
            for (String type : SchemaShape.types(form)) {
                boolean replaced = (type.equals("null") && nullIsReplaced) || (type.equals("string") && decimal);
                if (readable.contains(type)) {
                    reasons.addAll(compareForm(pointer, type, wantedForms, form));
                } else if (!replaced && !(type.equals("integer") && readable.contains("number"))) {
                    unread.add(type);
                }
            }
            if (!unread.isEmpty()) {
                reasons.add(place(pointer) + " may be " + String.join(" or ", unread) + ", the view reads "
                        + String.join(" or ", readable));
            }
        }
        return reasons.stream().distinct().toList();
    }

    private static boolean isDecimal(JsonNode form) {
        return form.path("type").isArray() && SchemaShape.types(form).containsAll(List.of("number", "string"));
    }

    /** One form of the payload against those of the view that have its type: one that reads it is enough. */
    private List<String> compareForm(String pointer, String type, List<JsonNode> wantedForms, JsonNode given) {
        List<JsonNode> candidates = wantedForms.stream()
                .filter(form -> SchemaShape.types(form).contains(type))
                .toList();
        List<String> reasons = List.of();
        for (JsonNode candidate : candidates) {
            reasons = switch (type) {
                case "object" -> compareObjects(pointer, candidate, given);
                case "array" -> compareItems(pointer, candidate, given);
                default -> compareTexts(pointer, candidate, given);
            };
            if (reasons.isEmpty()) {
                return reasons;
            }
        }
        return candidates.size() == 1
                ? reasons
                : List.of(place(pointer) + " may be of a kind that the view does not know");
    }

    private List<String> compareObjects(String pointer, JsonNode wanted, JsonNode given) {
        var reasons = new ArrayList<String>();
        for (var property : wanted.path("properties").properties()) {
            String place = pointer + "/" + SchemaShape.escape(property.getKey());
            JsonNode found = given.path("properties").path(property.getKey());
            boolean demanded = SchemaShape.requires(wanted, property.getKey());
            boolean replaced = SchemaShape.hasDefault(found) || SchemaShape.hasDefault(property.getValue());
            if (found.isMissingNode()) {
                if (demanded) {
                    reasons.add(place + " is required by the view, and the schema has no such property");
                }
                continue;
            }
            if (demanded && !replaced && !SchemaShape.requires(given, property.getKey())) {
                reasons.add(place + " may be absent, the view requires it");
            }
            reasons.addAll(compare(place, property.getValue(), found, replaced));
        }
        JsonNode values = wanted.path("additionalProperties");
        if (values.isObject()) {
            for (var property : given.path("properties").properties()) {
                if (!wanted.path("properties").has(property.getKey())) {
                    String place = pointer + "/" + SchemaShape.escape(property.getKey());
                    reasons.addAll(compare(place, values, property.getValue(), false));
                }
            }
            if (!given.path("additionalProperties").isBoolean()
                    || given.path("additionalProperties").booleanValue()) {
                reasons.addAll(compare(pointer + "/*", values, given.path("additionalProperties"), false));
            }
        }
        return reasons;
    }

    private List<String> compareItems(String pointer, JsonNode wanted, JsonNode given) {
        JsonNode items = wanted.path("items");
        return items.isObject() ? compare(pointer + "/*", items, given.path("items"), false) : List.of();
    }

    private static List<String> compareTexts(String pointer, JsonNode wanted, JsonNode given) {
        String format = wanted.path("format").asText();
        // an e-mail address is read as plain text
        if (!format.isEmpty()
                && !format.equals("email")
                && !format.equals(given.path("format").asText())) {
            return List.of(place(pointer) + " is not always a " + format + ", which the view reads");
        }
        Set<JsonNode> names = SchemaShape.names(wanted);
        if (!names.isEmpty() && (SchemaShape.names(given).isEmpty() || !names.containsAll(SchemaShape.names(given)))) {
            return List.of(place(pointer) + " may be a value that is none of the view's");
        }
        return List.of();
    }

    private static String place(String pointer) {
        return pointer.isEmpty() ? "(payload)" : pointer;
    }
}
