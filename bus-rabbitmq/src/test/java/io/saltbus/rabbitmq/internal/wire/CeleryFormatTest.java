package io.saltbus.rabbitmq.internal.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.rabbitmq.client.AMQP;
import io.saltbus.core.event.Envelope;
import io.saltbus.core.event.EventMode;
import io.saltbus.core.event.Version;
import io.saltbus.core.schema.PayloadException;
import io.saltbus.core.subscribe.DeliveryException;
import io.saltbus.core.transport.DeathReport;
import io.saltbus.core.transport.Message;
import io.saltbus.core.transport.Outgoing;
import io.saltbus.core.transport.WireFormat;
import io.vertx.core.buffer.Buffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class CeleryFormatTest {
    private final Transit transit = new Transit(WireFormat.CELERY);

    private static String text(byte[] body) {
        return new String(body, StandardCharsets.UTF_8);
    }

    private Arrival task(String argument, Map<String, Object> more) {
        var headers = new HashMap<String, Object>(Map.of("task", CeleryHeaders.DISPATCH, "id", "task-1"));
        headers.putAll(more);
        return transit.arrive(
                new AMQP.BasicProperties.Builder().headers(headers).build(),
                "[[" + argument + "], {\"routing_key\": \"order.created\"}, {\"chain\": null}]");
    }

    @Test
    void theBodyHoldsThePayloadAsTextWithItsTag() {
        Envelope envelope = Transit.envelope()
                .version(Version.parse("v1.2"))
                .correlationId("say \"hi\"")
                .build();

        byte[] body = transit.wire
                .write(Transit.outgoing(envelope, "{\"name\":\"J\u00fcr\\\"gen\",\"tab\":\"\\t\"}\n"))
                .body();

        assertThat(text(body))
                .isEqualTo("[[\"{\\\"name\\\":\\\"J\u00fcr\\\\\\\"gen\\\",\\\"tab\\\":\\\"\\\\t\\\","
                        + " \\\"_tchu_meta\\\": {\\\"is_rpc\\\": false, \\\"version\\\": \\\"v1.2\\\","
                        + " \\\"correlation_id\\\": \\\"say \\\\\\\"hi\\\\\\\"\\\"}}\"],"
                        + " {\"routing_key\": \"order.created\"},"
                        + " {\"callbacks\": null, \"errbacks\": null, \"chain\": null, \"chord\": null}]");
    }

    @Test
    void onlyObjectsCanBeWritten() {
        assertThatThrownBy(() ->
                        transit.wire.write(Transit.outgoing(Transit.envelope().build(), "[1]")))
                .isInstanceOf(PayloadException.Undecodable.class)
                .hasMessage("only a JSON object can be written in the format of celery-salt");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '\'', textBlock = """
                    {"a": 1.0, "_tchu_meta": {"is_rpc": false}}   | {"a": 1.0}
                    {"_tchu_meta": {"is_rpc": false}, "a": 1e400} | {"a": 1e400}
                    {"a": 1 , "_tchu_meta" : {} , "b": [{}] }     | {"a": 1 , "b": [{}] }
                    {"_tchu_meta": {}}                            | {}
                    { "_tchu_meta": {} }                          | { }
                    {"_tchu_meta": {}, "_tchu_meta": {}}          | {}
                    {"a": 1, "_tchu_meta": {}, "_tchu_meta": {}}  | {"a": 1}
                    {"a": {"_tchu_meta": 1}, "_tchu_meta": {}}    | {"a": {"_tchu_meta": 1}}
                    {"a": "\\u00e9,", "_tchu_meta": {"x": [1]}}   | {"a": "\\u00e9,"}
                    """)
    void theTagIsCutOutAndTheRestStaysAsItWasWritten(String argument, String payload) {
        Arrival asObject = task(argument, Map.of());
        Arrival asText = task("\"" + argument.replace("\\", "\\\\").replace("\"", "\\\"") + "\"", Map.of());

        assertThat(asObject.defect()).isNull();
        assertThat(Transit.text(asObject)).isEqualTo(payload);
        assertThat(asText.defect()).isNull();
        assertThat(Transit.text(asText)).isEqualTo(payload);
        assertThat(asText.message().envelope().mode()).isEqualTo(EventMode.BROADCAST);
    }

    @Test
    void withoutATagItIsACallOfUnknownVersion() {
        Envelope envelope = task("\"{}\"", Map.of("retries", 4)).message().envelope();

        assertThat(envelope.mode()).isEqualTo(EventMode.RPC);
        assertThat(envelope.version()).isNull();
        assertThat(envelope.attempt()).isEqualTo(5);
        assertThat(envelope.messageId()).isEqualTo("task-1");
    }

    @Test
    void theTagTellsModeVersionAndConversation() {
        Envelope envelope = task(
                        "{\"_tchu_meta\": {\"is_rpc\": true, \"version\": \"v2\", \"correlation_id\": \"c\","
                                + " \"traceparent\": \"t\", \"tracestate\": \"s\"}}",
                        Map.of("parent_id", "p"))
                .message()
                .envelope();

        assertThat(envelope.mode()).isEqualTo(EventMode.RPC);
        assertThat(envelope.version()).isEqualTo(Version.parse("v2"));
        assertThat(envelope.correlationId()).isEqualTo("c");
        assertThat(envelope.traceparent()).isEqualTo("t");
        assertThat(envelope.tracestate()).isEqualTo("s");
        assertThat(envelope.causationId()).isEqualTo("p");
    }

    @Test
    void aCallIsWrittenAsPythonWritesItAndItsTimeIsCountedByTheBrokerAlone() {
        Envelope call = Transit.envelope()
                .mode(EventMode.RPC)
                .version(Version.parse("v1"))
                .attempt(2)
                .reply(Envelope.CELERY, Duration.ofSeconds(30))
                .build();

        Encoded encoded = transit.wire.write(
                new Outgoing(new Message(call, Buffer.buffer("{\"a\":1}")), null, Duration.ofSeconds(30)));

        assertThat(text(encoded.body()))
                .isEqualTo(
                        "[[\"{\\\"a\\\":1, \\\"_tchu_meta\\\": {\\\"is_rpc\\\": true, \\\"version\\\": \\\"v1\\\"}}\"],"
                                + " {\"routing_key\": \"order.created\"},"
                                + " {\"callbacks\": null, \"errbacks\": null, \"chain\": null, \"chord\": null}]");
        assertThat(encoded.properties().getHeaders())
                .containsEntry("id", "id-1")
                .containsEntry("expires", null)
                .containsEntry("retries", 0)
                .containsEntry("timelimit", Arrays.asList(null, null))
                .containsEntry("ignore_result", false);
        assertThat(encoded.properties().getCorrelationId()).isEqualTo("id-1");
        assertThat(UUID.fromString(encoded.properties().getReplyTo())).isNotNull();
        assertThat(encoded.properties().getExpiration()).isEqualTo("30000");
        assertThat(encoded.properties().getDeliveryMode()).isEqualTo(2);
        transit.time.advance(Duration.ofHours(1));
        Arrival arrival = transit.arrive(encoded, "order.created");
        assertThat(arrival.defect()).isNull();
        assertThat(arrival.message().envelope().attempt()).isEqualTo(2);
        assertThat(arrival.message().envelope().replyTo()).isEqualTo(Envelope.CELERY);
        assertThat(arrival.message().envelope().timeout()).isEqualTo(Duration.ofSeconds(30));
    }

    @Test
    void aCallOfJavaSaysItselfWhoWaits() {
        Envelope call = Transit.envelope()
                .mode(EventMode.RPC)
                .reply("caller-1", Duration.ofNanos(1_500_000))
                .build();

        Envelope read = transit.through(Transit.outgoing(call, "{}")).message().envelope();

        assertThat(read.replyTo()).isEqualTo("caller-1");
        assertThat(read.timeout()).isEqualTo(Duration.ofMillis(2));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', nullValues = "nobody", quoteCharacter = '`', textBlock = """
                    {"_tchu_meta": {"is_rpc": true}}               | celery
                    {}                                             | celery
                    {"_tchu_meta": null}                           | celery
                    {"_tchu_meta": {"is_rpc": false}}              | nobody
                    {"_tchu_meta": {"version": "v1"}}              | nobody
                    """)
    void whoeverCallsInPythonWaitsForTheResultOfItsTask(String argument, String waiting) {
        Envelope form = task(argument, Map.of()).message().envelope();

        assertThat(form.replyTo()).isEqualTo(waiting);
        assertThat(form.messageId()).isEqualTo("task-1");
        assertThat(form.timeout()).isNull();
        assertThat(task(argument, Map.of("ignore_result", true))
                        .message()
                        .envelope()
                        .replyTo())
                .isNull();
    }

    @ParameterizedTest
    @ValueSource(strings = {"\"{\\\"a\\\": Infinity}\"", "\"no JSON\"", "{\"a\": Infinity}"})
    void whoeverCallsWithWhatCannotBeReadIsToldSo(String argument) {
        Arrival arrival = task(argument, Map.of());

        assertThat(arrival.defect()).isInstanceOf(DeliveryException.Unreadable.class);
        assertThat(arrival.message().envelope().replyTo()).isEqualTo(Envelope.CELERY);
        assertThat(arrival.message().envelope().messageId()).isEqualTo("task-1");
        assertThat(task(argument, Map.of("ignore_result", true))
                        .message()
                        .envelope()
                        .replyTo())
                .isNull();
    }

    @Test
    void aCallByKombuIsAnsweredWhereItHasAnId() {
        String form =
                "{%s\"task\": \"celery_salt.dispatch_event\", \"args\": [\"{}\"], \"kwargs\": {\"routing_key\": \"a\"}}";
        var properties = new AMQP.BasicProperties();

        Envelope named = transit.arrive(properties, form.formatted("\"id\": \"k-1\", "))
                .message()
                .envelope();
        Envelope nameless =
                transit.arrive(properties, form.formatted("")).message().envelope();

        assertThat(named.replyTo()).isEqualTo(Envelope.CELERY);
        assertThat(named.messageId()).isEqualTo("k-1");
        assertThat(nameless.mode()).isEqualTo(EventMode.RPC);
        assertThat(nameless.replyTo()).isNull();
    }

    @Test
    void aTimeoutThatIsNoneIsRefusedByName() {
        Arrival arrival = task("{\"_tchu_meta\": {\"is_rpc\": true}}", Map.of("salt-timeout-ms", -1));

        assertThat(arrival.defect())
                .isInstanceOf(DeliveryException.Unreadable.class)
                .hasMessageContaining("salt-timeout-ms");
    }

    @Test
    void theFormOfKombuIsReadWithoutAnyHeader() {
        Arrival arrival = transit.arrive(
                new AMQP.BasicProperties.Builder()
                        .contentType("application/json")
                        .build(),
                "{\"id\": \"k-1\", \"task\": \"celery_salt.dispatch_event\", \"args\": [\"{\\\"a\\\": 1}\"],"
                        + " \"kwargs\": {\"routing_key\": \"user.signup\"}, \"retries\": 2}");

        assertThat(arrival.defect()).isNull();
        assertThat(Transit.text(arrival)).isEqualTo("{\"a\": 1}");
        assertThat(arrival.message().envelope().messageId()).isEqualTo("k-1");
        assertThat(arrival.message().envelope().topic()).isEqualTo("user.signup");
        assertThat(arrival.message().envelope().attempt()).isEqualTo(3);
    }

    @Test
    void aDelayIsWrittenAsEtaAndATimeToLiveAsExpiresAfterIt() {
        Encoded encoded = transit.wire.write(
                Transit.outgoing(Transit.envelope().build(), Duration.ofMillis(90_500), Duration.ofMinutes(1)));

        assertThat(transit.wire.writesDelay()).isTrue();
        assertThat(encoded.properties().getHeaders())
                .containsEntry("eta", "2026-11-21T12:01:30.500000+00:00")
                .containsEntry("expires", "2026-11-21T12:02:30.500000+00:00");
        assertThat(encoded.properties().getExpiration()).isEqualTo("150500");
        Arrival early = transit.arrive(encoded, "order.created");
        assertThat(early.notBefore()).isEqualTo(Transit.NOW.plusMillis(90_500));
        transit.time.advance(Duration.ofMillis(90_500));
        assertThat(transit.arrive(encoded, "order.created").notBefore()).isNull();
        assertThat(transit.arrive(encoded, "order.created").defect()).isNull();
    }

    @Test
    void whatExpiredIsADefectUnlessItWasTriedOrIsDeadAlready() {
        Encoded encoded = transit.wire.write(Transit.outgoing(Transit.envelope().build(), null, Duration.ofSeconds(5)));
        Arrival taken = transit.arrive(encoded, "order.created");
        transit.time.advance(Duration.ofSeconds(6));

        Arrival late = transit.arrive(encoded, "order.created");

        assertThat(late.defect())
                .isInstanceOf(DeliveryException.Expired.class)
                .hasMessageContaining("2026-11-21T12:00:05Z");
        var envelope = taken.message().envelope();
        assertThat(transit.arrive(transit.wire.retry(taken, envelope.nextAttempt(Transit.NOW)), "q")
                        .defect())
                .isNull();
        var report = new DeathReport("q", DeathReport.EXPIRED, "", "", 0, Transit.NOW, Transit.NOW, List.of());
        assertThat(transit.arrive(transit.wire.dead(late, report), "q.dlq").defect())
                .isNull();
    }

    @Test
    void theNextTryOfAWorkerIsWaitedForAsWell() {
        // Celery publishes it to the exchange that the first try came from
        Arrival arrival = task("\"{}\"", Map.of("retries", 1, "eta", "2026-11-21T12:00:30+00:00"));
        assertThat(arrival.notBefore()).isEqualTo(Transit.NOW.plusSeconds(30));

        Encoded ours = transit.wire.retry(arrival, arrival.message().envelope().nextAttempt(Transit.NOW));

        assertThat(transit.arrive(ours, "q").notBefore()).isNull();
    }

    @Test
    void aTaskWithoutAnIdKeepsTheOneThatItWasGiven() {
        Arrival arrival = transit.arrive(
                new AMQP.BasicProperties.Builder().messageId("of the message").build(),
                "{\"task\": \"celery_salt.dispatch_event\", \"args\": [\"{}\"], \"kwargs\": {\"routing_key\": \"a\"}}");
        Envelope envelope = arrival.message().envelope();

        Encoded again = transit.wire.retry(arrival, envelope.nextAttempt(Transit.NOW));

        assertThat(transit.arrive(again, "q").message().envelope().messageId()).isEqualTo(envelope.messageId());
    }

    @Test
    void halfASurrogatePairIsRefusedAndNotReplaced() {
        Arrival halved = task("\"{\\\"a\\\": \\\"\\ud83d\\\"}\"", Map.of());

        assertThat(halved.defect()).hasMessageContaining("half of a surrogate pair");
        assertThat(Transit.text(halved)).contains("\\ud83d");
    }

    @ParameterizedTest
    @CsvSource({
        "2026-11-21T13:00:00+01:00, 2026-11-21T12:00:00Z",
        "2026-11-21T12:00:00.485080+00:00, 2026-11-21T12:00:00.485080Z",
        "2026-11-21T12:00:00Z, 2026-11-21T12:00:00Z",
        "2026-11-21T12:00:00, 2026-11-21T12:00:00Z",
        "2026-11-21 12:00:00.5, 2026-11-21T12:00:00.500Z",
        "2026-11-21, 2026-11-21T00:00:00Z"
    })
    void timesAreReadAsPythonWritesThem(String text, String time) {
        assertThat(IsoTime.parse(text)).isEqualTo(time);
    }
}
