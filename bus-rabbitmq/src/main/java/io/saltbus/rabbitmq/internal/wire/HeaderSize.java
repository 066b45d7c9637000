package io.saltbus.rabbitmq.internal.wire;

import com.rabbitmq.client.impl.Frame;
import java.io.UncheckedIOException;
import java.io.UnsupportedEncodingException;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** How many bytes headers and texts take on the wire. */
final class HeaderSize {
    private static final int MAX_SHORT_BYTES = 255; // a short string, AMQP 0-9-1, 4.2.5.5
    private static final int MAX_BYTES_OF_CHAR = 3;
    private static final int ROOM_OF_FIELD = 16; // lengths and type of a field, and a number

    private HeaderSize() {}

    /** The exact size where it could be above the limit, and a higher number than the exact one otherwise. */
    static long of(Map<String, Object> headers, int limit) {
        long most = 0;
        for (Map.Entry<String, Object> header : headers.entrySet()) {
            Object value = header.getValue();
            if (!(value == null || value instanceof String || value instanceof Number || value instanceof Boolean)) {
                return exact(headers);
            }
            int chars = header.getKey().length() + (value instanceof String text ? text.length() : 0);
            most += ROOM_OF_FIELD + (long) chars * MAX_BYTES_OF_CHAR;
        }
        return most <= limit ? most : exact(headers);
    }

    static long exact(Map<String, Object> headers) {
        try {
            return Frame.tableSize(headers);
        } catch (UnsupportedEncodingException impossible) { // UTF-8 always is
            throw new UncheckedIOException(impossible);
        }
    }

    /** A text that goes into a property if it fits there, and into a header otherwise; then the property stays empty. */
    static @Nullable String inProperty(@Nullable String text, String header, Map<String, Object> headers) {
        if (text == null || fitsProperty(text)) {
            return text;
        }
        headers.put(header, text);
        return null;
    }

    static boolean fitsProperty(String text) {
        return text.length() <= MAX_SHORT_BYTES / MAX_BYTES_OF_CHAR
                || text.getBytes(StandardCharsets.UTF_8).length <= MAX_SHORT_BYTES;
    }

    /** The headers that a message keeps when it is sent again: without the broker's, which would be stale, and without an earlier death's. */
    static Map<String, Object> kept(@Nullable Map<String, Object> headers) {
        var kept = new HashMap<String, Object>();
        if (headers != null) {
            headers.forEach((name, value) -> {
                // CC and BCC would route it once more
                if (!name.startsWith("x-")
                        && !name.startsWith(SaltHeader.DEATH)
                        && !name.equals("CC")
                        && !name.equals("BCC")) {
                    kept.put(name, value);
                }
            });
        }
        return kept;
    }
}
