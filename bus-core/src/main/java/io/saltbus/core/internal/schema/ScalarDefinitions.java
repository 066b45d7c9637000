package io.saltbus.core.internal.schema;

import com.fasterxml.classmate.ResolvedType;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.github.victools.jsonschema.generator.CustomDefinition;
import com.github.victools.jsonschema.generator.CustomDefinitionProviderV2;
import com.github.victools.jsonschema.generator.SchemaGenerationContext;
import io.saltbus.core.failure.ConfigurationException;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.net.URI;
import java.net.URL;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.time.OffsetTime;
import java.time.ZonedDateTime;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** The classes that are one JSON value: each with its type and, for texts, its format. */
final class ScalarDefinitions implements CustomDefinitionProviderV2 {
    private static final Form TEXT = new Form("string", null);
    private static final Form INTEGER = new Form("integer", null);
    private static final Form NUMBER = new Form("number", null);
    private static final Form BOOLEAN = new Form("boolean", null);

    private static final Map<Class<?>, Form> FORMS = Map.ofEntries(
            Map.entry(String.class, TEXT),
            Map.entry(CharSequence.class, TEXT),
            Map.entry(char.class, TEXT),
            Map.entry(Character.class, TEXT),
            Map.entry(byte[].class, TEXT),
            Map.entry(Buffer.class, TEXT),
            Map.entry(LocalTime.class, new Form("string", "time")),
            Map.entry(OffsetTime.class, new Form("string", "time")),
            Map.entry(LocalDateTime.class, TEXT),
            Map.entry(byte.class, INTEGER),
            Map.entry(Byte.class, INTEGER),
            Map.entry(short.class, INTEGER),
            Map.entry(Short.class, INTEGER),
            Map.entry(int.class, INTEGER),
            Map.entry(Integer.class, INTEGER),
            Map.entry(long.class, INTEGER),
            Map.entry(Long.class, INTEGER),
            Map.entry(BigInteger.class, INTEGER),
            Map.entry(OptionalInt.class, INTEGER),
            Map.entry(OptionalLong.class, INTEGER),
            Map.entry(float.class, NUMBER),
            Map.entry(Float.class, NUMBER),
            Map.entry(double.class, NUMBER),
            Map.entry(Double.class, NUMBER),
            Map.entry(BigDecimal.class, NUMBER),
            Map.entry(Number.class, NUMBER),
            Map.entry(OptionalDouble.class, NUMBER),
            Map.entry(boolean.class, BOOLEAN),
            Map.entry(Boolean.class, BOOLEAN),
            Map.entry(UUID.class, new Form("string", "uuid")),
            Map.entry(Instant.class, new Form("string", "date-time")),
            Map.entry(OffsetDateTime.class, new Form("string", "date-time")),
            Map.entry(ZonedDateTime.class, new Form("string", "date-time")),
            Map.entry(LocalDate.class, new Form("string", "date")),
            Map.entry(Duration.class, new Form("string", "duration")),
            Map.entry(URI.class, new Form("string", "uri")),
            Map.entry(URL.class, new Form("string", "uri")),
            Map.entry(JsonObject.class, new Form("object", null)),
            Map.entry(ObjectNode.class, new Form("object", null)),
            Map.entry(JsonArray.class, new Form("array", null)),
            Map.entry(ArrayNode.class, new Form("array", null)),
            Map.entry(JsonNode.class, new Form(null, null)),
            Map.entry(Object.class, new Form(null, null)));

    private static final String DECIMAL = "^[-+]?\\d+(\\.\\d+)?([eE][-+]?\\d+)?$";

    private final ObjectMapper mapper;

    ScalarDefinitions(ObjectMapper mapper) {
        this.mapper = mapper;
    }

    private record Form(@Nullable String type, @Nullable String format) {}

    @Override
    public @Nullable CustomDefinition provideCustomSchemaDefinition(
            ResolvedType type, SchemaGenerationContext context) {
        ObjectNode definition = mapper.createObjectNode();
        Form form = FORMS.get(type.getErasedType());
        if (form != null) {
            if (type.getErasedType() == BigDecimal.class) {
                defineDecimal(definition);
            } else if (form.type() != null) {
                definition.put("type", form.type());
            }
            if (form.format() != null) {
                definition.put("format", form.format());
            }
            if (type.getErasedType() == char.class || type.getErasedType() == Character.class) {
                definition.put("minLength", 1).put("maxLength", 1);
            }
        } else if (type.getErasedType().isEnum()) {
            defineEnum(type.getErasedType(), definition);
        } else {
            refuseUnknown(type);
            return null;
        }
        return new CustomDefinition(
                definition, CustomDefinition.DefinitionType.INLINE, CustomDefinition.AttributeInclusion.YES);
    }

    // written as a number; Python's decimals may come as text, because a double has not all their digits
    private static void defineDecimal(ObjectNode definition) {
        definition.putArray("type").add("number").add("string");
        definition.put("pattern", DECIMAL);
    }

    /** What keys of this class are beside being texts; no value where they may be any. */
    static Optional<ObjectNode> keys(Class<?> type, ObjectMapper mapper) {
        Form form = FORMS.get(type);
        ObjectNode definition = mapper.createObjectNode();
        if (form != null && form.format() != null) {
            return Optional.of(definition.put("format", form.format()));
        }
        if (!type.isEnum()) {
            return Optional.empty();
        }
        ArrayNode names = definition.putArray("enum");
        try {
            Map<Object, Integer> constants = new LinkedHashMap<>();
            for (Object constant : type.getEnumConstants()) {
                constants.put(constant, 0);
            }
            mapper.valueToTree(constants).fieldNames().forEachRemaining(names::add);
        } catch (IllegalArgumentException noKey) {
            throw new ConfigurationException(
                    type.getName() + " cannot be the key of a map: " + noKey.getMessage(), noKey);
        }
        return Optional.of(definition);
    }

    /** Whether values of this class are texts in JSON. */
    boolean isText(Class<?> type) {
        Form form = FORMS.get(type);
        return form == null ? type.isEnum() && namesOf(type).path(0).isTextual() : "string".equals(form.type());
    }

    private void defineEnum(Class<?> type, ObjectNode definition) {
        ArrayNode names = namesOf(type);
        boolean numbers = names.path(0).isIntegralNumber();
        definition.put("type", numbers ? "integer" : "string").set("enum", names);
    }

    private ArrayNode namesOf(Class<?> type) {
        ArrayNode names = mapper.createArrayNode();
        for (Object constant : type.getEnumConstants()) {
            names.add(mapper.<JsonNode>valueToTree(constant));
        }
        return names;
    }

    private static void refuseUnknown(ResolvedType type) {
        Class<?> raw = type.getErasedType();
        boolean container = raw.isArray()
                || Collection.class.isAssignableFrom(raw)
                || Map.class.isAssignableFrom(raw)
                || raw == Optional.class;
        if (!container && raw.getName().startsWith("java")) {
            throw new ConfigurationException(
                    raw.getName() + " has no JSON Schema. Accepted: numbers, text, booleans, enums,"
                            + " UUID, java.time, URI, Optional, lists, sets, maps, records and sealed types");
        }
    }
}
