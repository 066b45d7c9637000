package io.saltbus.rabbitmq;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import io.saltbus.core.event.TopicPattern;
import io.saltbus.core.time.Scheduler;
import io.saltbus.core.transport.QueueSpec;
import io.saltbus.core.transport.Transport;
import io.saltbus.core.transport.TransportSettings;
import io.saltbus.core.transport.WireFormat;
import io.saltbus.rabbitmq.internal.connection.LogWatch;
import io.saltbus.testkit.service.BrokerOptions;
import io.saltbus.testkit.service.PrivateBroker;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** What a start tells of queues that an earlier version of the service has left. */
class OrphanWarningIT {
    private static final Duration SOON = Duration.ofMillis(300);
    private static final Duration LIMIT = Duration.ofSeconds(30);

    private final Vertx vertx = Vertx.vertx();

    @Test
    void aStartTellsWhichQueuesNobodyNeeds() throws Exception {
        try (PrivateBroker broker = PrivateBroker.start(BrokerOptions.defaults().withManagement());
                LogWatch log = new LogWatch()) {
            Transport earlier = transport(broker, Seams.NONE);
            await(earlier.connect());
            await(earlier.declare(QueueSpec.of("shop.forgotten", List.of(TopicPattern.of("order.*")))));
            await(earlier.declare(QueueSpec.of("other.kept", List.of(TopicPattern.of("order.*")))));
            await(earlier.close());

            Transport next = transport(broker, Seams.NONE.withOrphansAfter(SOON));
            await(next.connect());
            await(next.declare(QueueSpec.of("shop.ship", List.of(TopicPattern.of("order.*")))));
            ConsumeStage.until(
                    "it is told",
                    () -> log.lines(Level.WARN).stream().anyMatch(line -> line.contains("shop.forgotten")));

            assertThat(log.lines(Level.WARN))
                    .filteredOn(line -> line.contains("needed by no subscription"))
                    .singleElement()
                    .asString()
                    .contains("shop.forgotten", "prune()")
                    .doesNotContain("other.kept", "shop.ship");
            await(next.close());
        } finally {
            await(vertx.close());
        }
    }

    private Transport transport(PrivateBroker broker, Seams seams) {
        var options = RabbitOptions.parse(broker.url() + "?management=" + broker.managementUrl());
        var settings = TransportSettings.of(Scheduler.real(vertx), Duration.ofSeconds(30));
        return RabbitTransport.create(
                vertx,
                options,
                new TransportSettings(
                        settings.scheduler(),
                        settings.confirmTimeout(),
                        "shop",
                        WireFormat.NATIVE,
                        settings.payloadLimits()),
                seams);
    }

    private static <T> T await(Future<T> future) throws Exception {
        return future.toCompletionStage().toCompletableFuture().get(LIMIT.toSeconds(), TimeUnit.SECONDS);
    }
}
