package io.saltbus.rabbitmq.internal.topology;

import com.rabbitmq.client.AMQP;
import com.rabbitmq.client.Connection;
import com.rabbitmq.client.Delivery;
import io.saltbus.core.event.Envelope;
import io.saltbus.core.event.Topic;
import io.saltbus.core.time.Scheduler;
import io.saltbus.core.transport.DeathReport;
import io.saltbus.rabbitmq.internal.connection.Blocking;
import io.saltbus.rabbitmq.internal.publish.Parcel;
import io.saltbus.rabbitmq.internal.publish.Sender;
import io.saltbus.rabbitmq.internal.wire.Arrival;
import io.saltbus.rabbitmq.internal.wire.Encoded;
import io.saltbus.rabbitmq.internal.wire.Wire;
import io.vertx.core.Future;
import java.time.Instant;
import java.util.List;

/**
 * Where messages go that come out of the ladder. Used on one event loop only.
 *
 * @param names what things are called
 * @param sender confirms what it sends
 * @param wire writes why a message is dead
 * @param declarer makes a dead-letter queue that was deleted
 * @param blocking runs that
 * @param scheduler what the time is
 */
public record Forwarding(
        Names names, Sender sender, Wire wire, Declarer declarer, Blocking blocking, Scheduler scheduler) {
    /** A delayed event or request: to its exchange, as if it were published now. Without a subscriber it ends there. */
    Future<Void> due(Connection connection, Delivery delivery) {
        AMQP.BasicProperties properties = delivery.getProperties();
        String topic = DueHeaders.topic(properties);
        if (topic == null) { // not from a bus
            return bury(connection, names.due(), delivery);
        }
        boolean request = DueHeaders.isRequest(properties);
        String exchange = request ? names.rpc() : names.events();
        return sender.send(new Parcel(exchange, topic, DueHeaders.restore(properties), delivery.getBody(), request))
                .mapEmpty();
    }

    /** A retry that found no queue: to the queue if it is there again, otherwise to its dead letters. */
    Future<Void> parked(Connection connection, Delivery delivery) {
        String key = delivery.getEnvelope().getRoutingKey();
        String target = Ladder.queueOf(key);
        if (!isName(target)) {
            return bury(connection, names.parked(), delivery);
        }
        AMQP.BasicProperties properties = DueHeaders.restore(delivery.getProperties());
        return sender.send(new Parcel("", target, properties, delivery.getBody()))
                .compose(routed -> routed ? Future.succeededFuture() : bury(connection, target, delivery));
    }

    private static boolean isName(String target) {
        try {
            Topic.check(target);
            return true;
        } catch (IllegalArgumentException foreign) {
            return false;
        }
    }

    private Future<Void> bury(Connection connection, String queue, Delivery delivery) {
        String deadLetters = Names.deadLettersOf(queue);
        Arrival arrival = wire.read(
                delivery.getProperties(),
                delivery.getBody(),
                delivery.getEnvelope().getRoutingKey());
        Encoded dead = wire.dead(arrival, report(arrival.message().envelope(), queue));
        var parcel = new Parcel("", deadLetters, dead.properties(), dead.body());
        return sender.send(parcel)
                .compose(routed -> routed
                        ? Future.succeededFuture()
                        : blocking.call(() -> {
                                    declarer.declareDeadLetters(connection, deadLetters);
                                    return deadLetters;
                                })
                                .compose(declared -> sender.send(parcel))
                                .compose(taken -> taken
                                        ? Future.succeededFuture()
                                        : Future.failedFuture(new IllegalStateException(
                                                "queue " + deadLetters + " was declared and took nothing"))));
    }

    private DeathReport report(Envelope envelope, String queue) {
        Instant now = scheduler.now();
        Instant first = envelope.firstFailedAt();
        return new DeathReport(
                queue,
                "QueueGone",
                "queue " + queue + " was deleted while the message waited for its next try",
                "",
                envelope.attempt() - 1,
                first == null ? now : first,
                now,
                List.of());
    }
}
