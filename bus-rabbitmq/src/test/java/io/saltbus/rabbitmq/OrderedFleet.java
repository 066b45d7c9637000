package io.saltbus.rabbitmq;

import static org.assertj.core.api.Assertions.assertThat;

import io.saltbus.core.HandlerVerticle;
import io.saltbus.core.SaltBus;
import io.saltbus.core.event.Envelope;
import io.saltbus.core.event.Event;
import io.saltbus.core.subscribe.Backoff;
import io.saltbus.core.subscribe.Subscribe;
import io.saltbus.core.time.Scheduler;
import io.saltbus.core.transport.TransportSettings;
import io.saltbus.testkit.fault.FaultProxy;
import io.saltbus.testkit.service.TestService;
import io.vertx.core.DeploymentOptions;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.zip.CRC32;

/** Processes of one service that handle events in order by key, and one that publishes them. */
final class OrderedFleet implements AutoCloseable {
    static final int PARTITIONS = 8;
    static final Duration PATIENCE = Duration.ofMinutes(2);

    private static final int KEYS = 40;
    private static final Duration CONFIRM_TIMEOUT = Duration.ofMinutes(1);
    private static final Duration REBALANCING = Duration.ofMillis(300);

    /** One of many events of a key. */
    @Event("order.step.taken")
    record StepTaken(String walk, int number) {}

    final String service = "walks-" + UUID.randomUUID().toString().substring(0, 8);
    final Sequences sequences = new Sequences();
    private final TestService broker;
    private final Seams seams;
    private final List<Member> members = new ArrayList<>();
    private final Map<Integer, Member> servedTo = new ConcurrentHashMap<>();
    private final AtomicInteger published = new AtomicInteger();
    private final Vertx publishing = Vertx.vertx();
    private final SaltBus publisher;
    private final Promise<Void> poured = Promise.promise();
    private volatile boolean pouring;

    OrderedFleet(TestService broker) {
        this(broker, Seams.NONE);
    }

    /** @param seams those of the processes that handle */
    OrderedFleet(TestService broker, Seams seams) {
        this.broker = broker;
        this.seams = seams.withRebalancing(REBALANCING);
        this.publisher = started(publishing, broker.url(), "walkers-" + service, Seams.NONE);
    }

    private static SaltBus started(Vertx vertx, String url, String service, Seams seams) {
        var settings = TransportSettings.of(Scheduler.real(vertx), CONFIRM_TIMEOUT);
        SaltBus bus = SaltBus.builder(vertx)
                .service(service)
                .transport(RabbitTransport.create(vertx, RabbitOptions.parse(url), settings, seams))
                .event(StepTaken.class)
                .shutdownTimeout(Duration.ofSeconds(10))
                .build();
        await(bus.start());
        return bus;
    }

    String queue() {
        return service + ".walks";
    }

    /** A process; it is killed by taking the network from it. */
    final class Member {
        private final Vertx vertx = Vertx.vertx();
        private final FaultProxy proxy = FaultProxy.to(broker);
        final SaltBus bus = started(vertx, proxy.through(broker.url()), service, seams);
        private volatile boolean killed;

        private Member() {
            members.add(this);
        }

        int served() {
            return (int) servedTo.values().stream().filter(this::equals).count();
        }

        /** Takes the network from it for as long as something is done. */
        void without(Runnable network) {
            proxy.refuse(true);
            proxy.cut();
            network.run();
            proxy.refuse(false);
        }

        void kill() {
            killed = true;
            sequences.forgetRunning();
            proxy.close();
        }
    }

    /** What a process does with an event: it takes its time, fails once, or fails always. */
    private final class Walker {
        private final Member member;

        Walker(Member member) {
            this.member = member;
        }

        @Subscribe(
                name = "walks",
                orderedBy = "walk",
                partitions = PARTITIONS,
                maxRetries = 1,
                backoff = @Backoff(initial = "20ms"))
        Future<Void> step(StepTaken step, Envelope envelope) {
            if (member.killed) {
                return Promise.<Void>promise().future();
            }
            servedTo.put(partition(step.walk()), member);
            sequences.begin(step.walk(), step.number());
            int took = step.number() % 13 == 0 ? 200 : 1; // long enough for a next owner to begin beside it
            return member.vertx.timer(took, TimeUnit.MILLISECONDS).compose(passed -> end(step, envelope.attempt()));
        }

        private Future<Void> end(StepTaken step, int attempt) {
            boolean always = step.number() % 50 == 7;
            boolean once = step.number() % 50 == 23 && attempt == 1;
            if (member.killed) {
                return Promise.<Void>promise().future();
            }
            if (always && attempt > 1) {
                sequences.end(step.walk(), step.number());
            } else if (always || once) {
                sequences.fail(step.walk(), step.number());
            } else {
                sequences.end(step.walk(), step.number());
                return Future.succeededFuture();
            }
            return Future.failedFuture("on purpose");
        }
    }

    private static int partition(String key) {
        var sum = new CRC32();
        sum.update(key.getBytes(StandardCharsets.UTF_8));
        return (int) (sum.getValue() % PARTITIONS);
    }

    Member join() {
        return join(new DeploymentOptions());
    }

    Member join(DeploymentOptions how) {
        var member = new Member();
        await(member.vertx.deployVerticle(() -> HandlerVerticle.of(member.bus, new Walker(member)), how));
        return member;
    }

    /** Publishes without end, a few on their way at a time. */
    void pour() {
        pouring = true;
        publishing.runOnContext(begin -> pourNext());
    }

    private void pourNext() {
        if (!pouring) {
            poured.complete();
            return;
        }
        List<Future<?>> some = new ArrayList<>();
        for (int each = 0; each < 10; each++) {
            int number = published.getAndIncrement();
            some.add(publisher.publish(new StepTaken("walk-" + number % KEYS, number)));
        }
        Future.all(some)
                .compose(confirmed -> publishing.timer(25, TimeUnit.MILLISECONDS))
                .onSuccess(confirmed -> pourNext())
                .onFailure(poured::fail);
    }

    /** Stops publishing, and waits until all was handled, in order, and nothing is left. */
    void allIsHandledInOrder() {
        pouring = false;
        await(poured.future());
        until("all of " + published + " is handled", () -> sequences.seen() == published.get());
        var operator = new Operator(broker.url());
        until(
                "nothing is left",
                () -> operator.depth(queue())
                                + partitions().stream()
                                        .mapToInt(operator::depth)
                                        .sum()
                        == 0);
        assertThat(sequences.faults()).isEmpty();
        // what was moved or handed out twice may be buried twice; counted ones may still be on their way
        int mustDie = published.get() / 50 + (published.get() % 50 > 7 ? 1 : 0);
        until(mustDie + " are buried", () -> operator.depth(queue() + ".dlq") >= mustDie);
    }

    List<String> partitions() {
        var names = new ArrayList<String>();
        for (int partition = 0; partition < PARTITIONS; partition++) {
            names.add(queue() + ".p" + partition);
        }
        return names;
    }

    /** Waits until what was published so far is handled. */
    void catchUp() {
        int now = published.get() + 50;
        until(now + " are handled", () -> sequences.seen() >= now);
    }

    static void until(String what, BooleanSupplier condition) {
        long end = System.nanoTime() + PATIENCE.toNanos();
        while (!condition.getAsBoolean()) {
            assertThat(System.nanoTime())
                    .as("waited %s until %s", PATIENCE, what)
                    .isLessThan(end);
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(20));
        }
    }

    static <T> T await(Future<T> future) {
        return TwoProcesses.await(future);
    }

    @Override
    public void close() {
        for (Member member : members) {
            if (!member.killed) {
                await(member.bus.close());
            }
            await(member.vertx.close());
            member.proxy.close();
        }
        await(publisher.close());
        await(publishing.close());
        var operator = new Operator(broker.url());
        partitions().forEach(operator::deleteQueue);
        List.of("", ".dlq", ".roll").forEach(end -> operator.deleteQueue(queue() + end));
    }
}
