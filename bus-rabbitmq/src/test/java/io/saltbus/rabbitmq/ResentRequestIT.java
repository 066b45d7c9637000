package io.saltbus.rabbitmq;

import static org.assertj.core.api.Assertions.assertThat;

import io.saltbus.core.event.Envelope;
import io.saltbus.core.event.EventMode;
import io.saltbus.core.event.TopicPattern;
import io.saltbus.core.event.Version;
import io.saltbus.core.publish.Confirmed;
import io.saltbus.core.time.Scheduler;
import io.saltbus.core.transport.ConsumeOptions;
import io.saltbus.core.transport.Delivery;
import io.saltbus.core.transport.Disposition;
import io.saltbus.core.transport.Message;
import io.saltbus.core.transport.Outgoing;
import io.saltbus.core.transport.QueueSpec;
import io.saltbus.core.transport.Transport;
import io.saltbus.core.transport.TransportSettings;
import io.saltbus.testkit.fault.Direction;
import io.saltbus.testkit.fault.FaultProxy;
import io.saltbus.testkit.service.BrokerService;
import io.saltbus.testkit.service.WithServices;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A publisher that loses its connection before the confirm sends again what may have arrived. */
@WithServices
class ResentRequestIT {
    private final Vertx vertx = Vertx.vertx();
    private final String topic = "resent-" + UUID.randomUUID().toString().substring(0, 8);
    private BrokerService broker;
    private FaultProxy proxy;
    private Transport publisher;
    private Transport receiver;

    @BeforeEach
    void connect(BrokerService shared) throws Exception {
        broker = shared;
        proxy = FaultProxy.to(shared);
        publisher = transport(proxy.through(shared.url()));
        receiver = transport(shared.url());
    }

    @AfterEach
    void close() throws Exception {
        await(publisher.close());
        await(receiver.close());
        proxy.close();
        await(vertx.close());
    }

    @Test
    void aRequestThatWasSentAgainIsToldFromAFirstOneByItsResponder() throws Exception {
        QueueSpec queue = receiver.responders(topic, 1);
        var arrived = consume(queue);

        Future<Confirmed> confirmed = publishAndLoseTheConfirm(EventMode.RPC, arrived);

        Delivery again = next(arrived);
        assertThat(again.message().envelope().messageId()).isEqualTo("1");
        assertThat(again.redeliveries()).isEqualTo(1);
        assertThat(await(confirmed).routed()).isTrue();
        new Operator(broker.url()).deleteQueue(queue.name());
    }

    @Test
    void anEventThatWasSentAgainIsAFirstDelivery() throws Exception {
        QueueSpec queue = QueueSpec.of(topic + ".queue", List.of(TopicPattern.of(topic)));
        var arrived = consume(queue);

        Future<Confirmed> confirmed = publishAndLoseTheConfirm(EventMode.BROADCAST, arrived);

        assertThat(next(arrived).redeliveries()).isZero();
        assertThat(await(confirmed).routed()).isTrue();
        new Operator(broker.url()).deleteQueue(queue.name());
        new Operator(broker.url()).deleteQueue(queue.deadLetters());
    }

    @Test
    void aQueueOfRespondersThatWasDeletedIsBackForItsConsumer() throws Exception {
        QueueSpec queue = receiver.responders(topic, 1);
        var arrived = consume(queue);
        new Operator(broker.url()).deleteQueue(queue.name());
        long start = System.nanoTime();
        while (!await(publish(EventMode.RPC)).routed()) {
            assertThat(System.nanoTime() - start).isLessThan(TimeUnit.SECONDS.toNanos(30));
        }
        assertThat(next(arrived).redeliveries()).isZero();
        new Operator(broker.url()).deleteQueue(queue.name());
    }

    private Future<Confirmed> publishAndLoseTheConfirm(EventMode mode, BlockingQueue<Delivery> arrived)
            throws Exception {
        proxy.drop(Direction.TO_CLIENT);
        Future<Confirmed> confirmed = publish(mode);
        assertThat(next(arrived).redeliveries()).isZero();
        proxy.cut();
        return confirmed;
    }

    private Future<Confirmed> publish(EventMode mode) {
        var envelope = Envelope.builder("1", topic, "tests", Instant.EPOCH)
                .version(Version.parse("v1"))
                .mode(mode)
                .build();
        return publisher.publish(new Outgoing(new Message(envelope, Buffer.buffer("{}")), null, null));
    }

    private BlockingQueue<Delivery> consume(QueueSpec queue) throws Exception {
        var arrived = new LinkedBlockingQueue<Delivery>();
        await(receiver.declare(queue));
        await(receiver.consume(queue, new ConsumeOptions(vertx.getOrCreateContext(), 10, 0), delivery -> {
            arrived.add(delivery);
            delivery.settle(Disposition.Ack.INSTANCE).onFailure(lost -> arrived.add(delivery));
        }));
        return arrived;
    }

    private static Delivery next(BlockingQueue<Delivery> arrived) throws Exception {
        Delivery delivery = arrived.poll(30, TimeUnit.SECONDS);
        assertThat(delivery).as("the next delivery").isNotNull();
        return delivery;
    }

    private Transport transport(String url) throws Exception {
        var settings = TransportSettings.of(Scheduler.real(vertx), Duration.ofSeconds(30));
        Transport made = RabbitTransport.create(vertx, RabbitOptions.parse(url), settings);
        await(made.connect());
        return made;
    }

    private static <T> T await(Future<T> future) throws Exception {
        return future.toCompletionStage().toCompletableFuture().get(30, TimeUnit.SECONDS);
    }
}
