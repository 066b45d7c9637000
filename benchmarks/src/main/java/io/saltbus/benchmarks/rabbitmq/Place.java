package io.saltbus.benchmarks.rabbitmq;

import com.rabbitmq.client.AMQP;
import com.rabbitmq.client.Channel;
import com.rabbitmq.client.Connection;
import com.rabbitmq.client.ConnectionFactory;
import com.rabbitmq.client.impl.ForgivingExceptionHandler;
import io.vertx.core.Vertx;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.Map;

/**
 * Where messages are moved: one broker, an exchange and a queue bound to it.
 *
 * @param vertx whose event loops are used
 * @param url the broker
 * @param queueType {@code quorum} or {@code classic}
 * @param messages how many are moved in a round
 */
record Place(Vertx vertx, String url, String queueType, int messages) {
    /** Unsettled messages that are under way at once: a publisher's window. */
    static final int WINDOW = 1000;

    /** Unsettled deliveries that a consumer holds. */
    static final int PREFETCH = 250;

    static final String EXCHANGE = "saltbus.bench";
    static final String ROUTING_KEY = "order.created";

    /** Persistent, with what an event carries. */
    static final AMQP.BasicProperties PROPERTIES = new AMQP.BasicProperties.Builder()
            .contentType("application/json")
            .deliveryMode(2)
            .messageId("01938f2e-7a4b-7c55-9d3e-1b2c3d4e5f60")
            .type(ROUTING_KEY)
            .appId("bench")
            .build();

    /** 1 KB of JSON. */
    static byte[] body() {
        String start = "{\"orderId\":\"o-1\",\"note\":\"";
        return (start + "x".repeat(1024 - start.length() - 2) + "\"}").getBytes(StandardCharsets.US_ASCII);
    }

    String queue() {
        return "saltbus.bench." + queueType;
    }

    /** Connections without recovery, whose callbacks may throw without closing a channel. */
    ConnectionFactory factory() {
        var factory = new ConnectionFactory();
        try {
            factory.setUri(url);
        } catch (URISyntaxException | GeneralSecurityException refused) {
            throw new IllegalArgumentException(
                    "SALTBUS_BROKER_URL is not an AMQP address such as amqp://localhost: " + refused.getMessage(),
                    refused);
        }
        factory.setAutomaticRecoveryEnabled(false);
        factory.setTopologyRecoveryEnabled(false);
        factory.setExceptionHandler(new ForgivingExceptionHandler());
        return factory;
    }

    /** Makes the queue anew, bound to the exchange. */
    void make() throws Exception {
        try (Connection connection = factory().newConnection();
                Channel channel = connection.createChannel()) {
            channel.exchangeDeclare(EXCHANGE, "topic", true);
            channel.queueDelete(queue());
            channel.queueDeclare(queue(), true, false, false, Map.of("x-queue-type", queueType));
            channel.queueBind(queue(), EXCHANGE, "order.#");
        }
    }

    /** Removes all messages from a queue. */
    void empty(String name) throws Exception {
        try (Connection connection = factory().newConnection();
                Channel channel = connection.createChannel()) {
            channel.queuePurge(name);
        }
    }

    /** Puts the messages of a round into the queue. */
    void fill() throws Exception {
        try (Connection connection = factory().newConnection();
                Channel channel = connection.createChannel()) {
            channel.confirmSelect();
            byte[] body = body();
            for (int sent = 1; sent <= messages; sent++) {
                channel.basicPublish(EXCHANGE, ROUTING_KEY, PROPERTIES, body);
                if (sent % WINDOW == 0 || sent == messages) {
                    channel.waitForConfirmsOrDie(30_000);
                }
            }
        }
    }

    /** Removes what was made. */
    void remove() throws Exception {
        try (Connection connection = factory().newConnection();
                Channel channel = connection.createChannel()) {
            channel.queueDelete(queue());
            channel.exchangeDelete(EXCHANGE);
        }
    }
}
