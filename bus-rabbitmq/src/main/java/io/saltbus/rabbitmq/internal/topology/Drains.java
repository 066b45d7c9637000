package io.saltbus.rabbitmq.internal.topology;

import com.rabbitmq.client.CancelCallback;
import com.rabbitmq.client.Channel;
import com.rabbitmq.client.Connection;
import com.rabbitmq.client.Delivery;
import com.rabbitmq.client.ShutdownSignalException;
import io.saltbus.core.time.Scheduler;
import io.saltbus.rabbitmq.internal.connection.Blocking;
import io.saltbus.rabbitmq.internal.connection.Tenant;
import io.vertx.core.Context;
import io.vertx.core.Future;
import java.io.IOException;
import java.time.Duration;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Takes out of the ladder what cannot leave it by itself: delayed events that are due, and messages whose queue is gone. Every process of
 * every service may run it; they share the work. A message is acked when it was confirmed elsewhere.
 */
public final class Drains implements Tenant {
    private static final Logger LOG = LoggerFactory.getLogger(Drains.class);
    private static final int PREFETCH = 100;
    private static final Duration PAUSE = Duration.ofSeconds(1);

    private final Context context;
    private final Scheduler scheduler;
    private final Blocking blocking;
    private final Declarer declarer;
    private final Names names;
    private final Forwarding forwarding;

    private @Nullable Connection connection;
    // counts channels: what belongs to an older one is too late
    private int generation;

    /**
     * @param context of the loop that the connection is on
     * @param scheduler where pauses come from
     * @param blocking runs what waits
     * @param declarer makes queues that were deleted
     * @param names what things are called
     * @param forwarding sends the messages on
     */
    public Drains(
            Context context,
            Scheduler scheduler,
            Blocking blocking,
            Declarer declarer,
            Names names,
            Forwarding forwarding) {
        this.context = context;
        this.scheduler = scheduler;
        this.blocking = blocking;
        this.declarer = declarer;
        this.names = names;
        this.forwarding = forwarding;
    }

    @Override
    public Future<Void> connected(Connection opened) {
        connection = opened;
        return open(opened, ++generation);
    }

    @Override
    public void disconnected(Throwable why) {
        connection = null;
        generation++;
    }

    @Override
    public String toString() {
        return "the drains of the delay ladder";
    }

    private Future<Void> open(Connection on, int number) {
        return blocking.call(() -> consume(on, number))
                .<Void>map(channel -> null)
                .onFailure(refused -> again(on, number, refused));
    }

    private Channel consume(Connection on, int number) throws IOException {
        Channel channel = on.createChannel();
        if (channel == null) {
            throw new IOException("the connection to " + Refusal.where(on) + " has no channel left");
        }
        try {
            channel.basicQos(PREFETCH);
            channel.addShutdownListener(cause -> context.runOnContext(turn -> again(on, number, cause)));
            consume(channel, names.due(), number, due -> forwarding.due(on, due));
            consume(channel, names.parked(), number, parked -> forwarding.parked(on, parked));
        } catch (IOException | RuntimeException refused) {
            channel.abort();
            throw refused;
        }
        return channel;
    }

    private void consume(Channel channel, String queue, int number, Function<Delivery, Future<Void>> sendOn)
            throws IOException {
        CancelCallback onCancel = tag -> {
            LOG.warn("the broker ended the consumer of {}; it is declared again and consumed", queue);
            blocking.call(() -> {
                        channel.abort(); // its shutdown opens the next one
                        return channel;
                    })
                    .onFailure(ignored -> LOG.debug("closing a channel of {} failed", queue, ignored));
        };
        channel.basicConsume(
                queue,
                false,
                (tag, delivery) -> sendOn.apply(delivery)
                        .onSuccess(sent -> settle(channel, number, delivery, true))
                        .onFailure(unsent -> {
                            LOG.warn(
                                    "a message of {} waits for its next try in {} s: {}",
                                    queue,
                                    PAUSE.toSeconds(),
                                    unsent.getMessage());
                            scheduler.schedule(PAUSE, context, () -> settle(channel, number, delivery, false));
                        }),
                onCancel);
    }

    private void settle(Channel channel, int number, Delivery delivery, boolean sent) {
        if (number != generation || !channel.isOpen()) {
            return; // the broker hands it out again
        }
        long tag = delivery.getEnvelope().getDeliveryTag();
        try {
            if (sent) {
                channel.basicAck(tag, false);
            } else {
                channel.basicNack(tag, false, true);
            }
        } catch (IOException | ShutdownSignalException lost) {
            LOG.debug("delivery {} could not be settled: its channel is gone", tag, lost);
        }
    }

    /** Opens the next channel, unless the connection is gone or one was opened since. */
    private void again(Connection on, int number, Throwable why) {
        if (number != generation || connection != on) {
            return;
        }
        int next = ++generation;
        LOG.debug("the drains of the delay ladder lost their channel, and open another", why);
        scheduler.schedule(PAUSE, context, () -> {
            if (next == generation && connection == on) {
                blocking.call(() -> {
                            declarer.declareShared(on);
                            return on;
                        })
                        .compose(declared -> open(declared, next))
                        .onFailure(refused -> again(on, next, refused));
            }
        });
    }
}
