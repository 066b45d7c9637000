package io.saltbus.rabbitmq;

import com.rabbitmq.client.Channel;
import com.rabbitmq.client.Connection;
import io.saltbus.core.event.Envelope;
import io.saltbus.core.event.EventMode;
import io.saltbus.core.failure.ConfigurationException;
import io.saltbus.core.transport.Outgoing;
import io.saltbus.core.transport.QueueSpec;
import io.saltbus.core.transport.TransportSettings;
import io.saltbus.rabbitmq.internal.connection.Connections;
import io.saltbus.rabbitmq.internal.publish.Parcel;
import io.saltbus.rabbitmq.internal.publish.PublishLimits;
import io.saltbus.rabbitmq.internal.topology.AmqpDeclarer;
import io.saltbus.rabbitmq.internal.topology.AmqpTopology;
import io.saltbus.rabbitmq.internal.topology.Declarer;
import io.saltbus.rabbitmq.internal.topology.Delays;
import io.saltbus.rabbitmq.internal.topology.LadderDelays;
import io.saltbus.rabbitmq.internal.topology.ManagementApi;
import io.saltbus.rabbitmq.internal.topology.Names;
import io.saltbus.rabbitmq.internal.wire.AmqpWire;
import io.saltbus.rabbitmq.internal.wire.Encoded;
import io.saltbus.rabbitmq.internal.wire.Wire;
import io.saltbus.rabbitmq.internal.wire.WireSettings;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.io.IOException;
import java.time.Duration;
import java.util.Collection;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/** What the lanes of one transport have in common. */
record LaneParts(
        RabbitOptions options,
        TransportSettings settings,
        Names names,
        Connections connections,
        Wire wire,
        Delays delays,
        Declarer declarer,
        SharedDeclaration shared,
        Seams seams) {
    /** Recovery of a few connections and their channels goes on side by side. */
    private static final int WORKERS = 4;

    private static final Duration SHORTEST_DELAY = Duration.ofSeconds(1);

    static LaneParts of(Vertx vertx, RabbitOptions options, TransportSettings settings, Seams seams) {
        var names = new Names(options.prefix(), options.exchange(settings.format()), settings.format());
        Declarer declarer = seams.declarer().apply(new AmqpDeclarer(names));
        var workers =
                vertx.createSharedWorkerExecutor("saltbus-rabbitmq-" + settings.service(), WORKERS, 1, TimeUnit.HOURS);
        return new LaneParts(
                options,
                settings,
                names,
                new Connections(options, settings.service(), settings.scheduler(), workers, new Random()),
                new AmqpWire(WireSettings.of(settings, options.prefix())),
                new LadderDelays(names),
                declarer,
                new SharedDeclaration(declarer, settings.scheduler()),
                seams);
    }

    /** A message as it is sent. */
    Parcel parcel(Outgoing outgoing) {
        Envelope envelope = outgoing.message().envelope();
        boolean request = envelope.mode() == EventMode.RPC;
        Encoded encoded = wire.write(outgoing);
        var parcel = new Parcel(
                request ? names.requests() : names.events(),
                request ? names.requestKey(envelope) : envelope.topic(),
                encoded.properties(),
                encoded.body(),
                request);
        Duration delay = outgoing.delay();
        if (delay == null || delay.isZero() || wire.writesDelay()) {
            return parcel;
        }
        return delays.untilDue(parcel, delay.compareTo(SHORTEST_DELAY) < 0 ? SHORTEST_DELAY : delay);
    }

    /** @throws ConfigurationException where the broker has no such queue */
    void require(Connection connection, QueueSpec queue) throws IOException {
        Channel channel = connection.createChannel();
        try {
            channel.queueDeclarePassive(queue.name());
            channel.abort();
        } catch (IOException refused) {
            throw new ConfigurationException(
                    "queue " + queue.name() + " was never declared: declare it before it is consumed", refused);
        }
    }

    PublishLimits publishLimits() {
        return PublishLimits.defaults()
                .withCounts(options.window(), options.buffer())
                .withBytes(PublishLimits.defaults().windowBytes(), options.bufferBytes())
                .withConfirmTimeout(settings.confirmTimeout());
    }

    AmqpTopology topology(Vertx vertx, Supplier<Connection> connection, Supplier<Collection<QueueSpec>> queues) {
        return new AmqpTopology(
                vertx,
                new AmqpTopology.Scope(settings.service(), names, connection, queues),
                options.management() == null
                        ? null
                        : new ManagementApi(
                                vertx,
                                settings.scheduler(),
                                options.management(),
                                options.client().getVirtualHost()));
    }

    Future<Void> close() {
        return connections.workers().close();
    }
}
