package io.saltbus.core.transport.memory;

import static org.assertj.core.api.Assertions.assertThat;

import io.saltbus.core.publish.Confirmed;
import io.saltbus.core.transport.ConsumeOptions;
import io.saltbus.core.transport.DeathReport;
import io.saltbus.core.transport.Delivery;
import io.saltbus.core.transport.Disposition;
import io.saltbus.core.transport.QueueSpec;
import io.vertx.core.Future;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.function.Consumer;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.Size;
import org.jspecify.annotations.Nullable;

/** Whatever is done in whatever order, nothing confirmed is lost, and nothing acked comes back. */
class InterleavingTest {
    private static final int CAPACITY = 4;

    enum Step {
        PUBLISH,
        PUBLISH_DELAYED,
        OPEN_CONSUMER,
        CLOSE_CONSUMER,
        PAUSE,
        RESUME,
        ACK,
        RETRY_NOW,
        RETRY_LATER,
        RELEASE,
        DEAD_LETTER,
        SETTLE_AGAIN,
        RECONNECT,
        ADVANCE
    }

    @Property(tries = 150)
    void nothingIsLostAndNothingAckedComesBack(@ForAll @Size(max = 60) List<Step> steps, @ForAll long seed) {
        try (var lab = new Lab(CAPACITY)) {
            var run = new Run(lab, new Random(seed));
            steps.forEach(run::play);
            run.finish();
        }
    }

    private static final class Run {
        private final Lab lab;
        private final Random random;
        private final QueueSpec queue;
        private final Map<String, Future<Confirmed>> published = new LinkedHashMap<>();
        private final List<Lab.Taker> takers = new ArrayList<>();
        private final Set<Delivery> settled = new HashSet<>();
        private final Set<String> acked = new HashSet<>();
        private final Set<String> dead = new HashSet<>();

        Run(Lab lab, Random random) {
            this.lab = lab;
            this.random = random;
            this.queue = lab.declare("q", "t");
        }

        void play(Step step) {
            switch (step) {
                case PUBLISH -> publish(null);
                case PUBLISH_DELAYED -> publish(Duration.ofSeconds(1 + random.nextInt(20)));
                case OPEN_CONSUMER -> takers.add(lab.take(queue, 1 + random.nextInt(3), random.nextInt(2)));
                case CLOSE_CONSUMER -> anyTaker(taker -> Lab.await(taker.consumer.close()));
                case PAUSE -> anyTaker(taker -> taker.consumer.pause().otherwiseEmpty());
                case RESUME -> anyTaker(taker -> taker.consumer.resume().otherwiseEmpty());
                case ACK, RETRY_NOW, RETRY_LATER, RELEASE, DEAD_LETTER -> settle(step);
                case SETTLE_AGAIN ->
                    settled.stream()
                            .findAny()
                            .ifPresent(delivery -> assertThat(delivery.settle(Disposition.Release.INSTANCE)
                                            .failed())
                                    .isTrue());
                case RECONNECT -> {
                    Lab.await(lab.transport.close());
                    lab.transport = lab.connect();
                }
                case ADVANCE -> lab.advance(Duration.ofSeconds(random.nextInt(40)));
            }
            lab.turns();
            takers.forEach(this::check);
        }

        private void publish(@Nullable Duration delay) {
            String id = "m" + published.size();
            published.put(id, lab.publish(Lab.envelope(id, "t").build(), delay, null));
        }

        private void anyTaker(Consumer<Lab.Taker> call) {
            if (!takers.isEmpty()) {
                call.accept(takers.get(random.nextInt(takers.size())));
            }
        }

        // a delivery of a closed consumer may be chosen: then the settlement must fail, and counts for nothing
        private void settle(Step step) {
            var open = takers.stream()
                    .flatMap(taker -> List.copyOf(taker.arrived).stream())
                    .filter(delivery -> !settled.contains(delivery))
                    .toList();
            if (open.isEmpty()) {
                return;
            }
            Delivery delivery = open.get(random.nextInt(open.size()));
            var envelope = delivery.message().envelope();
            boolean done = delivery.settle(
                            switch (step) {
                                case RETRY_NOW -> new Disposition.Retry(envelope, Duration.ZERO);
                                case RETRY_LATER -> new Disposition.Retry(envelope, Duration.ofSeconds(7));
                                case RELEASE -> Disposition.Release.INSTANCE;
                                case DEAD_LETTER ->
                                    new Disposition.DeadLetter(new DeathReport(
                                            "q", "type", "why", "", 1, Lab.START, Lab.START, List.of()));
                                default -> Disposition.Ack.INSTANCE;
                            })
                    .succeeded();
            if (done) {
                settled.add(delivery);
                if (step == Step.ACK) {
                    assertThat(acked.add(envelope.messageId())).isTrue();
                } else if (step == Step.DEAD_LETTER) {
                    assertThat(dead.add(envelope.messageId())).isTrue();
                }
            }
        }

        private void check(Lab.Taker taker) {
            var unsettled = taker.arrived.stream()
                    .filter(delivery -> !settled.contains(delivery))
                    .map(delivery -> delivery.message().envelope().messageId())
                    .toList();
            if (taker.consumer.live()) {
                assertThat(unsettled).doesNotHaveDuplicates();
                assertThat(unsettled).noneMatch(acked::contains).noneMatch(dead::contains);
            }
        }

        void finish() {
            for (Lab.Taker taker : takers) {
                Lab.await(taker.consumer.close());
            }
            var rest = new ArrayList<String>();
            // the last consumer acks all, now and whatever falls due
            Lab.await(lab.transport.consume(queue, new ConsumeOptions(lab.context, 2, 0), delivery -> {
                rest.add(delivery.message().envelope().messageId());
                assertThat(delivery.settle(Disposition.Ack.INSTANCE).succeeded())
                        .isTrue();
            }));
            lab.advance(Duration.ofMinutes(5));
            lab.turns();
            assertThat(lab.transport.quiet()).isTrue();
            assertThat(lab.transport.delayed()).isZero();
            var graves = lab.transport.deadLetters("q").stream()
                    .map(letter -> letter.message().envelope().messageId())
                    .toList();
            assertThat(graves).containsExactlyInAnyOrderElementsOf(dead);
            var all = new ArrayList<>(rest);
            all.addAll(acked);
            all.addAll(dead);
            assertThat(published.values()).allMatch(Future::isComplete);
            assertThat(all)
                    .containsExactlyInAnyOrderElementsOf(published.entrySet().stream()
                            .filter(entry -> entry.getValue().succeeded())
                            .map(Map.Entry::getKey)
                            .toList());
        }
    }
}
