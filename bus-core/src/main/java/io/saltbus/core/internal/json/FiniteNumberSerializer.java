package io.saltbus.core.internal.json;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.SerializerProvider;
import com.fasterxml.jackson.databind.ser.std.StdScalarSerializer;
import java.io.IOException;
import java.math.BigDecimal;

/** Refuses what JSON has no number for; Jackson would write it as text, which the schema's readers do not expect. */
final class FiniteNumberSerializer extends StdScalarSerializer<Number> {
    FiniteNumberSerializer() {
        super(Number.class);
    }

    @Override
    public void serialize(Number value, JsonGenerator json, SerializerProvider provider) throws IOException {
        double number = value.doubleValue();
        if (!Double.isFinite(number)) {
            throw JsonMappingException.from(json, "is no finite number, and JSON has no other");
        }
        if (value instanceof Float single) {
            // as a double it would get digits that nobody wrote
            json.writeNumber(new BigDecimal(single.toString()));
        } else {
            json.writeNumber(number);
        }
    }
}
