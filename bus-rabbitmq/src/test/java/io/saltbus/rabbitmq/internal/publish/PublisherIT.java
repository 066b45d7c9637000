package io.saltbus.rabbitmq.internal.publish;

import static io.saltbus.rabbitmq.internal.publish.PublisherBench.await;
import static io.saltbus.rabbitmq.internal.publish.PublisherBench.drain;
import static io.saltbus.rabbitmq.internal.publish.PublisherBench.failure;
import static org.assertj.core.api.Assertions.assertThat;

import com.rabbitmq.client.AMQP;
import com.rabbitmq.client.BuiltinExchangeType;
import io.saltbus.core.failure.ConnectionException;
import io.saltbus.core.publish.PublishException;
import io.saltbus.testkit.service.BrokerService;
import io.saltbus.testkit.service.WithServices;
import io.vertx.core.Future;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@WithServices
class PublisherIT {
    private static final PublishLimits LIMITS = PublishLimits.defaults().withCounts(100, 20_000);

    private BrokerService broker;
    private PublisherBench bench;
    private String queue;

    @BeforeEach
    void connect(BrokerService shared) throws Exception {
        broker = shared;
        bench = PublisherBench.connected(broker, broker.url(), LIMITS);
        queue = bench.queue("publisher-it", Map.of());
    }

    @AfterEach
    void close() {
        bench.close();
    }

    @Test
    void tellsTheRoutedFromTheReturned() throws Exception {
        var sent = new ArrayList<CompletableFuture<Boolean>>();
        for (int number = 0; number < 500; number++) {
            sent.add(bench.send(Parcels.to("", number % 3 == 0 ? "nobody" : queue, "same id")));
        }

        for (int number = 0; number < 500; number++) {
            assertThat(await(sent.get(number))).as("message " + number).isEqualTo(number % 3 != 0);
        }
        assertThat(drain(bench.direct(), queue)).hasSize(333);
        assertThat(bench.publisher.strayConfirms()).isZero();
    }

    @Test
    void aFullQueueThatRejectsPublishesFailsThem() throws Exception {
        bench.queue("publisher-it-full", Map.of("x-max-length", 1, "x-overflow", "reject-publish"));
        await(bench.send(Parcels.to("", "publisher-it-full", "first")));
        CompletableFuture<Boolean> second = bench.send(Parcels.to("", "publisher-it-full", "second"));

        assertThat(failure(second))
                .isInstanceOf(PublishException.Rejected.class)
                .hasMessageContaining("message second to the default exchange with routing key publisher-it-full");
        assertThat(drain(bench.direct(), "publisher-it-full")).containsExactly("first");
    }

    @Test
    void anExchangeThatIsMissingFailsItsOwnMessagesAndLosesNoOthers() throws Exception {
        var sent = new ArrayList<CompletableFuture<Boolean>>();
        CompletableFuture<Boolean> lost = null;
        for (int number = 0; number < 200; number++) {
            if (number == 90) {
                lost = bench.send(Parcels.to("nowhere", "key", "lost"));
            }
            sent.add(bench.send(Parcels.to("", queue, Parcels.id(number))));
        }

        assertThat(failure(lost))
                .isInstanceOf(PublishException.Rejected.class)
                .hasMessageContaining("message lost to exchange nowhere")
                .hasMessageContaining("NOT_FOUND");
        for (CompletableFuture<Boolean> each : sent) {
            assertThat(await(each)).isTrue();
        }
        assertThat(drain(bench.direct(), queue).stream().distinct())
                .containsExactlyElementsOf(
                        IntStream.range(0, 200).mapToObj(Parcels::id).toList());
    }

    @Test
    void anExchangeThatWasDeletedIsDeclaredAgainAndTheMessageArrives() throws Exception {
        Declaration declaration = connection -> {
            try (var channel = connection.createChannel()) {
                channel.exchangeDeclare("publisher-it-events", BuiltinExchangeType.TOPIC, true);
                channel.queueBind("publisher-it", "publisher-it-events", "#");
            } catch (java.util.concurrent.TimeoutException late) {
                throw new java.io.IOException(late);
            }
        };
        try (var declaring = PublisherBench.create(broker, broker.url(), declaration, LIMITS)) {
            declaring.connect();
            assertThat(await(declaring.send(Parcels.to("publisher-it-events", "a", "before"))))
                    .isTrue();
            try (var channel = bench.direct().createChannel()) {
                channel.exchangeDelete("publisher-it-events");
            }

            assertThat(await(declaring.send(Parcels.to("publisher-it-events", "b", "after"))))
                    .isTrue();
            assertThat(drain(bench.direct(), queue)).containsExactly("before", "after");
        }
    }

    @Test
    void headersLargerThanAFrameFailAndTheChannelLivesOn() throws Exception {
        var headers = new HashMap<String, Object>();
        headers.put("large", "x".repeat(200_000));
        var properties = new AMQP.BasicProperties.Builder()
                .messageId("large")
                .headers(headers)
                .build();

        CompletableFuture<Boolean> large = bench.send(new Parcel("", queue, properties, new byte[0]));
        CompletableFuture<Boolean> next = bench.send(Parcels.to("", queue, "next"));

        assertThat(failure(large)).isInstanceOf(PublishException.Rejected.class).hasMessageContaining("frames");
        assertThat(await(next)).isTrue();
        assertThat(drain(bench.direct(), queue)).containsExactly("next");
    }

    @Test
    void aBodyOfManyFramesArrivesWhole() throws Exception {
        byte[] body = new byte[20 << 20];

        assertThat(await(bench.send(Parcels.to("", queue, "large", body)))).isTrue();
        try (var channel = bench.direct().createChannel()) {
            assertThat(channel.basicGet(queue, true).getBody()).hasSize(body.length);
        }
    }

    @Test
    void closeWaitsUntilAllIsConfirmed() throws Exception {
        var confirmed = new AtomicInteger();
        int all = 10_000;
        await(bench.onLoop(() -> {
            for (int number = 0; number < all; number++) {
                bench.publisher
                        .send(Parcels.to("", queue, Parcels.id(number)))
                        .onSuccess(routed -> confirmed.incrementAndGet());
            }
            Future<Void> closed = bench.publisher.close();
            assertThat(closed.isComplete()).isFalse();
            return closed;
        }));

        assertThat(confirmed).hasValue(all);
        assertThat(drain(bench.direct(), queue))
                .containsExactlyElementsOf(
                        IntStream.range(0, all).mapToObj(Parcels::id).toList());
        assertThat(failure(bench.send(Parcels.to("", queue, "late"))))
                .isInstanceOf(ConnectionException.Closed.class)
                .hasMessageContaining("the publisher of the test");
        await(bench.closePublisher());
    }

    @Test
    void withoutAConnectionEverythingFailsInTimeAndCloseEnds() throws Exception {
        var limits = new PublishLimits(10, 1000, 20, 1000, Duration.ofMillis(200));
        try (var alone = PublisherBench.create(broker, broker.url(), connection -> {}, limits)) {
            List<CompletableFuture<Boolean>> sent = IntStream.range(0, 21)
                    .mapToObj(number -> alone.send(Parcels.to("", queue, Parcels.id(number))))
                    .toList();
            await(alone.closePublisher());

            assertThat(sent).allMatch(CompletableFuture::isDone);
            assertThat(failure(sent.get(0)))
                    .isInstanceOf(PublishException.Unconfirmed.class)
                    .hasMessageContaining("no connection yet");
            assertThat(failure(sent.get(20))).isInstanceOf(PublishException.Overloaded.class);
        }
    }
}
