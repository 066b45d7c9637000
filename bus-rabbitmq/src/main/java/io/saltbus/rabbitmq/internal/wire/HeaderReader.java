package io.saltbus.rabbitmq.internal.wire;

import com.rabbitmq.client.LongString;
import io.saltbus.core.event.Version;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Looks at the headers of one message, whoever wrote them. What is not as it must be counts as missing, and the first such fault is kept; it
 * names the header, and never quotes it.
 */
final class HeaderReader {
    private final Map<String, Object> headers;
    private @Nullable String fault;

    HeaderReader(@Nullable Map<String, Object> headers) {
        this.headers = headers == null ? Map.of() : headers;
    }

    Map<String, Object> all() {
        return headers;
    }

    /** The first fault. */
    @Nullable
    String fault() {
        return fault;
    }

    void refuse(String why) {
        if (fault == null) {
            fault = why;
        }
    }

    @Nullable
    String text(String name) {
        Object value = headers.get(name);
        if (value == null || value instanceof LongString || value instanceof String) {
            return value == null ? null : value.toString();
        }
        refuse("header " + name + " must be a text");
        return null;
    }

    /** A text that nobody depends on. */
    @Nullable
    String textIfAny(String name) {
        Object value = headers.get(name);
        return value instanceof LongString || value instanceof String ? value.toString() : null;
    }

    long number(String name, long otherwise, long least, long most) {
        Object value = headers.get(name);
        if (value == null) {
            return otherwise;
        }
        boolean whole =
                value instanceof Long || value instanceof Integer || value instanceof Short || value instanceof Byte;
        long number = whole ? ((Number) value).longValue() : 0;
        if (!whole || number < least || number > most) {
            refuse("header " + name + " must be a whole number, " + least + " to " + most);
            return otherwise;
        }
        return number;
    }

    @Nullable
    Instant instant(String name) {
        String text = text(name);
        try {
            return text == null ? null : IsoTime.parse(text);
        } catch (DateTimeException noTime) {
            refuse("header " + name + " must be a time in ISO 8601");
            return null;
        }
    }

    @Nullable
    Version version(String name) {
        String text = text(name);
        try {
            return text == null ? null : Version.parse(text);
        } catch (IllegalArgumentException noVersion) {
            refuse("header " + name + " must be a version such as v1, v1.2 or v1.2.3");
            return null;
        }
    }
}
