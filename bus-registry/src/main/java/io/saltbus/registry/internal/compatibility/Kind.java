package io.saltbus.registry.internal.compatibility;

import java.util.Map;

/** What kinds of differences there are, and what makes one compatible that is not. The guide lists them. */
enum Kind {
    TYPE_CHANGED(
            "Keep every type that was allowed; a new one may be added to the list where only newer readers matter."),
    ENUM_CHANGED("Keep every value that was allowed."),
    CONST_CHANGED("Keep the value, or use an enum that has both."),
    RANGE_CHANGED("Keep the limits as wide as they were."),
    MULTIPLE_CHANGED("Use a divisor of the multipleOf that was there."),
    LENGTH_CHANGED("Keep the lengths as wide as they were."),
    PATTERN_CHANGED("Use an expression that also finds every text that was allowed."),
    FORMAT_CHANGED("Keep the format, or take it away."),
    PROPERTY_ADDED(
            "Accept by the property whatever additionalProperties or patternProperties allowed under its name, or close"
                    + " the object in a new major version first."),
    PROPERTY_REMOVED("Keep the property, or let additionalProperties allow what it allowed."),
    REQUIRED_ADDED("Make the property optional, with a default."),
    REQUIRED_REMOVED("Keep it required as long as older readers are there."),
    PATTERN_PROPERTIES_CHANGED("Let each expression allow what was allowed under its names."),
    ADDITIONAL_PROPERTIES_CHANGED("Leave additionalProperties as wide as it was."),
    PROPERTY_NAMES_CHANGED("Allow every name that was allowed."),
    PROPERTY_COUNT_CHANGED("Keep the counts as wide as they were."),
    DEPENDENCY_CHANGED("Ask nothing more of objects that were allowed."),
    ITEMS_CHANGED("Let the items be whatever they were allowed to be."),
    ITEM_COUNT_CHANGED("Keep the counts as wide as they were."),
    UNIQUE_ITEMS_CHANGED("Leave uniqueItems away."),
    CONTAINS_CHANGED("Ask for no more items of that kind than before, and allow no fewer."),
    ALL_OF_CHANGED("Add no member that asks more."),
    ANY_OF_CHANGED("Keep every member; new ones may be added where only newer readers matter."),
    ONE_OF_CHANGED("Keep every member, and let no new one accept what another accepts."),
    NOT_CHANGED("Forbid nothing that was allowed."),
    CONDITION_CHANGED("Ask under the condition for nothing more than before."),
    UNEVALUATED_CHANGED("Leave it as wide as it was."),
    REFERENCE_CHANGED("Let the reference lead to a schema that allows what was allowed."),
    DEFAULT_CHANGED(""),
    REMARK_CHANGED(""),
    VALUES_CHANGED("Allow every payload that was allowed."),
    CANNOT_PROVE("Write the schemas more simply, or publish a new major version.");

    private static final Map<String, Kind> BY_KEYWORD = Map.ofEntries(
            Map.entry("type", TYPE_CHANGED),
            Map.entry("enum", ENUM_CHANGED),
            Map.entry("const", CONST_CHANGED),
            Map.entry("minimum", RANGE_CHANGED),
            Map.entry("maximum", RANGE_CHANGED),
            Map.entry("exclusiveMinimum", RANGE_CHANGED),
            Map.entry("exclusiveMaximum", RANGE_CHANGED),
            Map.entry("multipleOf", MULTIPLE_CHANGED),
            Map.entry("minLength", LENGTH_CHANGED),
            Map.entry("maxLength", LENGTH_CHANGED),
            Map.entry("pattern", PATTERN_CHANGED),
            Map.entry("format", FORMAT_CHANGED),
            Map.entry("propertyNames", PROPERTY_NAMES_CHANGED),
            Map.entry("minProperties", PROPERTY_COUNT_CHANGED),
            Map.entry("maxProperties", PROPERTY_COUNT_CHANGED),
            Map.entry("patternProperties", PATTERN_PROPERTIES_CHANGED),
            Map.entry("additionalProperties", ADDITIONAL_PROPERTIES_CHANGED),
            Map.entry("dependentRequired", DEPENDENCY_CHANGED),
            Map.entry("dependentSchemas", DEPENDENCY_CHANGED),
            Map.entry("dependencies", DEPENDENCY_CHANGED),
            Map.entry("items", ITEMS_CHANGED),
            Map.entry("prefixItems", ITEMS_CHANGED),
            Map.entry("additionalItems", ITEMS_CHANGED),
            Map.entry("minItems", ITEM_COUNT_CHANGED),
            Map.entry("maxItems", ITEM_COUNT_CHANGED),
            Map.entry("uniqueItems", UNIQUE_ITEMS_CHANGED),
            Map.entry("contains", CONTAINS_CHANGED),
            Map.entry("minContains", CONTAINS_CHANGED),
            Map.entry("maxContains", CONTAINS_CHANGED),
            Map.entry("allOf", ALL_OF_CHANGED),
            Map.entry("anyOf", ANY_OF_CHANGED),
            Map.entry("oneOf", ONE_OF_CHANGED),
            Map.entry("not", NOT_CHANGED),
            Map.entry("if", CONDITION_CHANGED),
            Map.entry("then", CONDITION_CHANGED),
            Map.entry("else", CONDITION_CHANGED),
            Map.entry("unevaluatedProperties", UNEVALUATED_CHANGED),
            Map.entry("unevaluatedItems", UNEVALUATED_CHANGED),
            Map.entry("default", DEFAULT_CHANGED),
            Map.entry("$ref", REFERENCE_CHANGED),
            Map.entry("$recursiveRef", REFERENCE_CHANGED),
            Map.entry("$dynamicRef", REFERENCE_CHANGED));

    private final String cure;

    Kind(String cure) {
        this.cure = cure;
    }

    /** What makes it compatible; empty where it never breaks. */
    String cure() {
        return cure;
    }

    static Kind of(String keyword) {
        return BY_KEYWORD.getOrDefault(keyword, REMARK_CHANGED);
    }
}
