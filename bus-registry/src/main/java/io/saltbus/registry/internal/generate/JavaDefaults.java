package io.saltbus.registry.internal.generate;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.DecimalNode;
import io.saltbus.registry.internal.generate.Shape.Kind;
import java.math.BigDecimal;
import java.net.URI;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.util.UUID;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Defaults as {@code @Default} takes them. */
final class JavaDefaults {
    private final Function<String, NamedType> types;

    JavaDefaults(Function<String, NamedType> types) {
        this.types = types;
    }

    /** A default in the one way that Java reads, or null where it cannot be read as its type. */
    @Nullable
    JsonNode readable(Shape shape, JsonNode value) {
        if (shape instanceof Shape.Scalar scalar) {
            return scalar(scalar, value);
        } else if (shape instanceof Shape.Listed list) {
            return value.isArray() && allReadable(list.items(), value) ? value : null;
        } else if (shape instanceof Shape.Mapped map) {
            return value.isObject() && allReadable(map.values(), value) ? value : null;
        } else if (shape instanceof Shape.Named named) {
            return named(types.apply(named.key()), value);
        }
        return shape instanceof Shape.Tuple tuple && !fits(tuple, value) ? null : value;
    }

    private boolean fits(Shape.Tuple tuple, JsonNode value) {
        if (tuple.key() == null || !value.isArray()) {
            return value.isArray();
        }
        boolean fits = value.size() == tuple.items().size();
        for (int index = 0; fits && index < value.size(); index++) {
            Shape.Value expected = tuple.items().get(index);
            JsonNode item = value.get(index);
            fits = item.isNull() ? expected.nullable() : readable(expected.shape(), item) != null;
        }
        return fits;
    }

    private boolean allReadable(Shape.Value expected, JsonNode values) {
        for (JsonNode value : values) {
            if (value.isNull() ? !expected.nullable() : readable(expected.shape(), value) == null) {
                return false;
            }
        }
        return true;
    }

    private @Nullable JsonNode named(NamedType type, JsonNode value) {
        if (type instanceof NamedType.Enumerated choice) {
            return choice.values().contains(value) ? value : null;
        }
        if (!value.isObject()) {
            return null;
        }
        if (type instanceof NamedType.Struct struct) {
            for (NamedType.Property property : struct.properties()) {
                JsonNode inner = value.get(property.name());
                boolean wrong = (inner == null || inner.isNull())
                        ? (property.required() && !property.value().nullable())
                        : readable(property.value().shape(), inner) == null;
                if (wrong) {
                    return null;
                }
            }
        }
        return value;
    }

    private static @Nullable JsonNode scalar(Shape.Scalar scalar, JsonNode value) {
        try {
            return switch (scalar.kind()) {
                case TEXT ->
                    value.isTextual()
                                    && !JavaText.tooLong(value.textValue())
                                    && parses(scalar.schema().path("format").asText(), value.textValue())
                            ? value
                            : null;
                case INTEGER ->
                    value.isNumber()
                            ? DecimalNode.valueOf(
                                    new BigDecimal(value.decimalValue().toBigIntegerExact()))
                            : null;
                case NUMBER, DECIMAL -> {
                    if (value.isTextual() && scalar.kind() == Kind.DECIMAL) {
                        yield DecimalNode.valueOf(new BigDecimal(value.textValue()));
                    }
                    yield value.isNumber() ? value : null;
                }
                case BOOLEAN -> value.isBoolean() ? value : null;
            };
        } catch (ArithmeticException | IllegalArgumentException | DateTimeException unreadable) {
            return null;
        }
    }

    private static boolean parses(String format, String text) {
        switch (format) {
            case "time" -> LocalTime.parse(text);
            case "uuid", "uuid1", "uuid2", "uuid3", "uuid4", "uuid5", "uuid6", "uuid7", "uuid8" ->
                UUID.fromString(text);
            case "date-time" -> OffsetDateTime.parse(text);
            case "date" -> LocalDate.parse(text);
            case "duration" -> Duration.parse(text);
            case "uri" -> URI.create(text);
            default -> {
                return true;
            }
        }
        return true;
    }
}
