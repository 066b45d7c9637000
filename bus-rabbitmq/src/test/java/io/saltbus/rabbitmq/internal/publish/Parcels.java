package io.saltbus.rabbitmq.internal.publish;

import com.rabbitmq.client.AMQP;
import java.nio.charset.StandardCharsets;
import java.util.Locale;

/** Parcels for tests: the body is the id. */
final class Parcels {
    private Parcels() {}

    static Parcel to(String exchange, String routingKey, String id) {
        return to(exchange, routingKey, id, id.getBytes(StandardCharsets.UTF_8));
    }

    static Parcel to(String exchange, String routingKey, String id, byte[] body) {
        var properties =
                new AMQP.BasicProperties.Builder().messageId(id).deliveryMode(2).build();
        return new Parcel(exchange, routingKey, properties, body);
    }

    static String id(int number) {
        return String.format(Locale.ROOT, "m%06d", number);
    }
}
