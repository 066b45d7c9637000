package io.saltbus.core.publish;

import static io.saltbus.core.BusFixture.await;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.saltbus.core.BusFixture;
import io.saltbus.core.Calls;
import io.saltbus.core.Note;
import io.saltbus.core.SaltBus;
import io.saltbus.core.event.Envelope;
import io.saltbus.core.event.EventMode;
import io.saltbus.core.event.Version;
import io.saltbus.core.subscribe.Outcome;
import io.saltbus.core.subscribe.SubscribeOptions;
import io.saltbus.core.subscribe.Subscription;
import io.vertx.core.Future;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class PublishedWithOptionsTest {
    private static final PublishOptions DEFAULTS = PublishOptions.defaults();

    @RegisterExtension
    final BusFixture fixture = new BusFixture();

    private SaltBus bus;
    private Subscription subscription;

    @BeforeEach
    void start() {
        bus = fixture.bus(builder -> builder.event(Note.class));
        subscription = await(
                bus.subscribe(Note.class, SubscribeOptions.named("all"), (note, envelope) -> Future.succeededFuture()));
    }

    private Envelope arrived(PublishOptions options) {
        await(bus.publish(new Note(1), options));
        return fixture.expect(Outcome.HANDLED).envelope();
    }

    @Test
    void aDelayedEventIsSeenWhenItIsDueAndNotBefore() {
        await(bus.publish(new Note(1), DEFAULTS.withDelay(Duration.ofHours(1))));

        fixture.advance(Duration.ofHours(1).minusNanos(1));
        fixture.expectNothing();
        fixture.advance(Duration.ofNanos(1));

        fixture.expect(Outcome.HANDLED);
    }

    @Test
    void anEventMayBeDueAtATime() {
        await(bus.publish(new Note(1), DEFAULTS.withAt(fixture.time.now().plusSeconds(60))));

        fixture.advance(Duration.ofSeconds(59));
        fixture.expectNothing();
        fixture.advance(Duration.ofSeconds(1));

        fixture.expect(Outcome.HANDLED);
    }

    @Test
    void aTimeInThePastMeansNow() {
        arrived(DEFAULTS.withAt(Instant.EPOCH));
    }

    @Test
    void aTimeTooFarAheadIsRefusedAtOnce() {
        PublishOptions centuries = DEFAULTS.withAt(Instant.parse("2700-01-01T00:00:00Z"));

        assertThatThrownBy(() -> bus.publish(new Note(1), centuries))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("2700-01-01");
    }

    @Test
    void anExpiredEventIsADeadLetterThatNoHandlerSaw() {
        await(subscription.pause());
        await(bus.publish(new Note(1), DEFAULTS.withExpiresAfter(Duration.ofSeconds(5))));
        fixture.advance(Duration.ofSeconds(5));
        await(subscription.resume());

        fixture.expectNothing();
        assertThat(fixture.deadLetters("all")).singleElement().satisfies(letter -> {
            assertThat(letter.report().errorType()).isEqualTo("expired");
            assertThat(letter.report().attempts()).isZero();
        });
    }

    @Test
    void anEventThatIsTakenInTimeDoesNotExpire() {
        var calls = new Calls();
        await(subscription.close());
        await(bus.subscribe(Note.class, SubscribeOptions.named("all"), calls));
        await(bus.publish(new Note(1), DEFAULTS.withExpiresAfter(Duration.ofSeconds(5))));
        var running = calls.next();
        fixture.advance(Duration.ofSeconds(6));

        running.answer().complete();

        fixture.expect(Outcome.HANDLED);
    }

    @Test
    void theEnvelopeTellsAllAboutTheEvent() {
        Envelope first = arrived(DEFAULTS.withHeader("tenant", "acme")
                .withCorrelationId("talk-1")
                .withKey("order-7")
                .withPriority(3));
        Envelope second = arrived(DEFAULTS);

        assertThat(UUID.fromString(first.messageId()).version()).isEqualTo(7);
        assertThat(first.topic()).isEqualTo("note.written");
        assertThat(first.version()).isEqualTo(Version.parse("v1"));
        assertThat(first.mode()).isEqualTo(EventMode.BROADCAST);
        assertThat(first.service()).isEqualTo("test");
        assertThat(first.publishedAt()).isEqualTo(fixture.time.now());
        assertThat(first.sequence()).isEqualTo(1);
        assertThat(second.sequence()).isEqualTo(2);
        assertThat(first.attempt()).isEqualTo(1);
        assertThat(first.headers()).isEqualTo(Map.of("tenant", "acme"));
        assertThat(first.correlationId()).isEqualTo("talk-1");
        assertThat(first.key()).isEqualTo("order-7");
        assertThat(first.priority()).isEqualTo(3);
        assertThat(second.headers()).isEmpty();
        assertThat(second.correlationId()).isNull();
        assertThat(second.causationId()).isNull();
        assertThat(second.messageId()).isGreaterThan(first.messageId());
    }

    @Test
    void headersOfTheBusAndOfTheBrokerAreRefused() {
        for (String name : new String[] {"salt-topic", "x-death"}) {
            assertThatThrownBy(() -> DEFAULTS.withHeader(name, "1"))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessage("header \"" + name
                            + "\" is refused: salt- belongs to the bus and x- to the broker; choose another name");
        }
    }

    @Test
    void whatMakesNoSenseIsRefused() {
        assertThatThrownBy(() -> DEFAULTS.withDelay(Duration.ofSeconds(-1)))
                .hasMessageStartingWith("delay must be 0..");
        assertThatThrownBy(() -> DEFAULTS.withDelay(PublishOptions.MAX_DELAY.plusNanos(1)))
                .hasMessageStartingWith("delay must be 0..");
        assertThatThrownBy(() -> DEFAULTS.withExpiresAfter(Duration.ZERO))
                .hasMessage("expiresAfter must be above zero and at most PT1193H2M47.295S, was PT0S");
        assertThatThrownBy(() -> DEFAULTS.withPriority(10)).hasMessage("priority must be 0..9, was 10");
        assertThatThrownBy(() ->
                        new PublishOptions(Duration.ZERO, Instant.EPOCH, null, 0, Map.of(), null, null, null, false))
                .hasMessage("give delay or at, not both");
    }
}
