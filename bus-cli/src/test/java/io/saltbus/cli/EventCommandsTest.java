package io.saltbus.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.saltbus.cli.internal.input.Json;
import io.saltbus.core.SaltBus;
import io.saltbus.core.event.EventMode;
import io.saltbus.core.event.EventView;
import io.saltbus.core.subscribe.SubscribeOptions;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonObject;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The commands about events, on the broker inside the process, which the bus of the test shares with them. */
@Timeout(60)
class EventCommandsTest {
    private static final String BROKER = "memory:of-the-test";
    private static final String SCHEMA =
            "{\"type\": \"object\", \"required\": [\"n\"], \"properties\": {\"n\": {\"type\": \"integer\"}}}";

    private final Vertx vertx = Vertx.vertx();
    private final ListedStore store = new ListedStore();

    @AfterEach
    void close() {
        await(vertx.close());
    }

    private static <T> T await(Future<T> future) {
        try {
            return future.toCompletionStage().toCompletableFuture().get(30, TimeUnit.SECONDS);
        } catch (Exception failed) {
            throw new AssertionError(failed);
        }
    }

    private Terminal terminal() {
        return new Terminal(vertx, store)
                .with("SALTBUS_POSTGRES_URL", Terminal.REGISTRY)
                .with("SALTBUS_BROKER_URL", BROKER);
    }

    private static ObjectNode object(String text) {
        return (ObjectNode) Json.parse(text.getBytes(StandardCharsets.UTF_8), "test");
    }

    private SaltBus bus() {
        SaltBus bus =
                SaltBus.builder(vertx).service("of-the-test").broker(BROKER).build();
        await(bus.start());
        return bus;
    }

    @Test
    void anEventIsPublishedByTheRegistrysSchema() throws Exception {
        store.with("order.created", "v1", object(SCHEMA)).with("order.created", "v1.2", object(SCHEMA));
        SaltBus bus = bus();
        var arrived = new CompletableFuture<EventView>();
        await(bus.subscribe("order.#", SubscribeOptions.named("watch"), (event, envelope) -> {
            arrived.complete(event);
            return Future.succeededFuture();
        }));
        Terminal terminal = terminal();
        assertThat(terminal.run("publish", "order.created", "{\"n\": 7}", "--broker", BROKER, "--header", "a=b"))
                .isZero();
        assertThat(terminal.said()).startsWith("published order.created v1.2  ");
        EventView event = arrived.get(30, TimeUnit.SECONDS);
        assertThat(event.integer("n")).isEqualTo(7);
        assertThat(event.envelope().service()).isEqualTo("saltbus-cli");
        assertThat(event.envelope().headers()).containsEntry("a", "b");
    }

    @Test
    void whatBreaksItsSchemaIsNotSent() {
        store.with("order.created", "v1", object(SCHEMA));
        Terminal terminal = terminal().typing("{\"n\": \"seven\"}");
        assertThat(terminal.run("publish", "order.created", "--broker", BROKER, "--json"))
                .isEqualTo(ExitStatus.FINDING);
        assertThat(terminal.complained()).contains("order.created v1 breaks its schema in 1 place: /n");
        assertThat(terminal.said()).contains("\"error\"");
    }

    @Test
    void whatMayNotBePublishedIsRefusedWithTheReason() {
        store.with("order.created", "v1", object(SCHEMA)).with("rpc.add", "v1", EventMode.RPC, object(SCHEMA));
        await(store.retire("order.created", store.schemas.get(0).version(), true, null));
        Terminal terminal = terminal();
        assertThat(terminal.run("publish", "order.created@v1", "{}", "--broker", BROKER))
                .isEqualTo(2);
        assertThat(terminal.run("publish", "rpc.add", "{}", "--broker", BROKER)).isEqualTo(2);
        assertThat(terminal.run("publish", "order.created", "[]", "--broker", BROKER))
                .isEqualTo(2);
        assertThat(terminal.run("publish", "order.created", "{}", "--broker", BROKER, "--priority", "12"))
                .isEqualTo(2);
        assertThat(terminal.run("publish", "order.created", "{}", "--broker", "carrier-pigeon:1"))
                .isEqualTo(2);
        assertThat(terminal.run("tail", "#", "--broker", "carrier-pigeon:1")).isEqualTo(2);
        assertThat(terminal.run("tail", "#", "--count", "0")).isEqualTo(2);
        assertThat(terminal.complained())
                .contains("was ended")
                .contains("is a request that is answered: saltbus call")
                .contains("must be a JSON object")
                .contains("priority must be 0..9, was 12")
                .contains("no broker has an address like the one that was named");
        Terminal alone = new Terminal(vertx, store);
        assertThat(alone.run("publish", "a.b", "{}", "--broker", BROKER)).isEqualTo(2);
        assertThat(alone.run("publish", "a.b", "{}")).isEqualTo(2);
        assertThat(alone.complained())
                .contains("nothing says what the payload must look like")
                .contains("--broker");
    }

    @Test
    void withoutSubscribersItIsSaidOrAFinding() {
        Terminal terminal = terminal();
        assertThat(terminal.run("publish", "a.b@v3", "{}", "--broker", BROKER, "--unchecked", "--json"))
                .isZero();
        assertThat(terminal.said()).contains("\"routed\" : false", "\"version\" : \"v3\"");
        assertThat(terminal.run("publish", "a.b", "{}", "--broker", BROKER, "--schema", "{}"))
                .isZero();
        assertThat(terminal.said()).contains("nobody subscribes");
        assertThat(terminal.run("publish", "a.b", "{}", "--broker", BROKER, "--unchecked", "--require-subscriber"))
                .isEqualTo(ExitStatus.FINDING);
    }

    @Test
    void eventsAreShownAsTheyComeBy() throws Exception {
        SaltBus bus = SaltBus.builder(vertx)
                .service("of-the-test")
                .broker(BROKER)
                .event("order.created", "v1", new JsonObject())
                .build();
        await(bus.start());
        Terminal terminal = terminal();
        Terminal program = terminal();
        CompletableFuture<Integer> people = terminal.start("tail", "order.#", "--broker", BROKER, "--count", "2");
        CompletableFuture<Integer> programs =
                program.start("tail", "order.created", "--broker", BROKER, "--count", "2", "--json");
        JsonObject event = new JsonObject().put("n", 1).put("text", "\u009b2J");
        while (!people.isDone() || !programs.isDone()) { // each begins to look on when it is ready
            await(bus.publish("order.created", "v1", event));
        }
        assertThat(people.get()).isZero();
        assertThat(terminal.said())
                .contains("order.created v1", "of-the-test", "\"n\" : 1")
                .doesNotContain("\u009b");
        assertThat(terminal.complained()).contains("looking on at memory:");
        assertThat(program.said().lines())
                .hasSize(2)
                .allSatisfy(line -> assertThat(
                                object(line).path("payload").path("n").intValue())
                        .isEqualTo(1));
    }

    @Test
    void ctrlCEndsTheLookingOnWell() throws Exception {
        Terminal terminal = terminal();
        CompletableFuture<Integer> tail = terminal.start("tail", "order.#", "--broker", BROKER, "--compact");
        SaltBus bus = SaltBus.builder(vertx)
                .service("of-the-test")
                .broker(BROKER)
                .event("order.created", "v1", new JsonObject())
                .build();
        await(bus.start());
        while (!await(bus.publish("order.created", "v1", new JsonObject())).routed()) {
            assertThat(tail).isNotDone();
        }
        terminal.interrupt.get().run();
        assertThat(tail.get(30, TimeUnit.SECONDS)).isZero();
        assertThat(await(bus.publish("order.created", "v1", new JsonObject())).routed())
                .isFalse();
    }

    @Test
    void aCallShowsItsAnswerOrWhyThereIsNone() {
        SaltBus bus = bus();
        await(bus.subscribe(
                "rpc.add",
                SubscribeOptions.named("add").withMode(EventMode.RPC),
                (event, envelope) -> event.integer("n") < 0
                        ? Future.failedFuture(new io.saltbus.rpc.RpcException(
                                "NEGATIVE", "n is below zero", new JsonObject().put("n", -1)))
                        : Future.succeededFuture(new JsonObject().put("sum", event.integer("n") + 1))));
        store.with("rpc.add", "v1", EventMode.RPC, object(SCHEMA));
        Terminal terminal = terminal();
        assertThat(terminal.run("call", "rpc.add", "{\"n\": 1}", "--broker", BROKER))
                .isZero();
        assertThat(terminal.said()).contains("\"sum\" : 2");
        assertThat(terminal.run("call", "rpc.add", "{\"n\": 1}", "--broker", BROKER, "--json"))
                .isZero();
        assertThat(terminal.said()).contains("\"answered\" : true", "\"reply\"");
        assertThat(terminal.run("call", "rpc.add", "{\"n\": -1}", "--broker", BROKER))
                .isEqualTo(1);
        assertThat(terminal.run("call", "rpc.add", "{\"n\": -1}", "--broker", BROKER, "--json"))
                .isEqualTo(1);
        assertThat(terminal.said()).contains("NEGATIVE  n is below zero", "\"error_code\" : \"NEGATIVE\"");
        assertThat(terminal.run("call", "rpc.add", "{}", "--broker", BROKER)).isEqualTo(1);
        assertThat(terminal.run("call", "rpc.nobody@v1", "{}", "--broker", BROKER, "--unchecked"))
                .isEqualTo(1);
        assertThat(terminal.complained())
                .contains("rpc.add v1 breaks its schema")
                .contains("nobody answers rpc.nobody");
        assertThat(new Terminal(vertx, store).run("call", "rpc.add", "{}", "--broker", "amqp://localhost:1"))
                .isEqualTo(2);
    }
}
