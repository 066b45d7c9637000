package io.saltbus.rabbitmq.internal.wire;

import com.rabbitmq.client.LongString;
import io.saltbus.core.publish.PublishException;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;

/**
 * The headers that a publisher added. They travel under their own names, so that foreign readers and writers of plain text headers are
 * understood; where a name means something to the bus, to the broker or to Celery, {@code salt-h-} comes before it.
 */
final class PublisherHeaders {
    private static final int MAX_NAME_BYTES = 255; // a short string, AMQP 0-9-1, 4.2.5.5
    private static final Set<String> OF_THE_WIRE =
            Set.of(SaltHeader.TRACEPARENT, SaltHeader.TRACESTATE, "CC", "BCC"); // RabbitMQ routes by the last two

    private PublisherHeaders() {}

    /** Whether a name can stand as it is in the native format: {@code task} alone would make it one of Celery. */
    static boolean plain(String name) {
        return !reserved(name) && !CeleryHeaders.NAMES.contains(name);
    }

    private static boolean reserved(String name) {
        return name.startsWith(SaltHeader.PREFIX) || name.startsWith("x-") || OF_THE_WIRE.contains(name);
    }

    /**
     * Adds them to the headers of a message.
     *
     * @throws PublishException.HeadersTooLarge where a name cannot be written
     */
    static void write(Map<String, String> added, Map<String, Object> to, Predicate<String> plain) {
        for (Map.Entry<String, String> header : added.entrySet()) {
            String name = plain.test(header.getKey()) ? header.getKey() : SaltHeader.ESCAPED.concat(header.getKey());
            if (name.length() > MAX_NAME_BYTES / 3) { // a char takes three bytes at most
                int bytes = name.getBytes(StandardCharsets.UTF_8).length;
                if (bytes > MAX_NAME_BYTES) {
                    throw new PublishException.HeadersTooLarge("the name of a header", bytes, MAX_NAME_BYTES);
                }
            }
            to.put(name, header.getValue());
        }
    }

    /** Finds them among the headers of a message: what is text, a number or a truth. */
    static Map<String, String> read(Map<String, Object> headers, Set<String> others) {
        Map<String, String> found = Map.of();
        for (Map.Entry<String, Object> header : headers.entrySet()) {
            String name = header.getKey();
            boolean escaped = name.startsWith(SaltHeader.ESCAPED);
            if (escaped || (!reserved(name) && !others.contains(name))) {
                Object value = header.getValue();
                if (value instanceof LongString
                        || value instanceof String
                        || value instanceof Number
                        || value instanceof Boolean) {
                    found = found.isEmpty() ? new HashMap<>() : found;
                    found.put(escaped ? name.substring(SaltHeader.ESCAPED.length()) : name, value.toString());
                }
            }
        }
        return found;
    }
}
