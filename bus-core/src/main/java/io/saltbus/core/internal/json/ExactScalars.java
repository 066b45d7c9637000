package io.saltbus.core.internal.json;

import com.fasterxml.jackson.databind.BeanDescription;
import com.fasterxml.jackson.databind.DeserializationConfig;
import com.fasterxml.jackson.databind.JsonDeserializer;
import com.fasterxml.jackson.databind.deser.BeanDeserializerModifier;
import com.fasterxml.jackson.databind.type.ReferenceType;
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
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.Set;
import java.util.UUID;

/** Has numbers and texts read as what they are, or not at all: Jackson would cut 1.5 to 1, and take 0 for a moment in 1970. */
final class ExactScalars extends BeanDeserializerModifier {
    private static final long serialVersionUID = 1L;

    private static final Set<Class<?>> BYTES = Set.of(byte.class, Byte.class);
    private static final Set<Class<?>> WHOLE = Set.of(
            short.class,
            Short.class,
            int.class,
            Integer.class,
            long.class,
            Long.class,
            BigInteger.class,
            OptionalInt.class,
            OptionalLong.class);
    private static final Set<Class<?>> FLOATS = Set.of(float.class, Float.class);
    private static final Set<Class<?>> DOUBLES = Set.of(double.class, Double.class, OptionalDouble.class);
    private static final Set<Class<?>> TEXTS = Set.of(
            Instant.class,
            OffsetDateTime.class,
            OffsetTime.class,
            ZonedDateTime.class,
            LocalDate.class,
            LocalDateTime.class,
            LocalTime.class,
            Duration.class,
            UUID.class,
            URI.class,
            URL.class);

    @Override
    public JsonDeserializer<?> modifyDeserializer(
            DeserializationConfig config, BeanDescription bean, JsonDeserializer<?> deserializer) {
        return exact(bean.getBeanClass(), deserializer);
    }

    @Override
    public JsonDeserializer<?> modifyReferenceDeserializer(
            DeserializationConfig config, ReferenceType type, BeanDescription bean, JsonDeserializer<?> deserializer) {
        return exact(type.getRawClass(), deserializer);
    }

    private static JsonDeserializer<?> exact(Class<?> type, JsonDeserializer<?> deserializer) {
        if (BYTES.contains(type)) {
            return new ExactDeserializer(deserializer, type, ExactReading.BYTE);
        }
        if (WHOLE.contains(type)) {
            return new ExactDeserializer(deserializer, type, ExactReading.WHOLE);
        }
        if (FLOATS.contains(type)) {
            return new ExactDeserializer(deserializer, type, ExactReading.FLOAT);
        }
        if (DOUBLES.contains(type)) {
            return new ExactDeserializer(deserializer, type, ExactReading.DOUBLE);
        }
        return TEXTS.contains(type) ? new ExactDeserializer(deserializer, type, ExactReading.TEXT) : deserializer;
    }
}
