package io.saltbus.registry.internal.http;

import static io.saltbus.registry.store.Shapes.declared;
import static io.saltbus.registry.store.Shapes.field;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.saltbus.core.schema.Registration;
import io.saltbus.core.schema.Registration.Status;
import io.saltbus.core.time.Scheduler;
import io.saltbus.registry.HttpSchemaRegistry;
import io.saltbus.registry.RegistryException;
import io.saltbus.registry.RegistryOptions;
import io.saltbus.registry.http.RegistryServer;
import io.saltbus.registry.internal.http.RegistryClient.Timeouts;
import io.saltbus.registry.store.SchemaQuery;
import io.saltbus.registry.store.SchemaStore;
import io.saltbus.registry.store.SchemaStore.Caller;
import io.saltbus.testkit.fault.Direction;
import io.saltbus.testkit.fault.FaultProxy;
import io.saltbus.testkit.service.Certificates;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.net.PemKeyCertOptions;
import io.vertx.core.net.PemTrustOptions;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A registry that is away, silent, strange, or refuses. */
@Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class HttpFaultsTest {
    private static final Caller ORDERS = new Caller("orders", null);
    private static final Timeouts SHORT =
            new Timeouts(Duration.ofMillis(800), Duration.ofMillis(600), Duration.ofMillis(50));

    private final Vertx vertx = Vertx.vertx();
    private final RegistryServer server =
            RegistryServer.start(options -> options.withHeartbeat(Duration.ofMillis(100)));
    private final FaultProxy proxy = FaultProxy.to("127.0.0.1", server.port());
    private final List<SchemaStore> opened = new ArrayList<>();

    private SchemaStore store(String url, String key, UnaryOperator<HttpClientOptions> adjusted) {
        SchemaStore store = HttpSchemaStore.at(vertx, url, key, Scheduler.real(vertx), SHORT, adjusted);
        opened.add(store);
        return store;
    }

    private SchemaStore throughProxy() {
        SchemaStore store = store("http://127.0.0.1:" + proxy.port(), RegistryServer.ADMIN, options -> options);
        warmUp(store);
        return store;
    }

    /** The first request of a process takes longer than the time that these tests give. */
    private static void warmUp(SchemaStore store) {
        long start = System.nanoTime();
        while (true) {
            try {
                await(store.register(List.of(declared("warm.up", "v1", field("id", "integer"))), ORDERS));
                return;
            } catch (RuntimeException cold) {
                assertThat(System.nanoTime() - start)
                        .isLessThan(Duration.ofSeconds(30).toNanos());
            }
        }
    }

    @AfterEach
    void close() {
        opened.forEach(store -> await(store.close()));
        await(vertx.close());
        proxy.close();
        server.close();
    }

    private static <T> T await(Future<T> future) {
        return future.toCompletionStage()
                .toCompletableFuture()
                .orTimeout(30, TimeUnit.SECONDS)
                .join();
    }

    private static void assertUnavailable(Future<?> asked) {
        assertThatThrownBy(() -> await(asked))
                .cause()
                .isInstanceOfSatisfying(
                        RegistryException.Unavailable.class,
                        away -> assertThat(away.retryable()).isTrue())
                .hasMessageContaining("http://127.0.0.1:")
                .hasMessageNotContaining("secret");
    }

    @Test
    void nobodyListens() {
        proxy.refuse(true);
        SchemaStore store = store("http://127.0.0.1:" + proxy.port(), RegistryServer.ADMIN, options -> options);

        assertUnavailable(store.find(SchemaQuery.all()));
        assertUnavailable(store.watch(changed -> {}));
    }

    @Test
    void everyOperationHasATime() {
        SchemaStore store = throughProxy();
        proxy.stall();

        List<Future<?>> asked = new ArrayList<>(List.of(
                store.find(SchemaQuery.all()),
                store.topics(SchemaQuery.all()),
                store.publishers("a"),
                store.register(List.of(declared("a", "v1", field("id", "integer"))), ORDERS),
                store.watch(changed -> {})));
        for (int more = 0; more < 20; more++) {
            asked.add(store.liveHandlers("a")); // more than there are connections
        }

        asked.forEach(HttpFaultsTest::assertUnavailable);
        proxy.resume();
        assertThat(await(store.find(SchemaQuery.topic("warm.up")))).hasSize(1);
    }

    @Test
    void whatIsCutUnderWayFailsAndTheNextIsAsked() {
        SchemaStore store = throughProxy();
        proxy.stall();
        Future<List<Registration>> asked = store.register(List.of(declared("a", "v1", field("id", "integer"))), ORDERS);
        proxy.cut();
        assertUnavailable(asked);
        proxy.resume();

        Registration again = await(store.register(List.of(declared("a", "v1", field("id", "integer"))), ORDERS))
                .get(0);

        assertThat(again.status()).isIn(Status.REGISTERED, Status.IDENTICAL);
        assertThat(await(store.find(SchemaQuery.topic("a")))).hasSize(1);
    }

    @Test
    void aWatchThatWasCutComesBackAndTellsOfEverything() throws Exception {
        SchemaStore store = throughProxy();
        var told = new LinkedBlockingQueue<String>();
        await(store.watch(told::add));

        proxy.cut();

        assertThat(told.poll(20, TimeUnit.SECONDS)).isEqualTo("#");
        await(server.store().register(List.of(declared("a", "v1", field("id", "integer"))), ORDERS));
        assertThat(told.poll(20, TimeUnit.SECONDS)).isEqualTo("a");
    }

    @Test
    void aWatchThatIsSilentIsOpenedAgain() throws Exception {
        SchemaStore store = throughProxy();
        var told = new LinkedBlockingQueue<String>();
        await(store.watch(told::add));

        proxy.drop(Direction.TO_CLIENT);

        assertThat(told.poll(20, TimeUnit.SECONDS)).isEqualTo("#");
    }

    @Test
    void aWatchThatIsClosedWhileItIsAwayStaysClosed() throws Exception {
        SchemaStore store = throughProxy();
        var told = new LinkedBlockingQueue<String>();
        var other = new LinkedBlockingQueue<String>();
        SchemaStore.Watch watch = await(store.watch(told::add));
        await(store.watch(other::add));
        proxy.refuse(true);
        proxy.cut();

        await(watch.close());
        proxy.refuse(false);

        assertThat(other.poll(20, TimeUnit.SECONDS)).isEqualTo("#");
        await(server.store().register(List.of(declared("a", "v1", field("id", "integer"))), ORDERS));
        assertThat(other.poll(20, TimeUnit.SECONDS)).isEqualTo("a");
        assertThat(told).isEmpty();
    }

    @Test
    void aWrongKeyIsRefusedAndNotToldOf() {
        for (String key : List.of("wrong-secret-0123456789", RegistryServer.EXPIRED)) {
            SchemaStore store = store(server.url(), key, options -> options);
            for (Future<?> asked : List.<Future<?>>of(store.publishers("a"), store.watch(changed -> {}))) {
                assertThatThrownBy(() -> await(asked))
                        .cause()
                        .isInstanceOf(RegistryException.Refused.class)
                        .hasMessageContaining("key")
                        .hasMessageNotContaining("secret");
            }
        }
        SchemaStore reader = store(server.url(), RegistryServer.READER, options -> options);
        assertThatThrownBy(() -> await(reader.register(List.of(), ORDERS)))
                .cause()
                .isInstanceOf(RegistryException.Refused.class)
                .hasMessageContaining("write");
    }

    @Test
    void aWrongPathIsRefused() {
        SchemaStore store = store(server.url() + "/elsewhere", RegistryServer.ADMIN, options -> options);

        assertThatThrownBy(() -> await(store.find(SchemaQuery.all())))
                .cause()
                .isInstanceOf(RegistryException.Refused.class)
                .hasMessageContaining("path");
    }

    @ParameterizedTest
    @ValueSource(strings = {"200 nonsense", "200 {}", "200 [1]", "502 <html>", "429 {}", "200 {\"publishers\":[{}]}"})
    void whatIsNoRegistryIsUnavailable(String answer) {
        String[] parts = answer.split(" ", 2);
        var strange = await(vertx.createHttpServer()
                .requestHandler(request -> request.response()
                        .setStatusCode(Integer.parseInt(parts[0]))
                        .end(parts[1]))
                .listen(0, "127.0.0.1"));

        assertUnavailable(store("http://127.0.0.1:" + strange.actualPort(), "key", options -> options)
                .publishers("a"));
    }

    @Test
    void aRedirectIsNotFollowedWithTheKey() {
        var elsewhere = await(vertx.createHttpServer()
                .requestHandler(request -> request.response()
                        .setStatusCode(302)
                        .putHeader("Location", server.url() + "/schemas")
                        .end())
                .listen(0, "127.0.0.1"));

        assertThatThrownBy(() -> await(
                        store("http://127.0.0.1:" + elsewhere.actualPort(), RegistryServer.ADMIN, options -> options)
                                .publishers("a")))
                .cause()
                .isInstanceOf(RegistryException.Refused.class)
                .hasMessageContaining("elsewhere");
    }

    @Test
    void httpsWantsACertificateOfThisHost(@TempDir Path folder) throws Exception {
        var certificates =
                new Certificates(folder).issue("here", "ip:127.0.0.1").issue("there", "dns:other.example");
        for (String name : List.of("here", "there")) {
            try (var secure = RegistryServer.start(options -> options.withCertificate(new PemKeyCertOptions()
                    .addKeyPath(certificates.key(name).toString())
                    .addCertPath(certificates.certificate(name).toString())))) {
                String url = "https://127.0.0.1:" + secure.port();
                SchemaStore trusting = store(
                        url,
                        RegistryServer.ADMIN,
                        options -> options.setTrustOptions(new PemTrustOptions()
                                .addCertPath(certificates.authority().toString())));
                if (name.equals("here")) {
                    warmUp(trusting);
                    assertThat(await(trusting.find(SchemaQuery.all()))).hasSize(1);
                    assertThat(await(trusting.watch(changed -> {}))).isNotNull();
                } else {
                    assertThatThrownBy(() -> await(trusting.find(SchemaQuery.all())))
                            .hasCauseInstanceOf(RegistryException.Unavailable.class);
                }
                assertThatThrownBy(() -> await(store(url, RegistryServer.ADMIN, options -> options)
                                .find(SchemaQuery.all())))
                        .hasCauseInstanceOf(RegistryException.Unavailable.class);
            }
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "ftp://host",
                "nonsense",
                "http://",
                "https://user:hunter2@host",
                "https://host?key=hunter2",
                "https://ho st",
                "https://host#hunter2",
                "",
                "http:///path"
            })
    void anAddressThatIsNoneIsRefusedAtOnce(String url) {
        assertThatThrownBy(() -> HttpSchemaRegistry.at(url, "key"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("https://host")
                .hasMessageNotContaining("hunter2");
    }

    @Test
    void aKeyThatCannotBeSentIsRefusedAtOnce() {
        for (String key : List.of("", "two words", "line\r\nX-Evil: 1", "schlüssel")) {
            assertThatThrownBy(() -> HttpSchemaRegistry.at("https://host", key))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageNotContaining("Evil");
        }
        assertThat(HttpSchemaRegistry.at("https://[::1]:8443/api/", "key").with(RegistryOptions.defaults()))
                .isNotNull();
    }
}
