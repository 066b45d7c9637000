package io.saltbus.registry.internal.wire;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.saltbus.core.event.EventMode;
import io.saltbus.core.event.TopicPattern;
import io.saltbus.core.event.Version;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Reads the fields of an object. What is missing or of another type is an {@link IllegalArgumentException} that names the field.
 *
 * @param node the object
 */
public record Fields(JsonNode node) {
    /** A text that must be there. */
    public String text(String name) {
        String text = textOrNull(name);
        if (text == null) {
            throw refused(name, "a text");
        }
        return text;
    }

    /** A text; null where it is absent or null. */
    public @Nullable String textOrNull(String name) {
        JsonNode value = node.path(name);
        if (value.isMissingNode() || value.isNull()) {
            return null;
        }
        if (!value.isTextual()) {
            throw refused(name, "a text");
        }
        return value.textValue();
    }

    /** A text, or another one where it is absent or null. */
    public String text(String name, String otherwise) {
        String text = textOrNull(name);
        return text == null ? otherwise : text;
    }

    /** A whole number of at most 63 bits that must be there. */
    public long number(String name) {
        JsonNode value = node.path(name);
        if (!value.isIntegralNumber() || !value.canConvertToLong()) {
            throw refused(name, "a whole number");
        }
        return value.longValue();
    }

    /** A whole number of at most 31 bits that must be there. */
    public int integer(String name) {
        long number = number(name);
        if (number != (int) number) {
            throw refused(name, "a smaller number");
        }
        return (int) number;
    }

    /** A boolean; false where it is absent or null. */
    public boolean flag(String name) {
        JsonNode value = node.path(name);
        if (value.isMissingNode() || value.isNull()) {
            return false;
        }
        if (!value.isBoolean()) {
            throw refused(name, "true or false");
        }
        return value.booleanValue();
    }

    /** An object that must be there. */
    public ObjectNode object(String name) {
        ObjectNode object = objectOrNull(name);
        if (object == null) {
            throw refused(name, "an object");
        }
        return object;
    }

    /** An object; null where it is absent or null. */
    public @Nullable ObjectNode objectOrNull(String name) {
        JsonNode value = node.path(name);
        if (value instanceof ObjectNode object) {
            return object;
        }
        if (value.isMissingNode() || value.isNull()) {
            return null;
        }
        throw refused(name, "an object");
    }

    /** Each object of an array that must be there. */
    public <T> List<T> objects(String name, Function<Fields, T> form) {
        JsonNode value = node.path(name);
        if (!value.isArray() || value.valueStream().anyMatch(item -> !item.isObject())) {
            throw refused(name, "an array of objects");
        }
        return value.valueStream().map(item -> form.apply(new Fields(item))).toList();
    }

    /** Each text of an array that must be there. */
    public <T> List<T> texts(String name, Function<String, T> form) {
        JsonNode value = node.path(name);
        if (!value.isArray() || value.valueStream().anyMatch(item -> !item.isTextual())) {
            throw refused(name, "an array of texts");
        }
        return value.valueStream().map(item -> form.apply(item.textValue())).toList();
    }

    /** A version that must be there. */
    public Version version(String name) {
        return Version.parse(text(name));
    }

    /** A version; null where it is absent or null. */
    public @Nullable Version versionOrNull(String name) {
        String text = textOrNull(name);
        return text == null ? null : Version.parse(text);
    }

    /** Who receives it; everyone where it is absent or null. */
    public EventMode mode(String name) {
        return parse(name, text(name, "broadcast"), EventMode.class);
    }

    /** A constant of an enum, in any case. */
    public <E extends Enum<E>> E constant(String name, Class<E> type) {
        return parse(name, text(name), type);
    }

    private static <E extends Enum<E>> E parse(String name, String text, Class<E> type) {
        for (E constant : type.getEnumConstants()) {
            if (constant.name().equalsIgnoreCase(text)) {
                return constant;
            }
        }
        throw refused(
                name, "one of " + List.of(type.getEnumConstants()).toString().toLowerCase(Locale.ROOT));
    }

    /** Patterns that must be there. */
    public List<TopicPattern> patterns(String name) {
        return texts(name, TopicPattern::of);
    }

    /** A time that must be there. */
    public Instant instant(String name) {
        Instant instant = instantOrNull(name);
        if (instant == null) {
            throw refused(name, "a time");
        }
        return instant;
    }

    /** A time; null where it is absent or null. */
    public @Nullable Instant instantOrNull(String name) {
        String text = textOrNull(name);
        try {
            return text == null ? null : Instant.parse(text);
        } catch (DateTimeParseException other) {
            throw new IllegalArgumentException(
                    "field \"" + name + "\" must be a time in UTC, such as 2026-11-22T08:00:00Z", other);
        }
    }

    private static IllegalArgumentException refused(String name, String wanted) {
        return new IllegalArgumentException("field \"" + name + "\" must be " + wanted);
    }
}
