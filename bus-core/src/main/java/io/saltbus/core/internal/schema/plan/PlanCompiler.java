package io.saltbus.core.internal.schema.plan;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.BooleanNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.saltbus.core.internal.schema.check.AllChecks;
import io.saltbus.core.internal.schema.check.Assertion;
import io.saltbus.core.internal.schema.check.Check;
import io.saltbus.core.internal.schema.check.ChoiceCheck;
import io.saltbus.core.internal.schema.check.ConditionCheck;
import io.saltbus.core.internal.schema.check.ContainsCheck;
import io.saltbus.core.internal.schema.check.Counted;
import io.saltbus.core.internal.schema.check.DependentCheck;
import io.saltbus.core.internal.schema.check.ItemsCheck;
import io.saltbus.core.internal.schema.check.NamedLike;
import io.saltbus.core.internal.schema.check.NamesCheck;
import io.saltbus.core.internal.schema.check.Numbers;
import io.saltbus.core.internal.schema.check.ObjectCheck;
import io.saltbus.core.internal.schema.check.Reference;
import io.saltbus.core.internal.schema.check.Regex;
import io.saltbus.core.internal.schema.check.Sizes;
import io.saltbus.core.internal.schema.check.TextFormat;
import io.saltbus.core.internal.schema.check.Texts;
import io.saltbus.core.internal.schema.check.Types;
import io.saltbus.core.internal.schema.check.Values;
import io.saltbus.core.internal.schema.document.Discriminator;
import io.saltbus.core.internal.schema.document.Explosion;
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
    private final boolean counted;
    private final IdentityHashMap<JsonNode, Check> compiled = new IdentityHashMap<>();

    private PlanCompiler(SchemaDocument document, boolean counted) {
        this.document = document;
        this.counted = counted;
    }

    /** What a payload must be. */
    public static Check compile(SchemaDocument document) {
        return Vocabulary.covers(document)
                ? planned(document)
                : LibraryCheck.of(
                        document.original(),
                        document.draft(),
                        document.options().formatsAsserted());
    }

    private static Check planned(SchemaDocument document) {
        boolean risky = Explosion.isPossible(document);
        Check whole = new PlanCompiler(document, risky).compile(document.root());
        return risky ? Counted.whole(whole) : whole;
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
        Check parts = AllChecks.of(parts(schema));
        Check whole = counted ? new Counted(parts) : parts;
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
            Check part = part(schema, member.getKey(), member.getValue());
            if (part != null) {
                parts.add(part);
            }
        }
        if (schema.has("properties") || schema.has("required") || schema.has("additionalProperties")) {
            parts.add(object(schema));
        }
        Discriminator.of(schema).ifPresent(name -> parts.add(required(name)));
        if (schema.has("prefixItems") || schema.has("items")) {
            items(schema, parts);
        }
        if (schema.has("if") && (schema.has("then") || schema.has("else"))) {
            parts.add(
                    new ConditionCheck(compile(schema.get("if")), optional(schema, "then"), optional(schema, "else")));
        }
        return parts;
    }

    private @Nullable Check part(JsonNode schema, String keyword, JsonNode limit) {
        return switch (keyword) {
            case "$ref" -> compile(document.target(limit.asText()));
            case "allOf" -> AllChecks.of(compileAll(limit));
            case "anyOf", "oneOf" ->
                new ChoiceCheck(keyword, limit, compileAll(limit), new FormChoice(document, limit));
            case "not" -> not(limit);
            case "contains" -> new ContainsCheck(schema, compile(limit));
            case "propertyNames" -> new NamesCheck(limit, compile(limit));
            case "patternProperties" -> patterns(limit);
            case "dependentRequired" -> dependentRequired(limit);
            case "dependentSchemas" -> dependentSchemas(limit);
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
                        .filter(format -> document.options().formatsAsserted())
                        .map(format -> Texts.format(limit, format))
                        .orElse(null);
            default -> null; // a remark, or one of those that parts() puts together
        };
    }

    private static Check required(String name) {
        var names = JsonNodeFactory.instance.arrayNode().add(name);
        return new ObjectCheck(List.of(new ObjectCheck.Property(name, null, true)), names, List.of(), null);
    }

    private Check not(JsonNode limit) {
        Check excluded = compile(limit);
        return new Assertion("not", limit, value -> !excluded.accepts(value));
    }

    private Check optional(JsonNode schema, String keyword) {
        return schema.has(keyword) ? compile(schema.get(keyword)) : Check.ANYTHING;
    }

    private void items(JsonNode schema, List<Check> parts) {
        List<Check> first = compileAll(schema.path("prefixItems"));
        JsonNode rest = schema.path("items");
        if (rest.isBoolean() && !rest.booleanValue()) {
            parts.add(ItemsCheck.atMost(first.size()));
        }
        Check further = rest.isObject() ? compile(rest) : Check.ANYTHING;
        if (!first.isEmpty() || further != Check.ANYTHING) {
            parts.add(new ItemsCheck(first, further));
        }
    }

    private Check patterns(JsonNode limit) {
        var checks = new ArrayList<Check>();
        for (Map.Entry<String, JsonNode> named : limit.properties()) {
            checks.add(new NamedLike(Regex.compile(named.getKey()), compile(named.getValue())));
        }
        return AllChecks.of(checks);
    }

    private static Check dependentRequired(JsonNode limit) {
        var checks = new ArrayList<Check>();
        for (Map.Entry<String, JsonNode> named : limit.properties()) {
            var others = new ArrayList<String>();
            named.getValue().forEach(name -> others.add(name.asText()));
            checks.add(DependentCheck.required(named.getKey(), others, limit));
        }
        return AllChecks.of(checks);
    }

    private Check dependentSchemas(JsonNode limit) {
        var checks = new ArrayList<Check>();
        for (Map.Entry<String, JsonNode> named : limit.properties()) {
            checks.add(new DependentCheck(named.getKey(), compile(named.getValue())));
        }
        return AllChecks.of(checks);
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
        var patterns = new ArrayList<Regex>();
        schema.path("patternProperties").fieldNames().forEachRemaining(name -> patterns.add(Regex.compile(name)));
        return new ObjectCheck(List.copyOf(properties.values()), schema.path("required"), patterns, additional(schema));
    }

    private @Nullable Check additional(JsonNode schema) {
        JsonNode others = schema.path("additionalProperties");
        if (others.isMissingNode() || (others.isBoolean() && others.booleanValue())) {
            return null;
        }
        return others.isBoolean() ? ObjectCheck.noneAdditional() : compile(others);
    }
}
