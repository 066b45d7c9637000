package io.saltbus.rabbitmq.internal.connection;

import static io.saltbus.rabbitmq.internal.connection.LoopBench.await;
import static io.saltbus.rabbitmq.internal.connection.LoopBench.until;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import com.rabbitmq.client.AMQP;
import com.rabbitmq.client.Channel;
import com.rabbitmq.client.Connection;
import com.rabbitmq.client.DefaultConsumer;
import com.rabbitmq.client.Envelope;
import io.saltbus.rabbitmq.RabbitOptions;
import io.saltbus.testkit.fault.Direction;
import io.saltbus.testkit.fault.FaultProxy;
import io.saltbus.testkit.service.PrivateBroker;
import io.saltbus.testkit.service.WithServices;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@WithServices
@Timeout(120)
class RecoveringConnectionIT {
    private static PrivateBroker broker;

    private final LoopBench bench = new LoopBench();
    private FaultProxy proxy;
    private RabbitOptions options;

    @BeforeAll
    static void keep(PrivateBroker started) {
        broker = started;
    }

    @BeforeEach
    void putAProxyBetween() {
        proxy = FaultProxy.to(broker);
        options = RabbitOptions.parse(proxy.through(broker.url()) + "?heartbeat=2s&connect_timeout=2s&call_timeout=3s");
    }

    @AfterEach
    void close() {
        bench.close();
        proxy.close();
    }

    @Test
    void tenantsAreToldOfEveryConnectionAndItsEndOnceAndInTheOrderOfAdding() throws Exception {
        BlockingQueue<String> told = new LinkedBlockingQueue<>();
        var first = new RecordingTenant("first ", told, Future::succeededFuture);
        var broken = new RecordingTenant("broken ", told, () -> {
            throw new IllegalStateException("of the test");
        });
        var failing = new RecordingTenant("failing ", told, () -> Future.failedFuture("of the test"));
        var last = new RecordingTenant("last ", told, Future::succeededFuture);
        LoopConnection connection = bench.connection(options);
        Future<Void> added = bench.onLoop(() -> connection.add(first));
        Future<Void> addedBroken = bench.onLoop(() -> connection.add(broken));
        Future<Void> addedFailing = bench.onLoop(() -> connection.add(failing));
        await(bench.onLoop(connection::open));
        await(bench.onLoop(() -> connection.add(last)));

        await(added);
        assertThat(addedBroken.failed()).isTrue();
        assertThat(addedFailing.failed()).isTrue();
        expectAll(first, "first connected", "broken connected", "failing connected", "last connected");
        for (int times = 0; times < 3; times++) {
            proxy.cut();
            expectAll(first, "first disconnected", "broken disconnected", "failing disconnected", "last disconnected");
            expectAll(first, "first connected", "broken connected", "failing connected", "last connected");
        }
        await(bench.onLoop(connection::close));
        expectAll(first, "first disconnected", "broken disconnected", "failing disconnected", "last disconnected");
        assertThat(told).isEmpty();
    }

    @Test
    void aTenantWhoseConnectionIsLostBeforeItWorkedGetsTheNextOneAndNobodyIsToldThatItFailed() {
        var tenant = new RecordingTenant();
        LoopConnection connection = bench.connection(options);
        Future<Void> added = bench.onLoop(() -> connection.add(new LosingOnce(tenant)));
        await(bench.onLoop(connection::open));

        await(added);

        expectAll(tenant, "connected", "disconnected", "connected");
        bench.log().expectNone("does not work on the new connection");
    }

    /** Its first connection is cut while it works, as by a broker that is killed while a bus starts. */
    private final class LosingOnce implements Tenant {
        private final RecordingTenant seen;
        private boolean lost;

        LosingOnce(RecordingTenant seen) {
            this.seen = seen;
        }

        @Override
        public Future<Void> connected(Connection made) {
            return seen.connected(made).compose(told -> {
                if (lost) {
                    return Future.<Void>succeededFuture();
                }
                lost = true;
                Promise<Void> failing = Promise.promise();
                made.addShutdownListener(cause -> failing.fail(new IOException(cause)));
                return bench.workers()
                        .executeBlocking(() -> {
                            proxy.cut();
                            return made;
                        })
                        .compose(cut -> failing.future());
            });
        }

        @Override
        public void disconnected(Throwable why) {
            seen.disconnected(why);
        }
    }

    private static void expectAll(RecordingTenant tenant, String... expected) {
        var seen = new ArrayList<String>();
        for (int i = 0; i < expected.length; i++) {
            seen.add(tenant.next());
        }
        assertThat(seen).containsExactly(expected);
    }

    @Test
    void channelsWorkAndTheBrokerShowsTheService() throws Exception {
        LoopConnection connection = bench.opened(options);
        var tenant = tenantOf(connection);

        String queue = await(bench.onLoop(() -> connection.call(() -> {
            try (Channel channel = tenant.connection().createChannel()) {
                return channel.queueDeclare().getQueue();
            }
        })));

        assertThat(queue).startsWith("amq.gen");
        assertThat(broker.rabbitmqctl("list_connections", "client_properties")).contains("SaltBus", "accounts");
    }

    @Test
    void aConsumerThatThrowsKeepsItsChannel() {
        LoopConnection connection = bench.opened(options);
        var tenant = tenantOf(connection);
        BlockingQueue<String> bodies = new LinkedBlockingQueue<>();

        Channel channel = await(bench.onLoop(() -> connection.call(() -> {
            Channel opened = tenant.connection().createChannel();
            String queue = opened.queueDeclare().getQueue();
            opened.basicConsume(queue, true, new DefaultConsumer(opened) {
                @Override
                public void handleDelivery(
                        String tag, Envelope envelope, AMQP.BasicProperties properties, byte[] body) {
                    bodies.add(new String(body, UTF_8));
                    throw new IllegalStateException("of the test");
                }
            });
            opened.basicPublish("", queue, null, "one".getBytes(UTF_8));
            opened.basicPublish("", queue, null, "two".getBytes(UTF_8));
            return opened;
        })));

        until("both deliveries", Duration.ofSeconds(10), () -> bodies.size() == 2);
        assertThat(channel.isOpen()).isTrue();
        assertThat(tenant.wasToldMore()).isFalse();
    }

    @Test
    void itComesBackAfterTheBrokerWasKilled() {
        LoopConnection connection = bench.opened(options);
        var tenant = tenantOf(connection);

        broker.kill();
        assertThat(tenant.next()).isEqualTo("disconnected");
        assertThat(connection.troubles()).singleElement().asString().contains("127.0.0.1:" + proxy.port());
        broker.startAgain();

        assertThat(tenant.next()).isEqualTo("connected");
        assertThat(connection.troubles()).isEmpty();
        assertThat(bench.log().lines(Level.WARN)).hasSizeBetween(2, 40);
    }

    @Test
    void aFrozenBrokerIsNoticedByItsHeartbeatsAndAttemptsOnItAreBounded() {
        LoopConnection connection = bench.opened(options);
        var tenant = tenantOf(connection);

        broker.freeze();
        try {
            assertThat(tenant.next(Duration.ofSeconds(6))).isEqualTo("disconnected");
            until(
                    "a failed attempt",
                    Duration.ofSeconds(20),
                    () -> connection.troubles().toString().contains("did not answer in time"));
        } finally {
            broker.thaw();
        }
        assertThat(tenant.next()).isEqualTo("connected");
    }

    @Test
    void aConnectionThatNobodyReadsFromIsNoticed() {
        noticed(() -> proxy.stall());
        proxy.resume();
    }

    @Test
    void aConnectionThatNothingComesFromIsNoticed() {
        noticed(() -> proxy.drop(Direction.TO_CLIENT));
    }

    @Test
    void aConnectionThatNothingLeavesByIsNoticed() {
        noticed(() -> proxy.drop(Direction.TO_SERVICE));
    }

    private void noticed(Runnable fault) {
        var tenant = tenantOf(bench.opened(options));
        fault.run();
        assertThat(tenant.next(Duration.ofSeconds(9)))
                .isEqualTo("disconnected"); // measured: 2 s, and 6 s by the broker
    }

    @Test
    void anIdleConnectionIsKept() {
        var tenant = tenantOf(bench.opened(options));

        assertThat(tenant.next(Duration.ofSeconds(9))).isEqualTo("nothing within 9000 ms");
    }

    @Test
    void theStartWaitsForABrokerThatIsNotThereYet() {
        proxy.refuse(true);
        LoopConnection connection = bench.connection(options);
        Future<Void> opened = bench.onLoop(connection::open);
        until(
                "a failed attempt",
                Duration.ofSeconds(5),
                () -> connection.troubles().toString().contains("nothing listens there"));

        proxy.refuse(false);

        await(opened);
    }

    @Test
    void aCutWhileConnectingIsTriedAgain() {
        proxy.stall();
        LoopConnection connection = bench.connection(options);
        Future<Void> opened = bench.onLoop(connection::open);
        until("an attempt", Duration.ofSeconds(5), () -> proxy.connections() == 1);

        proxy.cut();
        proxy.resume();

        await(opened);
    }

    @Test
    void aBrokerThatBlocksPublishersIsTold() throws Exception {
        LoopConnection connection = bench.opened(options);
        var tenant = tenantOf(connection);
        broker.memoryAlarm(true);
        try {
            await(bench.onLoop(() -> connection.call(() -> {
                Channel channel = tenant.connection().createChannel();
                channel.basicPublish("", "nowhere", null, "x".getBytes(UTF_8));
                return null;
            })));
            until(
                    "the alarm",
                    Duration.ofSeconds(10),
                    () -> connection.troubles().toString().contains("takes no publishes"));
        } finally {
            broker.memoryAlarm(false);
        }
        until("its end", Duration.ofSeconds(10), () -> connection.troubles().isEmpty());
        assertThat(tenant.wasToldMore()).isFalse();
    }

    @Test
    void closingCompletesWhateverTheBrokerDoes() {
        LoopConnection up = bench.opened(options);
        var tenant = tenantOf(up);
        LoopConnection attempting = bench.connection(options);
        proxy.stall();
        Future<Void> opened = bench.onLoop(attempting::open);
        until("an attempt", Duration.ofSeconds(5), () -> proxy.connections() == 2);

        await(bench.onLoop(attempting::close));
        await(bench.onLoop(up::close));

        assertThat(opened.failed()).isTrue();
        assertThat(tenant.next()).isEqualTo("disconnected");
        proxy.resume();
        until("the end of all connections", Duration.ofSeconds(10), () -> proxy.connections() == 0);
    }

    private RecordingTenant tenantOf(LoopConnection connection) {
        var tenant = new RecordingTenant();
        await(bench.onLoop(() -> connection.add(tenant)));
        assertThat(tenant.next()).isEqualTo("connected");
        return tenant;
    }
}
