package io.saltbus.rabbitmq.internal.topology;

import com.rabbitmq.client.AMQP;
import io.saltbus.rabbitmq.internal.publish.Parcel;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What a delayed event carries through the ladder, because the routing key and the expiration are not its own there. */
final class DueHeaders {
    private static final String TOPIC = "salt-due-topic";
    private static final String EXPIRATION = "salt-due-expiration";
    private static final String REQUEST = "salt-due-request";
    private static final Set<String> OWN = Set.of(TOPIC, EXPIRATION, REQUEST);
    private static final String OF_THE_BROKER = "x-";

    private DueHeaders() {}

    static Map<String, Object> write(Parcel parcel) {
        AMQP.BasicProperties properties = parcel.properties();
        Map<String, Object> headers = without(properties);
        headers.put(TOPIC, parcel.routingKey());
        if (parcel.request()) {
            headers.put(REQUEST, true);
        }
        if (properties.getExpiration() != null) {
            headers.put(EXPIRATION, properties.getExpiration());
        }
        return headers;
    }

    /** The message as it was before it was delayed. */
    static AMQP.BasicProperties restore(AMQP.BasicProperties properties) {
        return properties
                .builder()
                .headers(without(properties))
                .expiration(text(properties, EXPIRATION))
                .build();
    }

    /** What a delayed event is to be routed by; null where this is none. */
    static @Nullable String topic(AMQP.BasicProperties properties) {
        return text(properties, TOPIC);
    }

    /** Whether it is one for the exchange of requests. */
    static boolean isRequest(AMQP.BasicProperties properties) {
        return properties.getHeaders() != null && properties.getHeaders().containsKey(REQUEST);
    }

    /** The headers but for those, and those that the broker adds. */
    static Map<String, Object> without(AMQP.BasicProperties properties) {
        Map<String, Object> headers =
                properties.getHeaders() == null ? new HashMap<>() : new HashMap<>(properties.getHeaders());
        headers.keySet().removeIf(name -> name.startsWith(OF_THE_BROKER) || OWN.contains(name));
        return headers;
    }

    private static @Nullable String text(AMQP.BasicProperties properties, String name) {
        Object value =
                properties.getHeaders() == null ? null : properties.getHeaders().get(name);
        return value == null ? null : value.toString();
    }
}
