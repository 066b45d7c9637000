package io.saltbus.rpc;

import static io.saltbus.rpc.RpcContract.await;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.saltbus.core.SaltBus;
import io.saltbus.core.SaltBusBuilder;
import io.saltbus.core.event.Envelope;
import io.saltbus.core.event.Event;
import io.saltbus.core.event.EventMode;
import io.saltbus.core.event.EventView;
import io.saltbus.core.subscribe.Subscribe;
import io.saltbus.testkit.service.BrokerService;
import io.saltbus.testkit.service.RedisService;
import io.saltbus.testkit.service.WithServices;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonObject;
import io.vertx.redis.client.Redis;
import io.vertx.redis.client.RedisAPI;
import jakarta.validation.constraints.Max;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Calls between Java and a real Celery, whose results are in Redis, on the exchange of celery-salt. */
@WithServices
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@Timeout(value = 120, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class CeleryRpcIT {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String META = "celery-task-meta-";
    private static final long DAY_SECONDS = 86_400;
    /** Longer than a test waits: an answer that is not heard, and found only right before the deadline, fails it. */
    private static final Duration HEARD = Duration.ofMinutes(5);

    private final String suffix = UUID.randomUUID().toString().substring(0, 8);
    private final BlockingQueue<Envelope> recorded = new LinkedBlockingQueue<>();
    private final List<SaltBus> buses = new ArrayList<>();
    private final Vertx vertx = Vertx.vertx();
    private Rpc rpc;
    private RedisAPI redis;
    private PythonPeer caller;
    private PythonPeer responder;

    /** What Java answers. */
    @Event(value = "rpc.peers.java.add", mode = EventMode.RPC)
    record Add(@Max(1_000) double a, double b) implements RpcRequest<Sum> {}

    /** What Python answers. */
    @Event(value = "rpc.peers.python.add", mode = EventMode.RPC)
    record AddInPython(double a, double b) implements RpcRequest<Sum> {}

    record Sum(double result, String operation) {}

    private final class Calculator {
        @Subscribe(name = "add")
        Future<Sum> add(Add asked) {
            return Future.succeededFuture(new Sum(asked.a() + asked.b(), "add"));
        }

        @Subscribe(value = "rpc.peers.java.access", name = "access", mode = EventMode.RPC)
        Future<JsonObject> access(EventView asked) {
            return Future.failedFuture(
                    new RpcException("NO_ACCESS", "not yours", new JsonObject().put("folder_id", 456)));
        }

        @Subscribe(value = "rpc.peers.java.broken", name = "broken", mode = EventMode.RPC)
        Future<JsonObject> broken(EventView asked) {
            return Future.failedFuture(new IllegalStateException("nothing for callers"));
        }

        @Subscribe(value = "rpc.peers.#", name = "recorder")
        void record(EventView seen, Envelope envelope) {
            recorded.add(envelope);
        }
    }

    @BeforeAll
    void start(BrokerService broker, RedisService store, @TempDir Path folder) throws Exception {
        redis = RedisAPI.api(Redis.createClient(vertx, store.url()));
        started(bus("calculator", broker, store).handlers(new Calculator()));
        rpc = Rpc.of(started(bus("desk", broker, store).event(AddInPython.class, Add.class)));
        responder = PythonPeer.start(
                folder, "respond", broker.url(), store.url(), "rpc.peers.python.#", "python-" + suffix);
        caller = PythonPeer.start(folder, "call", broker.url(), store.url());
    }

    private SaltBusBuilder bus(String service, BrokerService broker, RedisService store) {
        return SaltBus.builder(vertx)
                .service(service + "-" + suffix)
                .broker(broker.url())
                .celeryInterop()
                .redis(store.url());
    }

    private SaltBus started(SaltBusBuilder builder) {
        SaltBus bus = builder.build();
        buses.add(bus);
        await(bus.start());
        return bus;
    }

    @AfterAll
    void stop() {
        responder.close();
        caller.close();
        buses.forEach(bus -> await(bus.close()));
        redis.close();
        await(vertx.close());
    }

    @BeforeEach
    void forget() {
        recorded.clear();
    }

    private static ObjectNode order(String topic, ObjectNode payload) {
        ObjectNode order = JSON.createObjectNode().put("topic", topic).put("version", "v1");
        order.set("payload", payload);
        return order;
    }

    private static ObjectNode numbers(double a, double b) {
        return JSON.createObjectNode().put("a", a).put("b", b);
    }

    private JsonNode python(ObjectNode order) throws Exception {
        caller.tell(order);
        return caller.next("reply");
    }

    private Future<RpcReply<JsonObject>> toPython(String handler, JsonObject payload, Duration timeout) {
        return rpc.call("rpc.peers.python." + handler, "v1", payload, CallOptions.timeout(timeout));
    }

    // the worker tells of a call before it answers it
    private JsonNode seenByPython(String handler) throws Exception {
        JsonNode call = responder.next("call");
        assertThat(call.path("routing_key").asText()).isEqualTo("rpc.peers.python." + handler);
        return call;
    }

    private static JsonNode json(String text) throws Exception {
        return JSON.readTree(text.replace('\'', '"'));
    }

    @Test
    void pythonIsAnsweredByJavaAsByPython() throws Exception {
        JsonNode reply = python(order("rpc.peers.java.add", numbers(12, 3)));

        String id = reply.path("id").asText();
        assertThat(reply.path("result"))
                .isEqualTo(
                        json(
                                "{'status': 'completed', 'routing_key': 'rpc.peers.java.add', 'is_rpc': true, 'handlers_executed': 1,"
                                        + " 'results': [{'handler': 'add', 'status': 'success', 'result': {'result': 15.0, 'operation': 'add'}}]}"));
        String kept = await(redis.get(META + id)).toString();
        assertThat(kept)
                .matches("\\{\"status\":\"SUCCESS\",\"result\":\\{\"status\":\"completed\",.*},"
                        + "\"traceback\":null,\"children\":\\[],"
                        + "\"date_done\":\"\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d\\.\\d{6}\\+00:00\","
                        + "\"task_id\":\"" + id + "\"}");
        assertThat(await(redis.ttl(META + id)).toLong()).isBetween(DAY_SECONDS - 100, DAY_SECONDS);
        assertThat(recorded.poll(20, TimeUnit.SECONDS).messageId()).isEqualTo(id);
    }

    @Test
    void aTypedErrorOfJavaIsOneInPython() throws Exception {
        JsonNode reply = python(order("rpc.peers.java.access", JSON.createObjectNode()));

        assertThat(reply.path("result").path("results"))
                .isEqualTo(
                        json(
                                "[{'handler': 'access', 'status': 'success', 'result':"
                                        + " {'error_code': 'NO_ACCESS', 'error_message': 'not yours', 'details': {'folder_id': 456}}}]"));
    }

    @Test
    void whatJavaDidNotMeanForCallersIsAnErrorWithoutItsText() throws Exception {
        JsonNode broken = python(order("rpc.peers.java.broken", JSON.createObjectNode()));
        JsonNode invalid = python(order("rpc.peers.java.add", numbers(1_001, 1)));

        JsonNode entry = broken.path("result").path("results").path(0);
        assertThat(entry.path("status").asText()).isEqualTo("error");
        assertThat(entry.path("error").asText()).startsWith("INTERNAL: ").doesNotContain("nothing for callers");
        entry = invalid.path("result").path("results").path(0);
        assertThat(entry.path("status").asText()).isEqualTo("error");
        assertThat(entry.path("error").asText())
                .startsWith("INVALID_REQUEST: ")
                .contains("/a")
                .doesNotContain("1001");
    }

    @Test
    void anOldCallerWithoutATagIsAnsweredToo() throws Exception {
        ObjectNode old = order("rpc.peers.java.add", numbers(1, 2));
        old.remove("version");

        JsonNode reply = python(old);

        assertThat(reply.path("result")
                        .path("results")
                        .path(0)
                        .path("result")
                        .path("result")
                        .asDouble())
                .isEqualTo(3);
    }

    @Test
    void aRecorderAnswersNobody() throws Exception {
        caller.tell(order("rpc.peers.unanswered", JSON.createObjectNode()).put("timeout", 1));

        String id = caller.next("timeout").path("id").asText();
        assertThat(recorded.poll(20, TimeUnit.SECONDS).messageId()).isEqualTo(id);
        assertThat(await(redis.get(META + id))).isNull();
    }

    @Test
    void javaIsAnsweredByPythonWhichSeesACallOfCelery() throws Exception {
        RpcReply<Sum> reply = await(rpc.call(new AddInPython(12, 3), CallOptions.timeout(HEARD)));

        assertThat(reply).isEqualTo(new RpcReply.Success<>(new Sum(15, "add")));
        JsonNode seen = seenByPython("add");
        assertThat(seen.path("data")).isEqualTo(json("{'a': 12.0, 'b': 3.0}"));
        assertThat(seen.path("meta").path("is_rpc").asBoolean()).isTrue();
        assertThat(seen.path("meta").path("version").asText()).isEqualTo("v1");
        assertThat(seen.path("id").asText())
                .isEqualTo(seen.path("correlation_id").asText());
        assertThat(UUID.fromString(seen.path("reply_to").asText())).isNotNull();
        assertThat(seen.path("expires").isNull()).isTrue();
        assertThat(seen.path("timelimit")).isEqualTo(json("[null, null]"));
        assertThat(seen.path("retries").asInt(-1)).isZero();
        assertThat(seen.path("delivery_info").path("exchange").asText()).isEqualTo("tchu_events");
    }

    @ParameterizedTest
    @CsvSource({
        "access, NO_ACCESS, not yours",
        "divide, HANDLER_ERROR, float division by zero",
        "broken, HANDLER_ERROR, 'ValueError: the dispatcher is broken, 7'"
    })
    void failuresOfPythonAreFailuresInJava(String handler, String code, String message) throws Exception {
        JsonObject payload =
                new JsonObject().put("folder_id", 456).put("a", 1.0).put("b", 0.0);

        RpcReply<JsonObject> reply = await(toPython(handler, payload, HEARD));

        assertThat(reply).isInstanceOfSatisfying(RpcReply.Failure.class, failure -> {
            assertThat(failure.code()).isEqualTo(code);
            assertThat(failure.message()).isEqualTo(message);
        });
        seenByPython(handler);
    }

    @Test
    void whatNoServiceHandlesEndsAtTheDeadlineAsWithoutResponder() throws Exception {
        Future<RpcReply<JsonObject>> reply = toPython("unknown", new JsonObject(), Duration.ofSeconds(3));

        assertThatThrownBy(() -> await(reply)).isInstanceOf(CallException.NoResponder.class);
        seenByPython("unknown");
    }

    @Test
    void aResultThatIsNoObjectCannotBeUsed() throws Exception {
        Future<RpcReply<JsonObject>> reply = toPython("many", new JsonObject(), HEARD);

        assertThatThrownBy(() -> await(reply))
                .isInstanceOf(CallException.MalformedReply.class)
                .hasMessageContaining("no object");
        seenByPython("many");
    }

    @Test
    void javaIsAnsweredByJavaAsACeleryPeerWouldBe() throws Exception {
        assertThat(await(rpc.callOrFail(new Add(1, 2), CallOptions.timeout(HEARD))))
                .isEqualTo(new Sum(3, "add"));

        String id = recorded.poll(20, TimeUnit.SECONDS).messageId();
        assertThat(await(redis.get(META + id)).toString()).contains("\"task_id\":\"" + id + "\"");
    }
}
