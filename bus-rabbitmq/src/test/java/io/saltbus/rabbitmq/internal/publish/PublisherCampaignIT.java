package io.saltbus.rabbitmq.internal.publish;

import static io.saltbus.rabbitmq.internal.publish.PublisherBench.await;
import static org.assertj.core.api.Assertions.assertThat;

import io.saltbus.core.failure.ConnectionException;
import io.saltbus.core.publish.PublishException;
import io.saltbus.testkit.fault.Direction;
import io.saltbus.testkit.fault.FaultProxy;
import io.saltbus.testkit.service.PrivateBroker;
import io.saltbus.testkit.service.WithServices;
import io.vertx.core.AsyncResult;
import io.vertx.core.Future;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Publishes as fast as it can while everything breaks, one after the other, in a random order. */
@WithServices
class PublisherCampaignIT {
    private static final PublishLimits LIMITS =
            PublishLimits.defaults().withCounts(100, 1000).withConfirmTimeout(Duration.ofSeconds(20));
    private static final String TAKEN = "campaign";
    private static final String FULL = "campaign-full";
    private static final String NOBODY = "campaign-nobody";

    enum Fault {
        CUT,
        STALL,
        HALF_CLOSE_TO_BROKER,
        HALF_CLOSE_TO_CLIENT,
        DROP_TO_BROKER,
        DROP_TO_CLIENT,
        MEMORY_ALARM,
        FREEZE,
        RESTART,
        KILL
    }

    private static PrivateBroker broker;
    private FaultProxy proxy;
    private PublisherBench bench;

    @BeforeAll
    static void start(PrivateBroker started) {
        broker = started;
    }

    @BeforeEach
    void connect() throws Exception {
        proxy = FaultProxy.to(broker);
        bench = PublisherBench.connected(broker, proxy.through(broker.url()), LIMITS);
        bench.queue(TAKEN, Map.of());
        bench.queue(FULL, Map.of("x-max-length", 10, "x-overflow", "reject-publish"));
    }

    @AfterEach
    void close() {
        bench.close();
        proxy.close();
    }

    @ParameterizedTest
    @ValueSource(longs = 1)
    void everyPublishEndsAndWhatIsConfirmedIsThereInOrder(long seed) throws Exception {
        var stream = new Stream();
        var faults = new ArrayList<>(Arrays.asList(Fault.values()));
        Collections.shuffle(faults, new Random(seed));
        bench.context.runOnContext(turn -> stream.more());
        for (Fault fault : faults) {
            stream.awaitOutcomes(300, "before " + fault);
            inject(fault);
        }
        stream.awaitOutcomes(300, "after the last of " + faults);
        await(bench.closePublisher());

        Map<String, String> outcomes = await(bench.onLoop(() -> {
            assertThat(stream.open).as("left hanging after %s", faults).isZero();
            return Future.succeededFuture(stream.outcomes);
        }));
        try (var direct = PublisherBench.connectDirectly(broker)) {
            List<String> taken = PublisherBench.drain(direct, TAKEN);
            List<String> full = PublisherBench.drain(direct, FULL);
            assertThat(taken).containsAll(withOutcome(outcomes, TAKEN, "true"));
            assertThat(full).containsAll(withOutcome(outcomes, FULL, "true"));
            assertThat(taken.stream().distinct())
                    .as("first arrivals, seed %d", seed)
                    .isSorted();
        }
        assertThat(withOutcome(outcomes, TAKEN, "true")).hasSizeGreaterThan(1000);
        assertThat(withOutcome(outcomes, FULL, "Rejected")).isNotEmpty();
        assertThat(withOutcome(outcomes, NOBODY, "false")).isNotEmpty();
        assertThat(withOutcome(outcomes, NOBODY, "true")).isEmpty();
        assertThat(withOutcome(outcomes, TAKEN, "false")).isEmpty();
        assertThat(withOutcome(outcomes, TAKEN, "Rejected")).isEmpty();
        assertThat(withOutcome(outcomes, FULL, "false")).isEmpty();
    }

    private void inject(Fault fault) throws InterruptedException {
        bench.forgetLosses();
        switch (fault) {
            case CUT -> proxy.cut();
            case STALL -> {
                proxy.stall();
                bench.awaitLoss();
                proxy.resume();
            }
            case HALF_CLOSE_TO_BROKER -> proxy.halfClose(Direction.TO_SERVICE);
            case HALF_CLOSE_TO_CLIENT -> proxy.halfClose(Direction.TO_CLIENT);
            case DROP_TO_BROKER -> proxy.drop(Direction.TO_SERVICE);
            case DROP_TO_CLIENT -> proxy.drop(Direction.TO_CLIENT);
            case MEMORY_ALARM -> {
                broker.memoryAlarm(true);
                broker.memoryAlarm(false);
            }
            case FREEZE -> {
                broker.freeze();
                bench.awaitLoss();
                broker.thaw();
            }
            case RESTART -> {
                broker.stop();
                broker.startAgain();
            }
            case KILL -> {
                broker.kill();
                broker.startAgain();
            }
        }
        if (fault != Fault.MEMORY_ALARM && fault != Fault.STALL && fault != Fault.FREEZE) {
            bench.awaitLoss();
        }
    }

    private static List<String> withOutcome(Map<String, String> outcomes, String queue, String outcome) {
        return outcomes.entrySet().stream()
                .filter(each -> each.getValue().equals(queue + " " + outcome))
                .map(Map.Entry::getKey)
                .toList();
    }

    /** Keeps 300 publishes open; used on the loop. */
    private final class Stream {
        private static final int OPEN = 300;

        private final Map<String, String> outcomes = new TreeMap<>();
        private final Semaphore heard = new Semaphore(0);
        private boolean ended;
        private int open;
        private int sent;

        void more() {
            while (open < OPEN && !ended) {
                String id = Parcels.id(sent++);
                String queue = sent % 10 == 3 ? FULL : sent % 10 == 7 ? NOBODY : TAKEN;
                open++;
                bench.publisher.send(Parcels.to("", queue, id)).onComplete(done -> heard(id, queue, done));
            }
        }

        private void heard(String id, String queue, AsyncResult<Boolean> done) {
            open--;
            if (done.cause() instanceof ConnectionException.Closed) {
                ended = true;
                return;
            }
            assertThat(done.succeeded() || done.cause() instanceof PublishException)
                    .isTrue();
            String said = done.succeeded()
                    ? done.result().toString()
                    : done.cause().getClass().getSimpleName();
            assertThat(outcomes.put(id, queue + " " + said)).as("heard before").isNull();
            heard.release();
            more();
        }

        void awaitOutcomes(int count, String when) throws InterruptedException {
            heard.drainPermits();
            assertThat(heard.tryAcquire(count, PublisherBench.LIMIT.toSeconds(), TimeUnit.SECONDS))
                    .as("%d outcomes %s", count, when)
                    .isTrue();
        }
    }
}
