package io.saltbus.rabbitmq.internal.publish;

import static io.saltbus.rabbitmq.internal.publish.PublisherBench.await;
import static io.saltbus.rabbitmq.internal.publish.PublisherBench.drain;
import static org.assertj.core.api.Assertions.assertThat;

import io.saltbus.testkit.fault.FaultProxy;
import io.saltbus.testkit.service.BrokerService;
import io.saltbus.testkit.service.WithServices;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A publisher that asks a real broker about many messages at once, in place of a confirm for each. */
@WithServices
class RequestPublisherIT {
    private static final PublishLimits LIMITS = PublishLimits.defaults().withCounts(100, 20_000);

    private FaultProxy proxy;
    private PublisherBench bench;
    private String queue;

    @BeforeEach
    void connect(BrokerService broker) throws Exception {
        proxy = FaultProxy.to(broker);
        bench = PublisherBench.asking(broker, proxy.through(broker.url()), LIMITS);
        queue = bench.queue("request-publisher-it", Map.of());
    }

    @AfterEach
    void close() {
        bench.close();
        proxy.close();
    }

    @Test
    void tellsTheRoutedFromTheReturned() throws Exception {
        List<CompletableFuture<Boolean>> sent = sendSome(500);

        for (int number = 0; number < sent.size(); number++) {
            assertThat(await(sent.get(number))).as("message " + number).isEqualTo(number % 3 != 0);
        }
        assertThat(drain(bench.direct(), queue)).hasSize(333);
        assertThat(bench.publisher.strayConfirms()).isZero();
    }

    @Test
    void everythingHasItsOutcomeAlsoWhenTheConnectionBreaks() throws Exception {
        List<CompletableFuture<Boolean>> sent = sendSome(300);
        bench.forgetLosses();
        proxy.cut();
        bench.awaitLoss();
        sent.addAll(sendSome(300));

        for (int number = 0; number < sent.size(); number++) {
            assertThat(await(sent.get(number))).as("message " + number).isEqualTo(number % 3 != 0);
        }
        assertThat(drain(bench.direct(), queue)).hasSizeGreaterThanOrEqualTo(400);
    }

    @Test
    void closesWhenWhatItTookHasItsOutcome() throws Exception {
        List<CompletableFuture<Boolean>> sent = sendSome(300);

        await(bench.closePublisher());

        assertThat(sent).allMatch(CompletableFuture::isDone);
        assertThat(drain(bench.direct(), queue)).hasSize(200);
    }

    private List<CompletableFuture<Boolean>> sendSome(int count) {
        var sent = new ArrayList<CompletableFuture<Boolean>>();
        for (int number = 0; number < count; number++) {
            sent.add(bench.send(Parcels.to("", number % 3 == 0 ? "nobody" : queue, "same id")));
        }
        return sent;
    }
}
