package io.saltbus.core.observe;

import static io.saltbus.core.BusFixture.await;
import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.saltbus.core.BusFixture;
import io.saltbus.core.Calls;
import io.saltbus.core.Note;
import io.saltbus.core.SaltBus;
import io.saltbus.core.event.Envelope;
import io.saltbus.core.publish.PublishOptions;
import io.saltbus.core.publish.PublishOutcome;
import io.saltbus.core.subscribe.Outcome;
import io.saltbus.core.subscribe.RetryPolicy;
import io.saltbus.core.subscribe.SubscribeOptions;
import io.saltbus.core.subscribe.TimeLimits;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.slf4j.LoggerFactory;

class ObserverTest {
    private static final Duration HARD = Duration.ofSeconds(10);

    @RegisterExtension
    final BusFixture fixture = new BusFixture();

    private final Calls calls = new Calls();

    private void subscribe(SaltBus bus) {
        await(bus.subscribe(
                Note.class,
                SubscribeOptions.named("seen")
                        .withTimeLimits(new TimeLimits(Duration.ofSeconds(5), HARD))
                        .withConcurrency(1)
                        .withRetry(RetryPolicy.defaults().withMaxRetries(1)),
                calls));
    }

    private static final class Throwing implements BusObserver {
        @Override
        public void published(Envelope envelope, int bytes, PublishOutcome outcome, Duration took) {
            throw new AssertionError("published");
        }

        @Override
        public void settled(Settled delivery) {
            throw new AssertionError("settled");
        }

        @Override
        public void softLimitReached(String handler, Envelope envelope) {
            throw new IllegalStateException("soft");
        }

        @Override
        public void abandoned(String handler, Envelope envelope) {
            throw new IllegalStateException("abandoned");
        }
    }

    @Test
    void oneThatThrowsDisturbsNobody() {
        var logger = (Logger) LoggerFactory.getLogger("io.saltbus.core.internal.observe.Observers");
        logger.setLevel(Level.OFF);
        try {
            SaltBus bus = fixture.bus(builder -> builder.event(Note.class).observer(new Throwing()));
            subscribe(bus);
            fixture.publish(bus, 1, 2);
            calls.next();
            fixture.advance(Duration.ofSeconds(5));
            fixture.advance(Duration.ofSeconds(5));
            fixture.expect(Outcome.RETRIED);
            fixture.advance(HARD);
            assertThat(fixture.abandoned).containsExactly("seen");
            calls.next().answer().complete();
            fixture.expect(Outcome.HANDLED);
            calls.next().answer().complete();
            fixture.expect(Outcome.HANDLED);
            await(bus.subscriptions().get(0).close());
        } finally {
            logger.setLevel(null);
        }
    }

    @Test
    void metersCountByTopicHandlerAndOutcome() {
        var meters = new SimpleMeterRegistry();
        SaltBus bus = fixture.bus(builder -> builder.event(Note.class).meters(meters));
        await(bus.publish(new Note(0)));
        BusFixture.failure(bus.publish(new Note(0), PublishOptions.defaults().requireSubscriber()));
        subscribe(bus);
        fixture.publish(bus, 1, 2, 3);
        var first = calls.next();
        fixture.turns();
        assertThat(meters.get("saltbus.handlers.running")
                        .tag("service", "test")
                        .gauge()
                        .value())
                .isEqualTo(1);
        assertThat(meters.get("saltbus.deliveries.waiting").gauge().value()).isEqualTo(2);

        fixture.advance(Duration.ofSeconds(3));
        first.answer().complete();
        fixture.expect(Outcome.HANDLED);
        calls.next();
        fixture.advance(HARD);
        fixture.advance(HARD);

        assertThat(meters.get("saltbus.publish")
                        .tags("service", "test", "topic", "note.written", "outcome", "confirmed")
                        .timer()
                        .count())
                .isEqualTo(3);
        assertThat(meters.get("saltbus.publish")
                        .tag("outcome", "unrouted")
                        .timer()
                        .count())
                .isEqualTo(1);
        assertThat(meters.get("saltbus.publish")
                        .tag("outcome", "failed")
                        .timer()
                        .count())
                .isEqualTo(1);
        var handled = meters.get("saltbus.delivery")
                .tags("service", "test", "handler", "seen", "outcome", "handled")
                .timer();
        assertThat(handled.count()).isEqualTo(1);
        assertThat(handled.totalTime(TimeUnit.SECONDS)).isEqualTo(3);
        assertThat(meters.get("saltbus.delivery")
                        .tag("outcome", "retried")
                        .timer()
                        .count())
                .isEqualTo(1);
        assertThat(meters.get("saltbus.handlers.soft.limit")
                        .tag("handler", "seen")
                        .counter()
                        .count())
                .isEqualTo(1);
        assertThat(meters.get("saltbus.handlers.abandoned")
                        .tag("handler", "seen")
                        .counter()
                        .count())
                .isEqualTo(1);
    }

    @Test
    void thePublishIsToldWithItsSizeAndItsEnd() {
        var told = new AtomicReference<String>();
        SaltBus bus = fixture.bus(builder -> builder.event(Note.class).observer(new BusObserver() {
            @Override
            public void published(Envelope envelope, int bytes, PublishOutcome outcome, Duration took) {
                told.set(envelope.topic() + " " + bytes + " "
                        + outcome.getClass().getSimpleName() + " " + took);
            }
        }));

        fixture.publish(bus, 1);

        assertThat(told.get()).isEqualTo("note.written 12 Confirmed PT0S");
    }

    @Test
    void theLogHasTheIdsToFindAnEventBy() {
        var logger = (Logger) LoggerFactory.getLogger("io.saltbus.events");
        var lines = new ListAppender<ILoggingEvent>();
        lines.start();
        logger.addAppender(lines);
        logger.setLevel(Level.DEBUG);
        logger.setAdditive(false);
        try {
            SaltBus bus = fixture.bus(builder -> builder.event(Note.class));
            BusFixture.failure(
                    bus.publish(new Note(0), PublishOptions.defaults().requireSubscriber()));
            subscribe(bus);
            fixture.publish(bus, 1);
            calls.next().answer().fail(new IllegalStateException("mail server away"));
            fixture.expect(Outcome.RETRIED);
            fixture.advance(Duration.ofSeconds(2));
            var second = calls.next();
            fixture.advance(Duration.ofSeconds(5));
            second.answer().fail(new IllegalStateException("still away"));
            Settled end = fixture.expect(Outcome.DEAD_LETTERED);
            fixture.turns();

            String ids =
                    " handler=seen topic=note.written message=" + end.envelope().messageId();
            assertThat(lines.list)
                    .extracting(line -> line.getLevel() + " " + line.getFormattedMessage())
                    .anyMatch(line -> line.startsWith("WARN publish_failed topic=note.written message="))
                    .anyMatch(line -> line.startsWith("DEBUG published topic=note.written message="))
                    .contains(
                            "WARN retried" + ids
                                    + " attempt=1 ms=0 cause=\"java.lang.IllegalStateException: mail server away\"",
                            "WARN soft_limit" + ids,
                            "ERROR dead_lettered" + ids
                                    + " attempt=2 ms=5000 cause=\"java.lang.IllegalStateException: still away\"");
            assertThat(lines.list.stream()
                            .filter(line -> line.getThrowableProxy() != null)
                            .map(ILoggingEvent::getLevel))
                    .containsExactly(Level.ERROR);
        } finally {
            logger.setLevel(Level.OFF);
            logger.setAdditive(true);
            logger.detachAppender(lines);
        }
    }
}
