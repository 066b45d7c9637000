package io.saltbus.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.saltbus.cli.live.AddUp;
import io.saltbus.cli.live.ParcelSent;
import io.saltbus.core.SaltBus;
import io.saltbus.core.subscribe.SubscribeOptions;
import io.saltbus.registry.PgSchemaRegistry;
import io.saltbus.testkit.service.PrivateBroker;
import io.saltbus.testkit.service.PrivatePostgres;
import io.saltbus.testkit.service.PrivateRedis;
import io.saltbus.testkit.service.WithServices;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.io.BufferedReader;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The commands about what runs, beside a service that runs: RabbitMQ, Redis and PostgreSQL are really there. */
@WithServices
@Timeout(120)
class LiveEventsIT {
    private static final Vertx VERTX = Vertx.vertx();
    private static PrivateBroker broker;
    private static PrivateRedis redis;
    private static PrivatePostgres postgres;
    private static SaltBus bus;

    @BeforeAll
    static void startTheService(PrivateBroker theBroker, PrivateRedis theRedis, PrivatePostgres thePostgres) {
        broker = theBroker;
        redis = theRedis;
        postgres = thePostgres;
        assertThat(terminal().run("migrate")).isZero();
        bus = SaltBus.builder(VERTX)
                .service("post")
                .broker(broker.url())
                .redis(redis.url())
                .registry(PgSchemaRegistry.at(postgres.url()))
                .scan("io.saltbus.cli.live")
                .build();
        await(bus.start());
        await(bus.subscribe(
                ParcelSent.class, SubscribeOptions.named("stamp"), (parcel, envelope) -> Future.succeededFuture()));
    }

    @AfterAll
    static void closeAll() {
        await(bus.close());
        await(VERTX.close());
    }

    private static <T> T await(Future<T> future) {
        try {
            return future.toCompletionStage().toCompletableFuture().get(60, TimeUnit.SECONDS);
        } catch (Exception failed) {
            throw new AssertionError(failed);
        }
    }

    private static Terminal terminal() {
        return Terminal.live(VERTX)
                .with("SALTBUS_POSTGRES_URL", postgres.url())
                .with("SALTBUS_BROKER_URL", broker.url())
                .with("SALTBUS_REDIS_URL", redis.url());
    }

    @Test
    void aTailThatIsInterruptedEndsWellAndLeavesNoQueue() throws Exception {
        Process tail = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-XX:TieredStopAtLevel=1",
                        "-cp",
                        System.getProperty("java.class.path"),
                        SaltBusCommand.class.getName(),
                        "tail",
                        "parcel.#",
                        "--json",
                        "--timeout",
                        "60s",
                        "--broker",
                        broker.url())
                .start();
        try {
            BufferedReader remarks = tail.errorReader();
            assertThat(remarks.lines().anyMatch(line -> line.startsWith("looking on at amqp://")))
                    .isTrue();
            assertThat(broker.rabbitmqctl("list_queues", "name")).contains("saltbus-cli.tail.");
            Terminal publishing = terminal();
            assertThat(publishing.run("publish", "parcel.sent", "{\"parcel_id\": 7, \"street\": \"Elm\"}"))
                    .as(publishing.complained())
                    .isZero();
            assertThat(tail.inputReader()
                            .lines()
                            .filter(line -> line.startsWith("{"))
                            .findFirst())
                    .hasValueSatisfying(line -> assertThat(line)
                            .contains(
                                    "\"topic\":\"parcel.sent\"", "\"service\":\"saltbus-cli\"", "\"street\":\"Elm\""));
            assertThat(new ProcessBuilder("kill", "-INT", Long.toString(tail.pid()))
                            .start()
                            .waitFor())
                    .isZero();
            assertThat(tail.waitFor()).isZero();
            assertThat(remarks.lines().filter(line -> line.startsWith("saltbus:")))
                    .isEmpty();
            assertThat(broker.rabbitmqctl("list_queues", "name")).doesNotContain("saltbus-cli.tail.");
        } finally {
            tail.destroyForcibly();
        }
    }

    @Test
    void aCallIsAnsweredThroughRedis() {
        await(bus.subscribe(
                AddUp.class,
                SubscribeOptions.named("add"),
                (request, envelope) -> Future.succeededFuture(new AddUp.Sum(request.left() + request.right()))));
        Terminal terminal = terminal();
        assertThat(terminal.run("call", "rpc.add.up", "{\"left\": 3, \"right\": 4}"))
                .as(terminal.complained())
                .isZero();
        assertThat(terminal.said()).contains("\"sum\" : 7");
        assertThat(terminal.run("call", "rpc.add.up", "{\"left\": 3}", "--json"))
                .isEqualTo(ExitStatus.FINDING);
        assertThat(terminal.said()).contains("/right is required");
        assertThat(terminal.run("schema", "show", "rpc.add.up", "--reply")).isZero();
        assertThat(terminal.run("call", "rpc.add.up", "{}", "--redis", "redis://127.0.0.1:1", "--timeout", "1s"))
                .isNotZero();
    }

    @Test
    void whatRunsIsAskedBeforeAVersionBreaksOrEnds() {
        String other =
                "{\"type\": \"object\", \"required\": [\"parcel_id\"], \"properties\": {\"parcel_id\": {\"type\": \"string\"}}}";
        Terminal terminal = terminal();
        assertThat(terminal.run("who-breaks", "parcel.sent@v1.1", other))
                .as(terminal.complained())
                .isEqualTo(ExitStatus.FINDING);
        assertThat(terminal.said()).contains("breaks           post.stamp", "/parcel_id", "1 instance");
        assertThat(terminal.run("schema", "retire", "parcel.sent@v1")).isEqualTo(ExitStatus.FINDING);
        assertThat(terminal.complained()).contains("post.stamp");
        assertThat(List.of(terminal.run("topics", "parcel.#"))).containsExactly(ExitStatus.OK);
        assertThat(terminal.said()).containsPattern("parcel.sent +v1 +1 +BACKWARD +post +post");
    }
}
