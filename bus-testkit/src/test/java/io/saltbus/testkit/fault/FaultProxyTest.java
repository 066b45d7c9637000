package io.saltbus.testkit.fault;

import static io.saltbus.testkit.fault.Direction.TO_CLIENT;
import static io.saltbus.testkit.fault.Direction.TO_SERVICE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.time.Duration;
import java.util.Arrays;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(30)
class FaultProxyTest {
    private static final int LONG_MS = 10_000;
    private static final int SHORT_MS = 200;
    private static final int CHUNK = 1 << 16;

    private ServerSocket server;
    private FaultProxy proxy;

    @BeforeEach
    void listen() throws IOException {
        server = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        proxy = FaultProxy.to("127.0.0.1", server.getLocalPort());
    }

    @AfterEach
    void close() throws IOException {
        proxy.close();
        server.close();
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4})
    void bytesArriveUnchangedBothWaysWhateverDelaysAndStallsThem(long seed) throws Exception {
        byte[] request = randomBytes(seed, 3 << 20);
        byte[] reply = randomBytes(seed + 100, 1 << 20);
        try (var pair = connect()) {
            var requestRead = readAll(pair.service);
            var replyRead = readAll(pair.client);
            var requestSent = write(pair.client, request);
            var replySent = write(pair.service, reply);

            var random = new Random(seed);
            while (!(requestRead.isDone() && replyRead.isDone())) {
                proxy.delay(Duration.ofMillis(random.nextInt(4)));
                proxy.stall();
                proxy.resume();
            }

            requestSent.get();
            replySent.get();
            assertThat(Arrays.equals(requestRead.get(), request)).isTrue();
            assertThat(Arrays.equals(replyRead.get(), reply)).isTrue();
        }
    }

    @Test
    void aConnectionWhoseBothHalvesEndedIsForgotten() throws Exception {
        try (var pair = connect()) {
            assertThat(proxy.connections()).isEqualTo(1);
            pair.client.shutdownOutput();
            assertThat(pair.service.getInputStream().read()).isEqualTo(-1);
            pair.service.shutdownOutput();
            assertThat(pair.client.getInputStream().read()).isEqualTo(-1);
            awaitConnections(0);
        }
    }

    @Test
    void cutResetsBothSidesOfEveryConnectionAndNewOnesAreWelcome() throws Exception {
        try (var one = connect();
                var two = connect()) {
            assertThat(proxy.connections()).isEqualTo(2);

            proxy.cut();

            assertThat(proxy.connections()).isZero();
            for (Socket side : new Socket[] {one.client, one.service, two.client, two.service}) {
                assertReset(side);
            }
        }
        try (var again = connect()) {
            assertPasses(again.client, again.service);
        }
    }

    @Test
    void aResetOfOneSideResetsTheOther() throws Exception {
        try (var pair = connect()) {
            pair.service.setSoLinger(true, 0);
            pair.service.close();
            assertReset(pair.client);
        }
        try (var pair = connect()) {
            pair.client.setSoLinger(true, 0);
            pair.client.close();
            assertReset(pair.service);
        }
        awaitConnections(0);
    }

    @Test
    void aClientIsResetWhereNoServiceListens() throws Exception {
        server.close();
        try (var client = open()) {
            assertReset(client);
        }
    }

    @Test
    void whileRefusingNobodyGetsInAndWhoIsInStays() throws Exception {
        try (var pair = connect()) {
            for (int again = 0; again < 20; again++) {
                proxy.refuse(true);
                proxy.refuse(true);
                assertThatThrownBy(this::open).isInstanceOf(ConnectException.class);
                assertPasses(pair.client, pair.service);
                assertPasses(pair.service, pair.client);
                proxy.refuse(false);
                proxy.refuse(false);
            }
            try (var late = connect()) {
                assertPasses(late.client, late.service);
            }
        }
    }

    @Test
    void whatIsStalledArrivesAfterResume() throws Exception {
        try (var pair = connect()) {
            proxy.stall();
            pair.client.getOutputStream().write(1);
            pair.client.shutdownOutput();
            pair.service.getOutputStream().write(2);
            assertSilent(pair.service);
            assertSilent(pair.client);

            proxy.resume();
            assertThat(pair.service.getInputStream().readAllBytes()).containsExactly(1);
            assertThat(pair.client.getInputStream().read()).isEqualTo(2);
        }
    }

    @Test
    void aNewConnectionIsStalledToo() throws Exception {
        proxy.stall();
        try (var pair = connect()) {
            pair.client.getOutputStream().write(1);
            assertSilent(pair.service);
            proxy.resume();
            assertThat(pair.service.getInputStream().read()).isEqualTo(1);
        }
    }

    @Test
    void aStallSlowsTheSenderDown() throws Exception {
        byte[] much = randomBytes(1, 24 << 20); // more than the buffers of the kernel
        try (var pair = connect()) {
            proxy.stall();
            var written = new AtomicInteger();
            var sent = onThread(() -> {
                for (int from = 0; from < much.length; from = written.addAndGet(CHUNK)) {
                    pair.client.getOutputStream().write(much, from, CHUNK);
                }
                pair.client.shutdownOutput();
                return null;
            });
            awaitStandstill(written);
            assertThat(sent).isNotDone();

            proxy.resume();
            assertThat(Arrays.equals(readAll(pair.service).get(), much)).isTrue();
        }
    }

    @Test
    void delayHoldsEveryByteForItsTime() throws Exception {
        Duration delay = Duration.ofMillis(150);
        try (var pair = connect()) {
            proxy.delay(delay);
            long start = System.nanoTime();
            assertPasses(pair.client, pair.service);
            assertThat(System.nanoTime() - start).isGreaterThanOrEqualTo(delay.toNanos());
            assertPasses(pair.service, pair.client);
            assertThat(System.nanoTime() - start).isGreaterThanOrEqualTo(2 * delay.toNanos());
        }
    }

    @Test
    void aShorterDelayDoesNotOvertakeALongerOne() throws Exception {
        try (var pair = connect()) {
            proxy.delay(Duration.ofMillis(300));
            pair.client.getOutputStream().write(1);
            assertSilent(pair.service); // so that the proxy has it, with the long delay
            proxy.delay(Duration.ZERO);
            pair.client.getOutputStream().write(2);
            assertThat(pair.service.getInputStream().readNBytes(2)).containsExactly(1, 2);
        }
    }

    @Test
    void aNegativeDelayIsRefused() {
        assertThatThrownBy(() -> proxy.delay(Duration.ofMillis(-1)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("delay must be zero or more, was PT-0.001S");
    }

    @Test
    void aHalfClosedDirectionEndsAfterWhatWasSentAndTheOtherGoesOn() throws Exception {
        try (var pair = connect()) {
            proxy.delay(Duration.ofMillis(2 * SHORT_MS));
            pair.service.getOutputStream().write(1);
            assertSilent(pair.client); // so that the proxy has it
            proxy.halfClose(TO_CLIENT);
            proxy.delay(Duration.ZERO);

            assertThat(pair.client.getInputStream().readAllBytes()).containsExactly(1);
            pair.service.getOutputStream().write(2); // thrown away
            assertPasses(pair.client, pair.service);
            assertPasses(pair.client, pair.service);

            pair.client.shutdownOutput();
            assertThat(pair.service.getInputStream().read()).isEqualTo(-1);
            awaitConnections(0);
        }
    }

    @Test
    void inADroppedDirectionBytesAndEndsVanishAndTheOtherGoesOn() throws Exception {
        try (var pair = connect()) {
            proxy.drop(TO_SERVICE);
            pair.client.getOutputStream().write(1);
            pair.client.shutdownOutput();
            assertSilent(pair.service);
            assertPasses(pair.service, pair.client);

            try (var whole = connect()) {
                assertPasses(whole.client, whole.service);
            }
        }
    }

    @Test
    void inADroppedDirectionAResetVanishes() throws Exception {
        try (var pair = connect()) {
            proxy.drop(TO_SERVICE);
            pair.client.setSoLinger(true, 0);
            pair.client.close();
            assertSilent(pair.service);
            assertThat(proxy.connections()).isEqualTo(1);

            pair.service.setSoLinger(true, 0);
            pair.service.close();
            awaitConnections(0);
        }
    }

    @Test
    void dropThrowsAwayWhatIsHeld() throws Exception {
        try (var pair = connect()) {
            proxy.delay(Duration.ofMillis(2 * SHORT_MS));
            pair.client.getOutputStream().write(1);
            assertSilent(pair.service); // so that the proxy has it
            proxy.drop(TO_SERVICE);
            assertSilent(pair.service);
            assertSilent(pair.service);
        }
    }

    @Test
    void closeCutsAndFreesThePort() throws Exception {
        try (var pair = connect()) {
            proxy.close();
            proxy.close();
            assertReset(pair.client);
        }
        new ServerSocket(proxy.port(), 1, InetAddress.getLoopbackAddress()).close();
    }

    @Test
    void anAddressLeadsThroughTheProxyWithAllElseKept() {
        assertThat(proxy.through("amqp://guest:guest@broker.test:5672/%2F?heartbeat=5"))
                .isEqualTo("amqp://guest:guest@127.0.0.1:" + proxy.port() + "/%2F?heartbeat=5");
        assertThat(proxy.through("redis://broker.test")).isEqualTo("redis://127.0.0.1:" + proxy.port());
        assertThatThrownBy(() -> proxy.through("broker.test"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("not an address with scheme and host");
    }

    private record Pair(Socket client, Socket service) implements AutoCloseable {
        @Override
        public void close() throws IOException {
            client.close();
            service.close();
        }
    }

    private Pair connect() throws IOException {
        Socket client = open();
        Socket service = server.accept();
        service.setSoTimeout(LONG_MS);
        return new Pair(client, service);
    }

    private Socket open() throws IOException {
        var client = new Socket(InetAddress.getLoopbackAddress(), proxy.port());
        client.setSoTimeout(LONG_MS);
        return client;
    }

    private static void awaitStandstill(AtomicInteger progress) {
        int seen;
        do {
            seen = progress.get();
            LockSupport.parkNanos(SHORT_MS * 1_000_000L);
        } while (progress.get() != seen);
    }

    private void awaitConnections(int expected) {
        while (proxy.connections() != expected) {
            Thread.onSpinWait(); // bounded by the time limit of the class
        }
    }

    private static void assertPasses(Socket from, Socket to) throws IOException {
        from.getOutputStream().write(42);
        assertThat(to.getInputStream().read()).isEqualTo(42);
    }

    private static void assertSilent(Socket side) throws IOException {
        side.setSoTimeout(SHORT_MS);
        assertThatThrownBy(() -> side.getInputStream().read()).isInstanceOf(SocketTimeoutException.class);
        side.setSoTimeout(LONG_MS);
    }

    private static void assertReset(Socket side) {
        assertThatThrownBy(() -> side.getInputStream().read())
                .isInstanceOf(SocketException.class)
                .hasMessageContaining("reset");
    }

    private static byte[] randomBytes(long seed, int count) {
        byte[] bytes = new byte[count];
        new Random(seed).nextBytes(bytes);
        return bytes;
    }

    private static CompletableFuture<Void> write(Socket to, byte[] bytes) {
        return onThread(() -> {
            to.getOutputStream().write(bytes);
            to.shutdownOutput();
            return null;
        });
    }

    private static CompletableFuture<byte[]> readAll(Socket from) {
        return onThread(() -> from.getInputStream().readAllBytes());
    }

    /** A thread each: the common pool of a small machine has fewer than these tasks, which block. */
    private static <T> CompletableFuture<T> onThread(Callable<T> task) {
        var result = new CompletableFuture<T>();
        new Thread(() -> {
                    try {
                        result.complete(task.call());
                    } catch (Exception failed) {
                        result.completeExceptionally(failed);
                    }
                })
                .start();
        return result;
    }
}
