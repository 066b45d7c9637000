package io.saltbus.core.internal.json;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.databind.DeserializationContext;
import com.fasterxml.jackson.databind.JsonDeserializer;
import com.fasterxml.jackson.databind.deser.std.DelegatingDeserializer;
import com.fasterxml.jackson.databind.node.BigIntegerNode;
import java.io.IOException;
import java.math.BigDecimal;
import org.jspecify.annotations.Nullable;

/** Lets Jackson's own deserializer of a class see only what loses nothing. */
final class ExactDeserializer extends DelegatingDeserializer {
    private static final long serialVersionUID = 1L;

    private final Class<?> type;
    private final ExactReading reading;

    ExactDeserializer(JsonDeserializer<?> deserializer, Class<?> type, ExactReading reading) {
        super(deserializer);
        this.type = type;
        this.reading = reading;
    }

    @Override
    protected JsonDeserializer<?> newDelegatingInstance(JsonDeserializer<?> deserializer) {
        return new ExactDeserializer(deserializer, type, reading);
    }

    @Override
    public @Nullable Object deserialize(JsonParser value, DeserializationContext context) throws IOException {
        if (!reading.fits(value)) {
            return context.reportInputMismatch(type, "another form");
        }
        return _delegatee.deserialize(reading.isWhole() ? withoutPoint(value) : value, context);
    }

    /** 1.0 as 1, which the deserializer takes: floats for integers are turned off, because arrays would still cut them. */
    private static JsonParser withoutPoint(JsonParser value) throws IOException {
        if (!value.hasToken(JsonToken.VALUE_NUMBER_FLOAT)) {
            return value;
        }
        BigDecimal number = value.getDecimalValue();
        JsonParser whole = BigIntegerNode.valueOf(number.toBigIntegerExact()).traverse(value.getCodec());
        whole.nextToken();
        return whole;
    }
}
