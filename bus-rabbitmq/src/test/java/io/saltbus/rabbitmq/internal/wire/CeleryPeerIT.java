package io.saltbus.rabbitmq.internal.wire;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.rabbitmq.client.BuiltinExchangeType;
import com.rabbitmq.client.Channel;
import com.rabbitmq.client.Connection;
import com.rabbitmq.client.ConnectionFactory;
import com.rabbitmq.client.LongString;
import io.saltbus.core.event.Envelope;
import io.saltbus.core.event.EventMode;
import io.saltbus.core.event.Version;
import io.saltbus.core.schema.PayloadLimits;
import io.saltbus.core.time.Scheduler;
import io.saltbus.core.transport.Message;
import io.saltbus.core.transport.Outgoing;
import io.saltbus.core.transport.WireFormat;
import io.saltbus.testkit.service.BrokerService;
import io.saltbus.testkit.service.WithServices;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/** The wire between Java and a real Celery, in both directions and both forms. */
@WithServices
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class CeleryPeerIT {
    private static final String EVENTS = "tchu_events";
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String TRACE = "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01";

    private final String topics = "peer" + UUID.randomUUID().toString().substring(0, 8);
    private final BlockingQueue<Arrival> arrived = new LinkedBlockingQueue<>();
    private Vertx vertx;
    private Scheduler time;
    private AmqpWire wire;
    private Connection connection;
    private Channel channel;
    private CeleryPeer worker;
    private CeleryPeer publisher;

    @BeforeAll
    void start(BrokerService broker, @TempDir Path folder) throws Exception {
        vertx = Vertx.vertx();
        time = Scheduler.real(vertx);
        wire = new AmqpWire(new WireSettings(
                WireFormat.CELERY,
                "accounts",
                time,
                PayloadLimits.defaults(),
                WireSettings.DEFAULT_FRAME_BYTES,
                "saltbus.delay."));
        var factory = new ConnectionFactory();
        factory.setUri(broker.url());
        connection = factory.newConnection("celery-peer-test");
        channel = connection.createChannel();
        channel.exchangeDeclare(EVENTS, BuiltinExchangeType.TOPIC, true);
        String queue = channel.queueDeclare().getQueue();
        channel.queueBind(queue, EVENTS, topics + ".python.#");
        channel.basicConsume(
                queue,
                true,
                (tag, message) -> arrived.add(wire.read(
                        message.getProperties(),
                        message.getBody(),
                        message.getEnvelope().getRoutingKey())),
                tag -> {});
        worker = CeleryPeer.start(folder, "worker", broker.url(), topics + ".java.#", topics + "_events");
        publisher = CeleryPeer.start(folder, "publish", broker.url());
    }

    @AfterAll
    void stop() throws Exception {
        worker.close();
        publisher.close();
        channel.queueDelete(topics + "_events");
        connection.close();
        vertx.close().toCompletionStage().toCompletableFuture().get(10, TimeUnit.SECONDS);
    }

    @BeforeEach
    void empty() {
        arrived.clear();
    }

    private static ObjectNode order(String form, String topic, String argument) {
        return JSON.createObjectNode().put("form", form).put("topic", topic).put("argument", argument);
    }

    private Arrival fromPython(ObjectNode order) throws Exception {
        publisher.tell(order);
        String id = publisher.next("published").path("id").asText();
        Arrival arrival = arrived.poll(20, TimeUnit.SECONDS);
        assertThat(arrival).as("an event of Python within 20 s").isNotNull();
        assertThat(arrival.defect()).isNull();
        assertThat(arrival.message().envelope().messageId()).isEqualTo(id);
        return arrival;
    }

    private static String payload(Arrival arrival) {
        return arrival.message().body().toString(StandardCharsets.UTF_8);
    }

    private JsonNode toPython(Envelope envelope, String payload, Duration delay, Duration expires) throws Exception {
        Encoded encoded = wire.write(new Outgoing(new Message(envelope, Buffer.buffer(payload)), delay, expires));
        channel.basicPublish(EVENTS, envelope.topic(), encoded.properties(), encoded.body());
        return worker.next("event");
    }

    private Envelope.Builder envelope(String topic) {
        return Envelope.builder(
                UUID.randomUUID().toString(),
                topics + topic,
                "accounts",
                Instant.ofEpochMilli(time.now().toEpochMilli()));
    }

    @Test
    void javaReadsWhatCelerySends() throws Exception {
        Arrival arrival = fromPython(order(
                "A",
                topics + ".python.signup",
                "{\"user_id\": 1, \"price\": 12.340, \"name\": \"J\\u00fcrgen\", \"_tchu_meta\": {\"is_rpc\": false,"
                        + " \"version\": \"v1.2\", \"correlation_id\": \"c-1\", \"traceparent\": \"" + TRACE + "\"}}"));

        Envelope envelope = arrival.message().envelope();
        assertThat(payload(arrival)).isEqualTo("{\"user_id\": 1, \"price\": 12.340, \"name\": \"J\\u00fcrgen\"}");
        assertThat(envelope.topic()).isEqualTo(topics + ".python.signup");
        assertThat(envelope.version()).isEqualTo(Version.parse("v1.2"));
        assertThat(envelope.mode()).isEqualTo(EventMode.BROADCAST);
        assertThat(envelope.correlationId()).isEqualTo("c-1");
        assertThat(envelope.traceparent()).isEqualTo(TRACE);
        assertThat(envelope.attempt()).isEqualTo(1);
        assertThat(envelope.service()).startsWith("gen");
        assertThat(envelope.headers()).isEmpty();
        assertThat(arrival.notBefore()).isNull();
    }

    @Test
    void javaReadsWhatKombuSends() throws Exception {
        Arrival arrival = fromPython(order("B", topics + ".python.order", "{\"a\": [1, 2]}")
                .put("id", UUID.randomUUID().toString()));

        assertThat(payload(arrival)).isEqualTo("{\"a\": [1, 2]}");
        assertThat(arrival.message().envelope().mode()).isEqualTo(EventMode.RPC);
        assertThat(arrival.message().envelope().version()).isNull();
    }

    @Test
    void javaReadsWhenCelerysEventsAreDueAndOver() throws Exception {
        ObjectNode late = order("A", topics + ".python.late", "{}");
        late.putObject("options").put("countdown", 3600).put("expires", 7200);
        Instant before = time.now();

        Arrival arrival = fromPython(late);

        assertThat(arrival.notBefore())
                .isBetween(before.plusSeconds(3590), time.now().plusSeconds(3610));
    }

    @Test
    void celeryHandlesWhatJavaSends() throws Exception {
        Envelope envelope = envelope(".java.signup")
                .version(Version.parse("v1"))
                .causationId("cause-1")
                .correlationId("c-2")
                .trace(TRACE, "a=b")
                .header("task", "a header of the publisher")
                .key("k")
                .build();

        JsonNode seen = toPython(envelope, "{\"user_id\":1,\"name\":\"Jürgen \\\"中\\\\\"}", null, null);

        assertThat(seen.path("event").toString()).isEqualTo("{\"user_id\":1,\"name\":\"Jürgen \\\"中\\\\\"}");
        assertThat(seen.path("raw_is_text").asBoolean()).isTrue();
        assertThat(seen.path("routing_key").asText()).isEqualTo(envelope.topic());
        assertThat(seen.path("id").asText()).isEqualTo(envelope.messageId());
        assertThat(seen.path("parent_id").asText()).isEqualTo("cause-1");
        assertThat(seen.path("retries").asInt(-1)).isZero();
        assertThat(seen.path("meta"))
                .isEqualTo(JSON.createObjectNode()
                        .put("is_rpc", false)
                        .put("version", "v1")
                        .put("correlation_id", "c-2")
                        .put("traceparent", TRACE)
                        .put("tracestate", "a=b"));
    }

    @Test
    void celeryHandlesWhatJavaDelaysNoSooner() throws Exception {
        Instant before = time.now();

        JsonNode seen = toPython(envelope(".java.later").build(), "{}", Duration.ofSeconds(2), Duration.ofHours(1));

        assertThat((long) (seen.path("at").asDouble() * 1_000))
                .isGreaterThanOrEqualTo(before.plusSeconds(2).toEpochMilli());
        assertThat(IsoTime.parse(seen.path("expires").asText()))
                .isBetween(before.plusSeconds(3602), time.now().plusSeconds(3602));
    }

    @Test
    void aMessageOfJavaHasTheSamePropertiesAndHeadersAsOneOfCelery() throws Exception {
        Arrival python = fromPython(order("A", topics + ".python.same", "{}"));
        Envelope envelope = envelope(".python.same").build();
        Encoded encoded = wire.write(new Outgoing(new Message(envelope, Buffer.buffer("{}")), null, null));
        channel.basicPublish(EVENTS, envelope.topic(), encoded.properties(), encoded.body());
        Arrival java = arrived.poll(20, TimeUnit.SECONDS);

        Map<String, Object> theirs = python.properties().getHeaders();
        Map<String, Object> ours = java.properties().getHeaders();
        Set<String> names = new TreeSet<>(ours.keySet());
        names.removeIf(name -> name.startsWith("salt-"));
        Set<String> expected = new TreeSet<>(theirs.keySet());
        expected.addAll(List.of("replaced_task_nesting", "stamped_headers", "stamps")); // since Celery 5.3
        assertThat(names).isEqualTo(expected);
        assertThat(kinds(ours, theirs.keySet())).isEqualTo(kinds(theirs, theirs.keySet()));
        assertThat(ours.get("stamps")).isEqualTo(Map.of());
        assertThat(ours.get("timelimit")).isEqualTo(theirs.get("timelimit"));
        assertThat(java.properties()
                        .builder()
                        .headers(null)
                        .correlationId(null)
                        .replyTo(null)
                        .build())
                .isEqualTo(python.properties()
                        .builder()
                        .headers(null)
                        .correlationId(null)
                        .replyTo(null)
                        .build());
        assertThat(java.properties().getCorrelationId()).isEqualTo(envelope.messageId());
        assertThat(UUID.fromString(java.properties().getReplyTo())).isNotNull();
        JsonNode ourBody = JSON.readTree(java.body());
        JsonNode theirBody = JSON.readTree(python.body());
        assertThat(ourBody.size()).isEqualTo(theirBody.size());
        assertThat(ourBody.get(1)).isEqualTo(theirBody.get(1));
        assertThat(ourBody.get(2)).isEqualTo(theirBody.get(2));
    }

    private static Map<String, String> kinds(Map<String, Object> headers, Set<String> names) {
        return names.stream().collect(Collectors.toMap(name -> name, name -> kind(headers.get(name))));
    }

    private static String kind(Object value) {
        if (value == null) {
            return "null";
        }
        return value instanceof LongString
                ? "text"
                : value instanceof Number ? "number" : value.getClass().getName();
    }
}
