package io.saltbus.rabbitmq;

import static io.saltbus.rabbitmq.TwoProcesses.await;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.rabbitmq.client.Delivery;
import io.saltbus.core.event.Envelope;
import io.saltbus.core.event.EventMode;
import io.saltbus.core.event.EventView;
import io.saltbus.core.event.Version;
import io.saltbus.core.publish.Confirmed;
import io.saltbus.core.publish.PublishOptions;
import io.saltbus.rabbitmq.CeleryNeighbours.ForPython;
import io.saltbus.rabbitmq.CeleryNeighbours.Got;
import io.saltbus.rabbitmq.CeleryNeighbours.Signup;
import io.saltbus.rabbitmq.CeleryNeighbours.Typed;
import io.saltbus.testkit.service.BrokerService;
import io.saltbus.testkit.service.WithServices;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/** The whole bus beside a real Celery, on the exchange of celery-salt. */
@WithServices
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class CeleryBusIT {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String TRACE = "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01";
    private static final String TAG = "\"_tchu_meta\": {\"is_rpc\": false, \"version\": \"%s\"}";

    private CeleryNeighbours peers;

    @BeforeAll
    void start(BrokerService broker, @TempDir Path folder) throws Exception {
        peers = new CeleryNeighbours(broker.url(), folder);
    }

    @AfterAll
    void stop() throws Exception {
        peers.close();
    }

    private static String json(Got got) {
        return ((EventView) got.event()).json().encode();
    }

    private static ObjectNode order(String form, String topic, String argument) {
        return JSON.createObjectNode()
                .put("form", form)
                .put("topic", topic)
                .put("argument", argument)
                .put("id", UUID.randomUUID().toString());
    }

    private String python(ObjectNode order) throws Exception {
        return peers.python(order);
    }

    private Got next(String handler) throws InterruptedException {
        return peers.next(handler);
    }

    @Test
    void bothFormsOfPythonReachTypedHandlersAndViewsAndABusThatSpeaksItsOwnFormat() throws Exception {
        String argument = "{\"user_id\": 1, \"name\": \"J\\u00fcrgen\", \"more\": [1], "
                + "\"_tchu_meta\": {\"is_rpc\": false, \"version\": \"v1\", \"correlation_id\": \"c-1\","
                + " \"traceparent\": \"" + TRACE + "\"}}";
        for (String form : List.of("A", "B")) {
            String id = python(order(form, "peers.signup", argument));

            Got typed = next("signup");
            assertThat(typed.event()).isEqualTo(new Signup(1, "Jürgen"));
            assertThat(typed.envelope().messageId()).isEqualTo(id);
            assertThat(typed.envelope().correlationId()).isEqualTo("c-1");
            assertThat(typed.envelope().traceparent()).isEqualTo(TRACE);
            assertThat(typed.envelope().mode()).isEqualTo(EventMode.BROADCAST);
            Got viewed = next("audit");
            assertThat(json(viewed)).isEqualTo("{\"user_id\":1,\"name\":\"Jürgen\",\"more\":[1]}");
            assertThat(viewed.envelope().messageId()).isEqualTo(id);
        }
    }

    @Test
    void anOldPublisherWithoutATagIsReadByTheNewestSchema() throws Exception {
        ObjectNode old = order("A", "peers.signup", "{\"user_id\": 2, \"name\": \"old\"}")
                .put("task", "tchu_tchu.dispatch_event");
        python(old);

        Got got = next("signup");
        assertThat(got.event()).isEqualTo(new Signup(2, "old"));
        assertThat(got.envelope().version()).isNull();
        assertThat(got.envelope().mode()).isEqualTo(EventMode.RPC);
        next("audit");
    }

    @Test
    void theTypesOfPythonBecomeThoseOfJava() throws Exception {
        python(JSON.createObjectNode().put("form", "A").put("topic", "peers.types"));

        assertThat(next("types").event())
                .isEqualTo(new Typed(
                        new BigDecimal("12.25"),
                        Instant.parse("2026-11-21T12:00:00.250Z"),
                        UUID.fromString("0af76519-16cd-43dd-8448-eb211c80319c"),
                        Set.of("a", "b"),
                        "größe"));
    }

    @Test
    void versionsAreChosenAsPythonDoes() throws Exception {
        for (String version : List.of("v1.9", "v2", "v2.10", "v10")) {
            python(order("A", "peers.version", "{" + TAG.formatted(version) + "}"));
        }
        python(order("A", "peers.version", "{}"));

        var latest = new ArrayList<Version>();
        for (int number = 0; number < 5; number++) {
            latest.add(next("latest").envelope().version());
        }
        assertThat(latest)
                .containsExactlyInAnyOrder(
                        Version.parse("v1.9"), Version.parse("v2"), Version.parse("v2.10"), Version.parse("v10"), null);
        var newer = new ArrayList<String>();
        for (int number = 0; number < 3; number++) {
            newer.add(String.valueOf(next("newer").envelope().version()));
        }
        assertThat(newer).containsExactlyInAnyOrder("v2", "v2.10", "v10");
        assertThat(peers.of("newer")).isEmpty();
    }

    @Test
    void aCallIsHandledAsAnEventAndHoldsNothingUp() throws Exception {
        python(order("A", "rpc.peers.add", "{\"a\": 1, \"_tchu_meta\": {\"is_rpc\": true, \"version\": \"v1\"}}"));

        Got got = next("calls");
        assertThat(json(got)).isEqualTo("{\"a\":1}");
        assertThat(got.envelope().mode()).isEqualTo(EventMode.RPC);
        assertThat(peers.of("dead calls")).isEmpty();
    }

    @Test
    void whatIsNoEventIsADeadLetterWithTheReasonAndItsBytes() throws Exception {
        ObjectNode pickled = order("A", "peers.foreign", "{}");
        pickled.putObject("options").put("serializer", "pickle");
        ObjectNode yaml = order("A", "peers.foreign", "{}");
        yaml.putObject("options").put("serializer", "yaml");
        ObjectNode zipped = order("A", "peers.foreign", "{}");
        zipped.putObject("options").put("compression", "gzip");
        ObjectNode other = order("A", "peers.foreign", "{}").put("task", "shop.tasks.send_mail");
        Map<ObjectNode, String> refused = Map.of(
                pickled, "its content type is not application/json",
                yaml, "its content type is not application/json",
                zipped, "its body is compressed",
                other, "it is a Celery task, but not celery_salt.dispatch_event");
        for (Map.Entry<ObjectNode, String> one : refused.entrySet()) {
            String id = python(one.getKey());

            Delivery dead = peers.next("dead foreign", Delivery.class);
            Map<String, Object> headers = dead.getProperties().getHeaders();
            assertThat(headers.get("salt-death-message").toString()).endsWith(one.getValue());
            assertThat(headers.get("id").toString()).isEqualTo(id);
            assertThat(dead.getBody()).isNotEmpty();
        }
        python(order("A", "peers.foreign", "{\"protocol\": 1}").put("protocol", 1));
        assertThat(json(next("foreign"))).isEqualTo("{\"protocol\":1}");
    }

    @Test
    void aFailingHandlerHasItsTriesAndItsDeadLetterIsStillATaskOfCelery() throws Exception {
        String id = python(order("A", "peers.fails", "{\"a\": 1, " + TAG.formatted("v1") + "}"));

        for (int attempt = 1; attempt <= 3; attempt++) {
            Envelope envelope = next("fails").envelope();
            assertThat(envelope.attempt()).isEqualTo(attempt);
            assertThat(envelope.messageId()).isEqualTo(id);
        }
        Delivery dead = peers.next("dead fails", Delivery.class);
        Map<String, Object> headers = dead.getProperties().getHeaders();
        assertThat(headers.get("task").toString()).isEqualTo("celery_salt.dispatch_event");
        assertThat(headers.get("retries")).isEqualTo(2);
        assertThat(headers.get("salt-death-message").toString()).isEqualTo("on purpose");
        assertThat(JSON.readTree(dead.getBody()).get(0).get(0).asText()).contains("_tchu_meta");
        assertThat(dead.getProperties().getContentEncoding()).isEqualTo("utf-8");

        peers.channel().basicPublish("tchu_events", "peers.python.moved", dead.getProperties(), dead.getBody());
        assertThat(peers.worker().next("event").path("id").asText()).isEqualTo(id);
    }

    @Test
    void celeryHandlesWhatJavaPublishesInItsTime() throws Exception {
        Instant before = Instant.now();

        Confirmed confirmed = await(peers.accounts()
                .publish(
                        new ForPython(7, 0),
                        PublishOptions.defaults()
                                .withDelay(Duration.ofSeconds(1))
                                .withExpiresAfter(Duration.ofMinutes(1))
                                .withPriority(5)
                                .withCorrelationId("c-7")));

        JsonNode handled = peers.worker().next("event");
        assertThat(confirmed.routed()).isTrue();
        assertThat(handled.path("id").asText()).isEqualTo(confirmed.messageId());
        assertThat(handled.path("event").path("user_id").asInt()).isEqualTo(7);
        assertThat(handled.path("meta").path("correlation_id").asText()).isEqualTo("c-7");
        assertThat(handled.path("at").asDouble() * 1_000)
                .isGreaterThanOrEqualTo((double) before.plusSeconds(1).toEpochMilli());
        Got beside = next("beside");
        assertThat(beside.envelope().messageId()).isEqualTo(confirmed.messageId());
        assertThat(beside.envelope().priority()).isEqualTo(5);
        assertThat(Instant.now()).isAfterOrEqualTo(before.plusSeconds(1));
    }

    @Test
    void theNextTryOfAWorkerReachesAllQueuesOnceMoreInItsTime() throws Exception {
        Confirmed confirmed = await(peers.accounts().publish(new ForPython(8, 1)));

        assertThat(peers.worker().next("event").path("retries").asInt()).isZero();
        JsonNode second = peers.worker().next("event");
        assertThat(second.path("retries").asInt()).isEqualTo(1);
        assertThat(second.path("id").asText()).isEqualTo(confirmed.messageId());
        assertThat(List.of(next("beside").envelope(), next("beside").envelope()))
                .allMatch(envelope -> envelope.messageId().equals(confirmed.messageId()))
                .extracting(Envelope::attempt)
                .containsExactly(1, 2);
    }
}
