package io.saltbus.core.internal.json;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamWriteConstraints;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.Module;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.PropertyNamingStrategies;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.cfg.CoercionAction;
import com.fasterxml.jackson.databind.cfg.CoercionInputShape;
import com.fasterxml.jackson.databind.cfg.JsonNodeFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.module.SimpleModule;
import com.fasterxml.jackson.databind.type.LogicalType;
import com.fasterxml.jackson.datatype.jdk8.Jdk8Module;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import io.saltbus.core.schema.PayloadLimits;
import io.vertx.core.json.jackson.VertxModule;
import java.math.BigDecimal;
import java.util.List;

/** How Java and JSON correspond on the wire. */
final class PayloadMapper {
    private PayloadMapper() {}

    static ObjectMapper create(PayloadLimits limits) {
        var builder = JsonMapper.builder(factory(limits))
                // JsonObject and JsonArray; before the java.time module, whose instants are the better ones
                .addModule(new VertxModule())
                .addModule(new JavaTimeModule())
                .addModule(new Jdk8Module())
                .addModule(exactScalars())
                .accessorNaming(new ComponentNaming())
                .nodeFactory(new BoundedNumbers())
                .annotationIntrospector(new SealedTypeIntrospector())
                .propertyNamingStrategy(PropertyNamingStrategies.SNAKE_CASE)
                .enable(JsonNodeFeature.USE_BIG_DECIMAL_FOR_FLOATS)
                .disable(JsonNodeFeature.STRIP_TRAILING_BIGDECIMAL_ZEROES)
                .disable(
                        SerializationFeature.WRITE_DATES_AS_TIMESTAMPS,
                        SerializationFeature.WRITE_DURATIONS_AS_TIMESTAMPS)
                // Map.of() and records without components are good payloads
                .disable(SerializationFeature.FAIL_ON_EMPTY_BEANS)
                .disable(
                        DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES,
                        DeserializationFeature.ACCEPT_FLOAT_AS_INT,
                        DeserializationFeature.ADJUST_DATES_TO_CONTEXT_TIME_ZONE)
                .enable(
                        DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES,
                        DeserializationFeature.FAIL_ON_NUMBERS_FOR_ENUMS,
                        DeserializationFeature.FAIL_ON_READING_DUP_TREE_KEY);
        refuse(builder, LogicalType.Integer, CoercionInputShape.String, CoercionInputShape.EmptyString);
        refuse(builder, LogicalType.Float, CoercionInputShape.String, CoercionInputShape.EmptyString);
        refuse(
                builder,
                LogicalType.Boolean,
                CoercionInputShape.String,
                CoercionInputShape.EmptyString,
                CoercionInputShape.Integer,
                CoercionInputShape.Float);
        refuse(
                builder,
                LogicalType.Textual,
                CoercionInputShape.Integer,
                CoercionInputShape.Float,
                CoercionInputShape.Boolean);
        // Python writes its decimals as text
        builder.withCoercionConfig(
                BigDecimal.class, config -> config.setCoercion(CoercionInputShape.String, CoercionAction.TryConvert));
        return builder.build();
    }

    private static JsonFactory factory(PayloadLimits limits) {
        return JsonFactory.builder()
                .streamReadConstraints(StreamReadConstraints.builder()
                        .maxNestingDepth(limits.maxDepth())
                        .maxStringLength(limits.maxStringLength())
                        .maxNameLength(limits.maxStringLength())
                        .maxNumberLength(BoundedNumbers.MAX_SIGNS)
                        .build())
                .streamWriteConstraints(StreamWriteConstraints.builder()
                        .maxNestingDepth(limits.maxDepth())
                        .build())
                .build();
    }

    private static void refuse(JsonMapper.Builder builder, LogicalType type, CoercionInputShape... shapes) {
        builder.withCoercionConfig(type, config -> {
            for (CoercionInputShape shape : shapes) {
                config.setCoercion(shape, CoercionAction.Fail);
            }
        });
    }

    private static Module exactScalars() {
        var serializer = new FiniteNumberSerializer();
        var module = new SimpleModule("saltbus-exact-scalars");
        for (Class<? extends Number> type : List.of(Double.class, double.class, Float.class, float.class)) {
            module.addSerializer(type, serializer);
        }
        module.setDeserializerModifier(new ExactScalars());
        return module;
    }
}
