package io.saltbus.core.internal.schema.plan;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.BooleanNode;
import io.saltbus.core.internal.schema.check.AllChecks;
import io.saltbus.core.internal.schema.check.Assertion;
import io.saltbus.core.internal.schema.check.Check;
import io.saltbus.core.internal.schema.check.ChoiceCheck;
import io.saltbus.core.internal.schema.check.ItemsCheck;
import io.saltbus.core.internal.schema.check.Numbers;
import io.saltbus.core.internal.schema.check.ObjectCheck;
import io.saltbus.core.internal.schema.check.Reference;
import io.saltbus.core.internal.schema.check.Sizes;
import io.saltbus.core.internal.schema.check.TextFormat;
import io.saltbus.core.internal.schema.check.Texts;
import io.saltbus.core.internal.schema.check.Types;
import io.saltbus.core.internal.schema.check.Values;
import io.saltbus.core.internal.schema.document.FormChoice;
import io.saltbus.core.internal.schema.document.SchemaDocument;
import io.saltbus.core.internal.schema.library.LibraryCheck;
import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Compiles a schema into checks; one with a keyword that the plan does not know goes to the library as a whole. */
public final class PlanCompiler {
    private static final Check NOTHING = new Assertion("false", BooleanNode.FALSE, value -> false);

    private final SchemaDocument document;
    private final IdentityHashMap<JsonNode, Check> compiled = new IdentityHashMap<>();

    private PlanCompiler(SchemaDocument document) {
        this.document = document;
    }

    /** What a payload must be. */
    public static Check compile(SchemaDocument document) {
        return Vocabulary.covers(document)
                ? new PlanCompiler(document).compile(document.root())
                : LibraryCheck.of(document.root());
    }

    private Check compile(JsonNode schema) {
        if (schema.isBoolean()) {
            return schema.booleanValue() ? Check.ANYTHING : NOTHING;
        }
        Check known = compiled.get(schema);
        if (known != null) {
            return known;
        }
        var itself = new Reference();
        compiled.put(schema, itself);
        Check whole = AllChecks.of(parts(schema));
        itself.bind(whole);
        compiled.put(schema, whole);
        return whole;
    }

    private List<Check> parts(JsonNode schema) {
        var parts = new ArrayList<Check>();
        if (schema.has("type")) {
            parts.add(Types.check(schema.get("type"))); // first, because it refuses most of what is wrong, and cheaply
        }
        for (Map.Entry<String, JsonNode> member : schema.properties()) {
            Check part = part(member.getKey(), member.getValue());
            if (part != null) {
                parts.add(part);
            }
        }
        if (schema.has("properties") || schema.has("required") || schema.has("additionalProperties")) {
            parts.add(object(schema));
        }
        return parts;
    }

    private @Nullable Check part(String keyword, JsonNode limit) {
        return switch (keyword) {
            case "$ref" -> compile(document.target(limit.asText()));
            case "allOf" -> AllChecks.of(compileAll(limit));
            case "anyOf", "oneOf" ->
                new ChoiceCheck(keyword, limit, compileAll(limit), new FormChoice(document, limit));
            case "items" ->
                limit.isBoolean() && !limit.booleanValue() ? ItemsCheck.none() : new ItemsCheck(compile(limit));
            case "enum" -> Values.oneOf(limit);
            case "const" -> Values.only(limit);
            case "uniqueItems" -> Values.uniqueItems(limit);
            case "minimum", "maximum", "exclusiveMinimum", "exclusiveMaximum", "multipleOf" ->
                Numbers.check(keyword, limit);
            case "minItems", "maxItems", "minProperties", "maxProperties" -> Sizes.check(keyword, limit);
            case "minLength" -> Texts.minLength(limit);
            case "maxLength" -> Texts.maxLength(limit);
            case "pattern" -> Texts.pattern(limit);
            case "format" ->
                TextFormat.of(limit.asText())
                        .map(format -> Texts.format(limit, format))
                        .orElse(null);
            default -> null; // a remark, or one of those that parts() puts together
        };
    }

    private List<Check> compileAll(JsonNode schemas) {
        var checks = new ArrayList<Check>();
        schemas.forEach(schema -> checks.add(compile(schema)));
        return checks;
    }

    private Check object(JsonNode schema) {
        var required = new LinkedHashSet<String>();
        schema.path("required").forEach(name -> required.add(name.asText()));
        var properties = new LinkedHashMap<String, ObjectCheck.Property>();
        for (Map.Entry<String, JsonNode> property : schema.path("properties").properties()) {
            String name = property.getKey();
            properties.put(name, new ObjectCheck.Property(name, compile(property.getValue()), required.contains(name)));
        }
        for (String name : required) {
            properties.putIfAbsent(name, new ObjectCheck.Property(name, null, true));
        }
        return new ObjectCheck(List.copyOf(properties.values()), schema.path("required"), additional(schema));
    }

    private @Nullable Check additional(JsonNode schema) {
        JsonNode others = schema.path("additionalProperties");
        if (others.isMissingNode() || (others.isBoolean() && others.booleanValue())) {
            return null;
        }
        return others.isBoolean() ? ObjectCheck.noneAdditional() : compile(others);
    }
}
