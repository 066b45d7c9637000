package io.saltbus.rabbitmq.internal.order;

import com.rabbitmq.client.AMQP;
import com.rabbitmq.client.Channel;
import com.rabbitmq.client.Connection;
import com.rabbitmq.client.DefaultConsumer;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One consumer on one channel, from its registration to its end; another follows in its place. On the loop but for {@link #open} and
 * {@link #unregister}.
 */
final class Line {
    private static final Logger LOG = LoggerFactory.getLogger(Line.class);

    private enum State {
        TAKING,
        /** What arrives is left unsettled, to go back; what was taken is finished. */
        FADING,
        ENDED
    }

    /** The client hands over at most 1000 deliveries of a channel that are not taken yet, and then hangs the loop. */
    private static final int MOST_PREFETCHED = 990;

    private final Place place;
    private final Channel channel;
    private final List<Promise<Void>> quietWaiters = new ArrayList<>();
    private volatile State state = State.TAKING; // changed on the loop, looked at by handlers
    private int moving;
    private int unsettled;
    private int taken;

    private Line(Place place, Channel channel) {
        this.place = place;
        this.channel = channel;
    }

    /** Gets in line, on a channel of its own; blocks. */
    static Line open(Place place, Connection connection, int prefetch) throws IOException {
        Channel channel = connection.createChannel();
        if (channel == null) {
            throw new IOException("the connection has all the " + connection.getChannelMax()
                    + " channels that the broker allows: raise its channel_max, or have fewer partitions");
        }
        var opened = new Line(place, channel);
        try {
            opened.register(prefetch);
            return opened;
        } catch (IOException | RuntimeException refused) {
            opened.abort();
            throw refused;
        }
    }

    private void register(int prefetch) throws IOException {
        channel.addShutdownListener(cause -> place.onLoop(() -> place.ended(this, cause)));
        channel.basicQos(Math.min(prefetch, MOST_PREFETCHED));
        channel.basicConsume(place.queue(), false, new DefaultConsumer(channel) {
            @Override
            public void handleDelivery(
                    String tag, com.rabbitmq.client.Envelope envelope, AMQP.BasicProperties properties, byte[] body) {
                place.onLoop(() -> arrived(new Arriving(
                        Line.this, envelope.getDeliveryTag(), envelope.getRoutingKey(), properties, body)));
            }

            @Override
            public void handleCancel(String tag) {
                place.onLoop(() -> place.brokerCancelled(Line.this));
            }
        });
    }

    /**
     * Gets out of line, and gives all that is unsettled back in one step; blocks.
     *
     * <p>To cancel first would let in the next consumer beside what is unsettled. Closing alone would lose acks that the broker keeps back
     * from the queue inside; it passes them on before it answers a consumer that registers.
     */
    void unregister() throws IOException, TimeoutException {
        channel.basicConsume(place.queue(), false, new DefaultConsumer(channel));
        channel.basicQos(1);
        channel.close();
    }

    /** Gets out of line at once; blocks. */
    void abort() {
        try {
            channel.abort();
        } catch (IOException | RuntimeException gone) {
            LOG.debug("a channel of queue {} could not be closed: {}", place.queue(), gone.toString());
        }
    }

    private void arrived(Arriving arriving) {
        if (state == State.TAKING) {
            unsettled++;
            taken++;
            place.taker().take(arriving);
        }
    }

    Place place() {
        return place;
    }

    /** Whether deliveries have come: this consumer is the active one, for all that is known. */
    boolean active() {
        return taken > 0 && state == State.TAKING;
    }

    boolean ended() {
        return state == State.ENDED;
    }

    boolean fading() {
        return state == State.FADING;
    }

    /** Takes no more. Returns true where nothing is unsettled, and so all is done. */
    boolean fade() {
        if (state == State.TAKING) {
            state = State.FADING;
        }
        return unsettled == 0;
    }

    void end() {
        state = State.ENDED;
    }

    /** One delivery is done. */
    Future<Void> ack(long tag) {
        if (state == State.ENDED) {
            return place.lost();
        }
        try {
            channel.basicAck(tag, false);
        } catch (IOException
                | RuntimeException refused) { // AlreadyClosedException, and whatever else the client throws
            place.broken(this, refused);
            return place.lost();
        }
        place.proven();
        settledOne();
        return Future.succeededFuture();
    }

    /** A message is on its way elsewhere, before it is settled here. */
    <T> Future<T> whileMoving(Future<T> way) {
        moving++;
        return way.onComplete(over -> {
            moving--;
            if (moving == 0) {
                List<Promise<Void>> waiters = List.copyOf(quietWaiters);
                quietWaiters.clear();
                waiters.forEach(Promise::complete);
            }
        });
    }

    /** Completes when nothing is on its way elsewhere. */
    Future<Void> quiet() {
        if (moving == 0) {
            return Future.succeededFuture();
        }
        Promise<Void> quiet = Promise.promise();
        quietWaiters.add(quiet);
        return quiet.future();
    }

    /** One delivery is to come again, and with it all after it. */
    void giveBack() {
        if (state != State.ENDED) {
            fade();
            settledOne();
        }
    }

    private void settledOne() {
        unsettled--;
        if (state == State.FADING && unsettled == 0) {
            place.faded(this);
        }
    }

    /**
     * One arrival.
     *
     * @param line on which it came, and can be settled
     * @param tag the broker's number for it
     * @param routingKey what it was published with
     * @param properties the AMQP properties
     * @param body the bytes
     */
    @SuppressWarnings("ArrayRecordComponent") // carried, never compared
    record Arriving(Line line, long tag, String routingKey, AMQP.BasicProperties properties, byte[] body) {
        int redeliveries() {
            var headers = properties.getHeaders();
            @Nullable Object count = headers == null ? null : headers.get("x-delivery-count");
            return count instanceof Number times ? times.intValue() : 0;
        }
    }
}
