package io.saltbus.core.transport.memory;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.saltbus.core.event.EventMode;
import io.saltbus.core.event.Version;
import io.saltbus.core.failure.ConfigurationException;
import io.saltbus.core.publish.Confirmed;
import io.saltbus.core.transport.ConsumeOptions;
import io.saltbus.core.transport.QueueSpec;
import io.saltbus.core.transport.TopologyItem;
import io.vertx.core.Future;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Queues of responders, and the minute that they live on. */
class MemoryRequestTest {
    private final Lab lab = new Lab(2);
    private final QueueSpec queue = lab.transport.responders("rpc.add", 1);

    @AfterEach
    void close() {
        lab.close();
    }

    private Future<Confirmed> request(String id, @Nullable Duration expiresAfter) {
        var envelope = Lab.envelope(id, "rpc.add")
                .version(Version.parse("v1"))
                .mode(EventMode.RPC)
                .build();
        return lab.publish(envelope, null, expiresAfter);
    }

    private boolean routed() {
        return Lab.await(request("probe", Duration.ofMillis(1))).routed();
    }

    @Test
    void queueIsGoneAMinuteAfterItsLastConsumerLeft() {
        Lab.await(lab.transport.declare(queue));
        var first = lab.take(queue, 10, 0);
        var second = lab.take(queue, 10, 0);
        lab.advance(Duration.ofHours(1));
        Lab.await(first.consumer.close());
        lab.advance(Duration.ofHours(1));
        Lab.await(second.consumer.close());
        lab.advance(Duration.ofMillis(59_999));
        assertThat(routed()).isTrue();
        lab.advance(Duration.ofMillis(1));
        assertThat(routed()).isFalse();
        assertThat(Lab.await(lab.transport.topology().plan()).items())
                .extracting(TopologyItem::name)
                .doesNotContain(queue.name());
        var late = new ConsumeOptions(lab.context, 1, 0);
        assertThatThrownBy(() -> Lab.await(lab.transport.consume(queue, late, delivery -> {})))
                .isInstanceOf(ConfigurationException.class);
        Lab.await(lab.transport.declare(queue));
        assertThat(routed()).isTrue();
    }

    @Test
    void minuteBeginsAnewWithEveryDeclarationAndEndsWithAConsumer() {
        Lab.await(lab.transport.declare(queue));
        lab.advance(Duration.ofSeconds(40));
        Lab.await(lab.transport.declare(queue));
        lab.advance(Duration.ofSeconds(40));
        assertThat(routed()).isTrue();
        var consumer = lab.take(queue, 10, 0).consumer;
        Lab.await(lab.transport.declare(queue));
        lab.advance(Duration.ofHours(1));
        assertThat(routed()).isTrue();
        Lab.await(consumer.close());
        lab.advance(Duration.ofSeconds(60));
        assertThat(routed()).isFalse();
    }

    @Test
    void queueThatIsNeverConsumedIsGoneAfterAMinute() {
        Lab.await(lab.transport.declare(queue));
        lab.advance(Duration.ofSeconds(60));
        assertThat(routed()).isFalse();
    }

    @Test
    void publishThatWaitsForRoomEndsWithTheQueue() {
        Lab.await(lab.transport.declare(queue));
        lab.advance(Duration.ofSeconds(59));
        Lab.await(Future.all(request("1", null), request("2", null)));
        Future<Confirmed> waiting = request("3", null);
        lab.turns();
        assertThat(waiting.isComplete()).isFalse();
        lab.advance(Duration.ofSeconds(1));
        assertThat(Lab.await(waiting).routed()).isFalse();
        assertThat(lab.transport.depth(queue.name())).isZero();
    }

    @Test
    void expiredRequestIsGoneAndNowhereElse() {
        Lab.await(lab.transport.declare(queue));
        Lab.await(request("1", Duration.ofSeconds(5)));
        lab.advance(Duration.ofMillis(4_999));
        assertThat(lab.transport.depth(queue.name())).isEqualTo(1);
        lab.advance(Duration.ofMillis(1));
        assertThat(lab.transport.depth(queue.name())).isZero();
        assertThat(lab.transport.deadLetters(queue.name())).isEmpty();
        assertThat(Lab.await(lab.transport.topology().plan()).items())
                .extracting(TopologyItem::name)
                .isEqualTo(List.of(queue.name()));
        assertThat(lab.transport.quiet()).isTrue();
    }

    @Test
    void expiryMakesRoomForThePublishThatWaits() {
        Lab.await(lab.transport.declare(queue));
        Lab.await(request("1", Duration.ofSeconds(5)));
        Lab.await(request("2", null));
        Future<Confirmed> waiting = request("3", null);
        lab.advance(Duration.ofSeconds(5));
        assertThat(Lab.await(waiting).routed()).isTrue();
        assertThat(lab.take(queue, 10, 0).ids()).containsExactly("2", "3");
    }
}
