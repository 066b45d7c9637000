package io.saltbus.rabbitmq.internal.wire;

import static org.assertj.core.api.Assertions.assertThat;

import com.rabbitmq.client.AMQP;
import io.saltbus.core.event.Envelope;
import io.saltbus.core.subscribe.DeliveryException;
import io.saltbus.core.transport.WireFormat;
import java.util.Arrays;
import java.util.Date;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Messages that no bus wrote. */
@SuppressWarnings("JavaUtilDate") // amqp-client speaks it
class ForeignMessageTest {
    private static final String TASK = "[[\"{}\"], {\"routing_key\": \"a.b\"}, {}]";

    private final Transit transit = new Transit(WireFormat.NATIVE);

    private static AMQP.BasicProperties.Builder typed() {
        return new AMQP.BasicProperties.Builder().type("order.created").messageId("id-1");
    }

    private static Map<String, Object> task(String name, Object value) {
        var headers = new HashMap<String, Object>(Map.of("task", CeleryHeaders.DISPATCH, "id", "task-1"));
        headers.put(name, value);
        return headers;
    }

    private String refusal(AMQP.BasicProperties properties, String body) {
        Arrival arrival = transit.arrive(properties, body);
        assertThat(arrival.defect()).isInstanceOf(DeliveryException.Unreadable.class);
        assertThat(Transit.text(arrival)).isEqualTo(body);
        assertThat(arrival.message().envelope().topic()).isNotEmpty();
        return arrival.defect().getMessage().replace("the message cannot be read: ", "");
    }

    private String refusal(String header, Object value) {
        return refusal(typed().headers(Map.of(header, value)).build(), "{}");
    }

    @Test
    void aPublisherWithoutTheBusNeedsNoMoreThanItsTopicAsType() {
        Arrival arrival = transit.arrive(
                new AMQP.BasicProperties.Builder()
                        .type("order.created")
                        .timestamp(new Date(1_790_000_000_000L))
                        .headers(Map.of("tenant", "acme", "shard", 7, "urgent", true, "raw", new byte[] {1}))
                        .priority(200)
                        .build(),
                "{\"a\":1}");

        Envelope envelope = arrival.message().envelope();
        assertThat(arrival.defect()).isNull();
        assertThat(envelope.topic()).isEqualTo("order.created");
        assertThat(envelope.version()).isNull();
        assertThat(envelope.publishedAt().getEpochSecond()).isEqualTo(1_790_000_000L);
        assertThat(envelope.headers()).isEqualTo(Map.of("tenant", "acme", "shard", "7", "urgent", "true"));
        assertThat(envelope.priority()).isEqualTo(9);
        assertThat(envelope.service()).isEqualTo("unknown");
    }

    @Test
    void aTimestampInMillisecondsIsNotTakenForYear57000() {
        var properties = typed().timestamp(new Date(1_790_000_000_000L * 1_000)).build();

        assertThat(transit.arrive(properties, "{}").message().envelope().publishedAt())
                .isEqualTo(Transit.NOW);
    }

    @Test
    void aTypeThatIsNoTopicDoesNotHideTheMessageFromItsHandlers() {
        var properties = new AMQP.BasicProperties.Builder().type("OrderCreated").build();

        assertThat(refusal(properties, "{}")).startsWith("it has no envelope");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    {}             | it has no envelope: neither property type and salt-* headers, nor a task of Celery
                    hello          | its body is no JSON within the limits, at character 0
                    [1]            | it has no envelope: neither property type and salt-* headers, nor a task of Celery
                    {"task": 5}    | it has no envelope: neither property type and salt-* headers, nor a task of Celery
                    {"task": "x"}  | it is a Celery task, but not celery_salt.dispatch_event
                    {"task": "celery_salt.dispatch_event"} | it has no topic: the task's keyword arguments have no routing_key
                    {"task": "celery_salt.dispatch_event", "kwargs": {"routing_key": "a"}} | the task has no argument, which would be the event
                    {"task": "celery_salt.dispatch_event", "kwargs": {"routing_key": "a"}, "args": ["[]"]} | the event is no JSON object
                    {"task": "celery_salt.dispatch_event", "kwargs": {"routing_key": "a"}, "args": ["{"]} | the event is no JSON within the limits, at character 1
                    {"task": "celery_salt.dispatch_event"} {} | its body goes on after its end
                    """)
    void aBodyWithoutEnvelopeIsRefusedInWords(String body, String why) {
        assertThat(refusal(new AMQP.BasicProperties(), body)).isEqualTo(why);
    }

    @Test
    void headersOfTheBusMustBeWhatTheyAre() {
        assertThat(refusal("salt-attempt", 0)).isEqualTo("header salt-attempt must be a whole number, 1 to 2147483646");
        assertThat(refusal("salt-seq", -1L)).startsWith("header salt-seq must be a whole number, 0 to");
        assertThat(refusal("salt-seq", "1")).startsWith("header salt-seq must be a whole number, 0 to");
        assertThat(refusal("salt-published-at", Long.MAX_VALUE))
                .startsWith("header salt-published-at must be a whole number");
        assertThat(refusal("salt-version", "newest"))
                .isEqualTo("header salt-version must be a version such as v1, v1.2 or v1.2.3");
        assertThat(refusal("salt-version", 1)).isEqualTo("header salt-version must be a text");
        assertThat(refusal("salt-timeout-ms", "soon"))
                .isEqualTo("header salt-timeout-ms must be a whole number, 1 to 4294967295");
        assertThat(refusal("salt-timeout-ms", 0)).startsWith("header salt-timeout-ms must be a whole number, 1 to");
        assertThat(refusal("salt-reply-to", 7)).isEqualTo("header salt-reply-to must be a text");
        assertThat(refusal("salt-mode", "all")).isEqualTo("header salt-mode must be broadcast or rpc");
        assertThat(refusal("salt-first-failed-at", "soon"))
                .isEqualTo("header salt-first-failed-at must be a time in ISO 8601");
        assertThat(refusal("salt-key", Map.of())).isEqualTo("header salt-key must be a text");
    }

    @Test
    void otherContentsAreRefused() {
        assertThat(refusal(typed().contentType("application/x-protobuf").build(), "{}"))
                .isEqualTo("its content type is not application/json");
        assertThat(refusal(typed().contentEncoding("gzip").build(), "{}"))
                .isEqualTo("its content encoding is not utf-8");
        assertThat(transit.arrive(
                                typed().contentType("Application/JSON; charset=utf-8")
                                        .contentEncoding("UTF-8")
                                        .build(),
                                "{}")
                        .defect())
                .isNull();
    }

    @Test
    void tasksOfCeleryMustBeWhatTheyAre() {
        assertThat(refusal(
                        new AMQP.BasicProperties.Builder()
                                .headers(task("task", "a.add"))
                                .build(),
                        TASK))
                .isEqualTo("it is a Celery task, but not celery_salt.dispatch_event");
        assertThat(refusal(
                        new AMQP.BasicProperties.Builder()
                                .headers(task("retries", -1))
                                .build(),
                        TASK))
                .startsWith("header retries must be a whole number");
        assertThat(refusal(
                        new AMQP.BasicProperties.Builder()
                                .headers(task("eta", "tomorrow"))
                                .build(),
                        TASK))
                .isEqualTo("eta must be a time in ISO 8601");
        assertThat(refusal(
                        new AMQP.BasicProperties.Builder()
                                .headers(task("id", 5))
                                .build(),
                        TASK))
                .isEqualTo("header id must be a text");
        assertThat(refusal(
                        new AMQP.BasicProperties.Builder()
                                .headers(task("compression", "application/x-gzip"))
                                .build(),
                        TASK))
                .isEqualTo("its body is compressed");
        assertThat(refusal(
                        new AMQP.BasicProperties.Builder()
                                .headers(task("id", "x"))
                                .build(),
                        "{}"))
                .isEqualTo("the body is no task of Celery's protocol 2, which is [args, kwargs, embed]");
        assertThat(refusal(
                        new AMQP.BasicProperties.Builder()
                                .headers(task("id", "x"))
                                .build(),
                        "[[{\"_tchu_meta\": {\"version\": \"new\"}}], {\"routing_key\": \"a\"}, {}]"))
                .isEqualTo("_tchu_meta.version must be a version such as v1, v1.2 or v1.2.3");
    }

    @Test
    void headersThatWouldLeaveNoRoomAreRefused() {
        assertThat(refusal("huge", "x".repeat(70_000))).isEqualTo("its headers take 70010 bytes, 65536 are allowed");
        assertThat(transit.arrive(
                                typed().headers(Map.of("x-huge", "x".repeat(70_000)))
                                        .build(),
                                "{}")
                        .defect())
                .as("the broker's own do not count")
                .isNull();
    }

    @Test
    void aBodyFarAboveTheLimitIsNotParsed() {
        byte[] body = new byte[5 << 20];
        Arrays.fill(body, (byte) '[');

        Arrival arrival = transit.arrive(new Encoded(new AMQP.BasicProperties(), body), "a.b");

        assertThat(arrival.defect()).hasMessageEndingWith("its body has 5242880 bytes, 4259840 are looked at");
    }
}
