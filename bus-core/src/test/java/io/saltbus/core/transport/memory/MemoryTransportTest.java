package io.saltbus.core.transport.memory;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.saltbus.core.failure.ConnectionException;
import io.saltbus.core.publish.Confirmed;
import io.saltbus.core.transport.ConsumeOptions;
import io.saltbus.core.transport.Disposition;
import io.saltbus.core.transport.Message;
import io.saltbus.core.transport.Outgoing;
import io.saltbus.core.transport.TransportFactory;
import io.saltbus.core.transport.TransportSettings;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import java.time.Duration;
import java.util.ServiceLoader;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MemoryTransportTest {
    // deep enough to overflow the stack of any thread, were each step inside the one before
    private static final int DEEP = 20_000;

    private final Lab lab = new Lab(10);

    @AfterEach
    void close() {
        lab.close();
    }

    private TransportSettings settings() {
        return TransportSettings.of(lab.clock, Lab.CONFIRM_TIMEOUT);
    }

    @Test
    void transportsOfOneNameShareABrokerAndThoseOfAnotherDoNot() {
        lab.declare("q", "t");
        var other = MemoryTransport.create(lab.vertx, "other", settings());
        Lab.await(other.connect());
        var same = MemoryTransport.create(lab.vertx, "lab", settings());
        Lab.await(same.connect());
        var message = lab.publish("1", "t");
        assertThat(Lab.await(message).routed()).isTrue();
        assertThat(same.depth("q")).isEqualTo(1);
        assertThat(other.depth("q")).isZero();
        assertThat(other.unsettled("q")).isZero();
        assertThat(other.deadLetters("q")).isEmpty();
        assertThat(other.address()).isEqualTo("memory:other");
    }

    @Test
    void transportThatIsNotConnectedSaysSo() {
        var fresh = MemoryTransport.create(lab.vertx, "lab", settings());
        assertThat(fresh.troubles()).singleElement().asString().contains("memory:lab is not started");
        assertThatThrownBy(() -> Lab.await(fresh.declare(QueueSpecs.named("q"))))
                .isInstanceOf(ConnectionException.NotStarted.class);
    }

    @Test
    void factoryIsFoundAndKnowsItsAddresses() {
        var factory = ServiceLoader.load(TransportFactory.class).stream()
                .map(ServiceLoader.Provider::get)
                .filter(found -> found.accepts("memory:x"))
                .findFirst()
                .orElseThrow();
        assertThat(factory.accepts("amqp://x")).isFalse();
        assertThat(factory.create(lab.vertx, "MEMORY:x", settings()).address()).isEqualTo("memory:x");
        assertThat(factory.create(lab.vertx, "memory:///", settings()).address())
                .isEqualTo("memory:default");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"memory:x?capacity=0", "memory:x?capacity=many", "memory:x?size=5", "memory:lab?capacity=11"})
    void settingThatCannotBeUsedIsRefused(String address) {
        assertThatThrownBy(() -> MemoryTransport.at(lab.vertx, address, settings()))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageMatching(".*(0|many|size=5|11).*");
    }

    @Test
    void handlerThatPublishesToItsOwnQueueDoesNotGrowTheStack() {
        var queue = lab.declare("q", "t");
        var handled = new AtomicInteger();
        Promise<Void> end = Promise.promise();
        Lab.await(lab.transport.consume(queue, new ConsumeOptions(lab.context, 1, 0), delivery -> {
            if (handled.incrementAndGet() == DEEP) {
                end.complete();
            } else {
                lab.publish("next", "t").onFailure(end::tryFail);
            }
            delivery.settle(Disposition.Ack.INSTANCE).onFailure(end::tryFail);
        }));
        Lab.await(lab.publish("first", "t"));
        Lab.await(end.future());
        assertThat(handled).hasValue(DEEP);
    }

    @Test
    void publisherThatGoesOnFromEachConfirmDoesNotGrowTheStack() {
        Promise<Integer> end = Promise.promise();
        lab.context.runOnContext(start -> publishNext(0, end));
        assertThat(Lab.await(end.future())).isEqualTo(DEEP);
    }

    private void publishNext(int done, Promise<Integer> end) {
        if (done == DEEP) {
            end.complete(done);
            return;
        }
        Future<Confirmed> confirmed = lab.publish("m", "unrouted");
        confirmed.onSuccess(result -> publishNext(done + 1, end)).onFailure(end::tryFail);
    }

    @Test
    void publishOnAClosedVertxStillCompletes() {
        Vertx gone = Vertx.vertx();
        var transport = MemoryTransport.create(gone, "x", settings());
        Lab.await(transport.connect());
        Lab.await(transport.declare(QueueSpecs.named("q")));
        Lab.await(gone.close());
        var envelope = Lab.envelope("1", "t").build();
        var published = transport.publish(new Outgoing(new Message(envelope, Buffer.buffer()), null, null));
        assertThat(published.succeeded()).isTrue();
    }

    @Test
    void alarmForgetsWhatWasCancelled() {
        var queue = lab.declare("q", "t");
        var taker = lab.take(queue, 1, 0);
        Lab.await(lab.publish(Lab.envelope("first", "t").build(), null, null));
        // these lie in the queue with an expiry each, until the consumer takes them one by one
        for (int round = 0; round < 40; round++) {
            for (int number = 0; number < 10; number++) {
                Lab.await(lab.publish(Lab.envelope("m", "t").build(), null, Duration.ofHours(1)));
            }
            for (int number = 0; number < 10; number++) {
                Lab.await(taker.last().settle(Disposition.Ack.INSTANCE));
            }
        }
        Lab.await(taker.last().settle(Disposition.Ack.INSTANCE));
        lab.turns();
        assertThat(lab.clock.nextIn()).isEmpty();
        assertThat(lab.transport.quiet()).isTrue();
    }
}
