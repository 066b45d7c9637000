package io.saltbus.rabbitmq.internal.publish;

import com.rabbitmq.client.AMQP;
import io.saltbus.rabbitmq.internal.wire.Wire;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A message as it goes onto the wire.
 *
 * @param exchange where to; the empty text is the default exchange, which routes by the queue's name
 * @param routingKey what the exchange routes by
 * @param properties the AMQP properties, headers among them; with the message id
 * @param body the bytes; never changed after they were handed over
 * @param request whether somebody waits for its answer
 */
@SuppressWarnings("ArrayRecordComponent") // carried, never compared
public record Parcel(
        String exchange, String routingKey, AMQP.BasicProperties properties, byte[] body, boolean request) {
    private static final int TRANSIENT = 1; // AMQP 0-9-1: basic.delivery-mode

    /** One that nobody waits for an answer to. */
    public Parcel(String exchange, String routingKey, AMQP.BasicProperties properties, byte[] body) {
        this(exchange, routingKey, properties, body, false);
    }

    /** How the broker is to say that it took this: one that it would store is worth a confirm of its own. */
    public Proof proof() {
        return request && Integer.valueOf(TRANSIENT).equals(properties.getDeliveryMode())
                ? Proof.BARRIER
                : Proof.CONFIRM;
    }

    /**
     * The same as it is sent once more, when nobody knows whether the broker has it already. The broker takes the second for another message
     * and hands it out as a first delivery, so a request says it by itself: its responder then looks whether it was answered before. An
     * event says nothing, because its handlers expect every event twice.
     */
    Parcel again() {
        if (!request) {
            return this;
        }
        Map<String, Object> headers =
                properties.getHeaders() == null ? new HashMap<>() : new HashMap<>(properties.getHeaders());
        headers.put(Wire.RESENT, true);
        return with(properties.builder().headers(headers).build());
    }

    /**
     * The same as it is written after it has waited: a request with what is left of its caller's time, counted from when it was handed over.
     * What nobody waits for any more is not to be begun. An event's time to live begins when the broker has it.
     *
     * @return null where its caller waits no longer
     */
    @Nullable
    Parcel after(Duration waited) {
        long millis = waited.toMillis();
        if (!request || properties.getExpiration() == null || millis == 0) {
            return this;
        }
        long left = Long.parseLong(properties.getExpiration()) - millis;
        if (left <= 0) {
            return null;
        }
        AMQP.BasicProperties.Builder sooner = properties.builder().expiration(Long.toString(left));
        if (properties.getHeaders() != null && properties.getHeaders().containsKey(Wire.TIMEOUT_MS)) {
            Map<String, Object> headers = new HashMap<>(properties.getHeaders());
            headers.put(Wire.TIMEOUT_MS, left);
            sooner.headers(headers);
        }
        return with(sooner.build());
    }

    private Parcel with(AMQP.BasicProperties others) {
        return new Parcel(exchange, routingKey, others, body, request);
    }
}
