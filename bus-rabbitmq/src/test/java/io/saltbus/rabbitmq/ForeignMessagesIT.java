package io.saltbus.rabbitmq;

import static org.assertj.core.api.Assertions.assertThat;

import com.rabbitmq.client.AMQP;
import com.rabbitmq.client.Channel;
import com.rabbitmq.client.Connection;
import com.rabbitmq.client.ConnectionFactory;
import com.rabbitmq.client.LongString;
import io.saltbus.core.event.Envelope;
import io.saltbus.core.event.EventView;
import io.saltbus.core.subscribe.Backoff;
import io.saltbus.core.subscribe.Subscribe;
import io.saltbus.rabbitmq.Fate.Dead;
import io.saltbus.rabbitmq.Fate.Handled;
import io.saltbus.testkit.service.BrokerService;
import io.saltbus.testkit.service.WithServices;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Date;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** What anybody may publish to a queue of the bus: it is handled, or a dead letter with the reason, and the queue goes on. */
@WithServices
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ForeignMessagesIT {
    private static final String EVENTS = "saltbus.events";
    private static final String TOPIC = "foreign.thing";
    private static final String CANARY = "canary-5b1f";
    private static final String GOOD = "{\"secret\":\"" + CANARY + "\"}";
    private static final String BROKEN = "{\"secret\":\"" + CANARY + "\"";

    private final BlockingQueue<Fate> fates = new LinkedBlockingQueue<>();
    private final LogBook log = new LogBook();
    private TwoProcesses processes;
    private Connection connection;
    private Channel channel;
    private String queue;

    private final class Things {
        @Subscribe(
                value = "foreign.#",
                name = "things",
                maxRetries = 2,
                backoff = @Backoff(initial = "10ms", max = "20ms"))
        void thing(EventView event, Envelope envelope) {
            fates.add(new Handled(envelope, event));
            if (event.json().containsKey("fails")) {
                throw new IllegalStateException("on purpose");
            }
        }
    }

    @BeforeAll
    void open(BrokerService broker) throws Exception {
        log.attach();
        processes = new TwoProcesses(broker.url());
        processes.subscriber("foreign", new Things());
        queue = processes.named("foreign") + ".things";
        var factory = new ConnectionFactory();
        factory.setUri(broker.url());
        connection = factory.newConnection("somebody");
        channel = connection.createChannel();
        channel.basicConsume(
                queue + ".dlq",
                true,
                (tag, dead) -> fates.add(new Dead(dead.getProperties(), dead.getBody())),
                tag -> {});
    }

    @AfterAll
    void close() throws Exception {
        connection.close();
        processes.close();
        assertThat(log.lines()).isNotEmpty().noneMatch(line -> line.contains(CANARY));
        log.detach();
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private static AMQP.BasicProperties.Builder properties() {
        return new AMQP.BasicProperties.Builder().type(TOPIC);
    }

    private static AMQP.BasicProperties with(String header, Object value) {
        return properties().headers(new HashMap<>(Map.of(header, value))).build();
    }

    private <T extends Fate> T next(Class<T> kind) throws InterruptedException {
        Fate fate = fates.poll(20, TimeUnit.SECONDS);
        assertThat(fate).as("what becomes of the message").isInstanceOf(kind);
        return kind.cast(fate);
    }

    private Handled handled(AMQP.BasicProperties message) throws Exception {
        channel.basicPublish(EVENTS, TOPIC, message, bytes(GOOD));
        Handled handled = next(Handled.class);
        assertThat(handled.event().json().encode()).isEqualTo(GOOD);
        return handled;
    }

    private Dead dead(AMQP.BasicProperties message, byte[] body) throws Exception {
        channel.basicPublish(EVENTS, TOPIC, message, body);
        Dead dead = next(Dead.class);
        assertThat(dead.body()).isEqualTo(body);
        UnaryOperator<AMQP.BasicProperties> comparable = all ->
                all.builder().headers(null).deliveryMode(null).expiration(null).build();
        assertThat(comparable.apply(dead.properties())).isEqualTo(comparable.apply(message));
        return dead;
    }

    private Dead dead(AMQP.BasicProperties message, String body) throws Exception {
        return dead(message, bytes(body));
    }

    private static Map<String, Object> nested(int levels) {
        Map<String, Object> table = new HashMap<>(Map.of("innermost", 1));
        for (int level = 0; level < levels; level++) {
            table = new HashMap<>(Map.of("level", table));
        }
        return table;
    }

    @Test
    void bodiesThatAreNoEventAreDeadLettersWithTheReason() throws Exception {
        Map<String, byte[]> bodies = new LinkedHashMap<>();
        bodies.put("is empty", new byte[0]);
        bodies.put("no text in UTF-8", new byte[] {'{', '"', (byte) 0xff, '"', ':', '1', '}'});
        bodies.put("ends in the middle", bytes(BROKEN));
        bodies.put("inside each other", bytes("{\"a\":" + "[".repeat(100_000) + "]".repeat(100_000) + "}"));
        bodies.put("bytes of JSON, 1048576 are allowed", bytes("{\"a\":\"" + CANARY + "x".repeat(5 << 20) + "\"}"));
        for (Map.Entry<String, byte[]> body : bodies.entrySet()) {
            assertThat(dead(properties().build(), body.getValue()).reason()).contains(body.getKey());
        }
        handled(properties().build());
    }

    @Test
    @SuppressWarnings("JavaUtilDate") // amqp-client speaks it
    void ownHeadersOfTheWrongKindAreDeadLettersWithTheReason() throws Exception {
        for (Object attempt : List.of("one", -1, 0, 1L << 40, 2.5, true, List.of(1), Map.of(), new Date(0))) {
            Dead dead = dead(with("salt-attempt", attempt), GOOD);
            assertThat(dead.reason()).contains("header salt-attempt must be a whole number");
            assertThat(dead.properties().getHeaders()).containsKey("salt-attempt");
        }
        assertThat(dead(with("salt-mode", "shout"), GOOD).reason()).contains("salt-mode");
        assertThat(dead(with("salt-version", "newest"), GOOD).reason()).contains("salt-version");
        handled(properties().build());
    }

    @Test
    void aMessageWithoutAnyEnvelopeIsADeadLetterWithTheReason() throws Exception {
        assertThat(dead(new AMQP.BasicProperties(), GOOD).reason()).contains("it has no envelope");
        channel.basicPublish("", queue, new AMQP.BasicProperties(), bytes(GOOD));
        assertThat(next(Dead.class).reason()).contains("it has no envelope");
        assertThat(dead(properties().contentType("text/xml").build(), GOOD).reason())
                .contains("content type");
        handled(properties().build());
    }

    @Test
    void whatTheBrokerIsSaidToHaveCountedIsNotBelieved() throws Exception {
        handled(with("x-delivery-count", 9_999));
        handled(with("x-death", "twice"));
        handled(with("x-first-death-reason", "expired"));
        assertThat(handled(with("salt-death-queue", "elsewhere")).envelope().attempt())
                .isEqualTo(1);
    }

    @Test
    @SuppressWarnings("JavaUtilDate") // amqp-client speaks it
    void propertiesAtTheirLimitsAreKept() throws Exception {
        for (String id : List.of("", "i".repeat(255))) {
            assertThat(handled(properties().messageId(id).build()).envelope().messageId())
                    .isEqualTo(id);
            dead(properties().messageId(id).correlationId(id).build(), BROKEN);
        }
        assertThat(handled(properties().priority(200).build()).envelope().priority())
                .isEqualTo(9);
        dead(properties().priority(200).build(), BROKEN);
        for (long seconds : new long[] {0, -1, 1L << 40}) {
            handled(properties().timestamp(new Date(seconds * 1_000)).build());
            dead(properties().timestamp(new Date(seconds * 1_000)).build(), BROKEN);
        }
        dead(properties().deliveryMode(1).build(), BROKEN);
        dead(properties().expiration("60000").build(), BROKEN);
    }

    @Test
    void manyHeadersArriveAndAreKept() throws Exception {
        Map<String, Object> many = new HashMap<>();
        for (int number = 0; number < 300; number++) {
            many.put("h" + number, "v" + number);
        }
        assertThat(handled(properties().headers(many).build()).envelope().headers())
                .hasSize(300);
        Dead dead = dead(properties().headers(many).build(), BROKEN);
        assertThat(dead.header("h299")).isEqualTo("v299");
        assertThat(dead.reason()).contains("ends in the middle");
    }

    @Test
    void headersThatNoClientReadsDoNotStopTheProcess() throws Exception {
        assertThat(handled(properties().headers(nested(30)).build()).envelope().attempt())
                .isEqualTo(1);

        Dead dead = dead(properties().headers(nested(40)).messageId("deep").build(), GOOD);

        assertThat(dead.reason()).contains("tables and lists inside each other");
        handled(properties().build());
    }

    @Test
    void aDeadLetterIsNotRoutedOnceMoreByItsOwnHeaders() throws Exception {
        channel.basicPublish(
                EVENTS,
                "nobody",
                properties()
                        .headers(new HashMap<>(Map.of("CC", List.of(TOPIC), "salt-mode", "broadcast")))
                        .build(),
                bytes(BROKEN));

        next(Dead.class);
        handled(properties().build()); // and nothing before it
    }

    @Test
    void aTimeBeyondTheDelayLadderIsWaitedForAndNoFault() throws Exception {
        Map<String, Object> task = new HashMap<>(
                Map.of("task", "celery_salt.dispatch_event", "id", "in-8000-years", "eta", "9999-12-31T00:00:00"));

        channel.basicPublish(
                EVENTS,
                TOPIC,
                new AMQP.BasicProperties.Builder().headers(task).build(),
                bytes("[[\"{}\"], {\"routing_key\": \"" + TOPIC + "\"}, {}]"));

        handled(properties().build());
        assertThat(fates.poll(100, TimeUnit.MILLISECONDS)).isNull();
    }

    @Test
    void aDeadLetterThatAnOperatorMovesBackIsHandledAnewWithAllItsTries() throws Exception {
        byte[] failing = "{\"fails\":1}".getBytes(StandardCharsets.UTF_8);
        channel.basicPublish(EVENTS, TOPIC, properties().messageId("again").build(), failing);
        assertThat(attempts(3)).containsExactly(1, 2, 3);
        Dead dead = next(Dead.class);
        assertThat(dead.header("salt-death-attempts")).isEqualTo("3");
        assertThat(dead.properties().getHeaders().get("salt-death-stack")).isInstanceOf(LongString.class);

        channel.basicPublish("", queue, dead.properties(), dead.body());

        assertThat(attempts(3)).containsExactly(1, 2, 3);
        Dead again = next(Dead.class);
        assertThat(again.properties().getMessageId()).isEqualTo("again");
        assertThat(again.header("salt-death-attempts")).isEqualTo("3");
        assertThat(again.header("salt-death-first-failed-at")).isNotEqualTo(dead.header("salt-death-first-failed-at"));

        channel.basicPublish("", queue, again.properties(), bytes(GOOD));
        Handled cured = next(Handled.class);
        assertThat(cured.envelope().messageId()).isEqualTo("again");
        assertThat(cured.envelope().topic()).isEqualTo(TOPIC);
    }

    private List<Integer> attempts(int count) throws InterruptedException {
        var attempts = new ArrayList<Integer>();
        for (int number = 0; number < count; number++) {
            attempts.add(next(Handled.class).envelope().attempt());
        }
        return attempts;
    }

    @Test
    void namesOfAPublisherCannotForgeALineOfTheLog() throws Exception {
        Map<String, Object> task =
                new HashMap<>(Map.of("task", "celery_salt.dispatch_event", "id", "one\ndead_lettered handler=forged"));

        dead(
                new AMQP.BasicProperties.Builder().headers(task).build(),
                "[[\"{\"], {\"routing_key\": \"" + TOPIC + "\\nERROR\"}, {}]");

        assertThat(log.lines()).noneMatch(line -> line.contains("\ndead_lettered") || line.contains("\nERROR"));
    }
}
