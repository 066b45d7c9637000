package io.saltbus.core.subscribe;

import static io.saltbus.core.BusFixture.await;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.saltbus.core.BusFixture;
import io.saltbus.core.Calls;
import io.saltbus.core.Note;
import io.saltbus.core.SaltBus;
import io.saltbus.core.event.Envelope;
import io.saltbus.core.event.EventView;
import io.saltbus.core.failure.ConfigurationException;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

@SuppressWarnings({"UnusedVariable", "UnusedMethod"}) // its handlers are declared and never called
class HandlerDeclarationTest {
    @RegisterExtension
    final BusFixture fixture = new BusFixture();

    private SaltBus bus;

    record Plain(int number) {}

    static final class Overloaded {
        @Subscribe
        void read(Note note) {}

        @Subscribe("plain.*")
        void read(Plain plain) {}
    }

    @BeforeEach
    void start() {
        bus = fixture.bus(builder -> builder.event(Note.class));
    }

    static Stream<Arguments> wrong() {
        return Stream.of(
                Arguments.of(new Object(), "has no method with @Subscribe: nothing would be handled"),
                Arguments.of(
                        new Object() {
                            @Subscribe(value = "order..created", name = "wrong")
                            void read(Plain plain) {}
                        },
                        "topic pattern \"order..created\" is refused: a word between its dots is empty"),
                Arguments.of(
                        new Object() {
                            @Subscribe(value = "order.cre*", name = "wrong")
                            void read(Plain plain) {}
                        },
                        "a wildcard must be a word of its own"),
                Arguments.of(
                        new Object() {
                            @Subscribe(name = "wrong")
                            void read(Plain plain) {}
                        },
                        "@Subscribe names no topic, and " + Plain.class.getName() + " has no @Event"),
                Arguments.of(
                        new Object() {
                            @Subscribe(name = "wrong")
                            void read(EventView view) {}
                        },
                        "@Subscribe names no topic, and EventView has none"),
                Arguments.of(
                        new Object() {
                            @Subscribe(name = "wrong", rateLimit = "fast")
                            void read(Note note) {}
                        },
                        "rate \"fast\" is refused. Accepted: 10/s, 100/m or 1000/h"),
                Arguments.of(
                        new Object() {
                            @Subscribe(name = "wrong", timeLimit = "60")
                            void read(Note note) {}
                        },
                        "timeLimit \"60\" is refused. Accepted: a number and a unit"),
                Arguments.of(
                        new Object() {
                            @Subscribe(name = "wrong", timeLimit = "5s", softTimeLimit = "5s")
                            void read(Note note) {}
                        },
                        "softTimeLimit must be above zero and below timeLimit PT5S, was PT5S"),
                Arguments.of(
                        new Object() {
                            @Subscribe(name = "wrong", backoff = @Backoff(initial = "soon"))
                            void read(Note note) {}
                        },
                        "backoff initial \"soon\" is refused"),
                Arguments.of(
                        new Object() {
                            @Subscribe(name = "wrong", backoff = @Backoff(jitter = 2))
                            void read(Note note) {}
                        },
                        "jitter must be 0..1, was 2.0"),
                Arguments.of(
                        new Object() {
                            @Subscribe(name = "wrong", version = "one")
                            void read(Note note) {}
                        },
                        "\"one\""),
                Arguments.of(
                        new Object() {
                            @Subscribe(name = "wrong", prefetch = 0)
                            void read(Note note) {}
                        },
                        "prefetch must be 1..65535, was 0"),
                Arguments.of(
                        new Object() {
                            @Subscribe(name = "wrong", concurrency = -1)
                            void read(Note note) {}
                        },
                        "concurrency must be 1 or more, or 0 for the prefetch, was -1"),
                Arguments.of(
                        new Object() {
                            @Subscribe(name = "wrong", maxRetries = -1)
                            void read(Note note) {}
                        },
                        "maxRetries must be 0 or more, was -1"),
                Arguments.of(
                        new Object() {
                            @Subscribe(name = "wrong")
                            void read(Note note, String text) {}
                        },
                        "its second parameter must be Envelope, was java.lang.String"),
                Arguments.of(
                        new Object() {
                            @Subscribe(name = "wrong")
                            void read() {}
                        },
                        "it must take the event, and may take its Envelope, but has 0 parameters"),
                Arguments.of(
                        new Object() {
                            @Subscribe(name = "wrong")
                            @Batch
                            void read(Note note) {}
                        },
                        "with @Batch the parameter for the event must be a List, was " + Note.class.getName()),
                Arguments.of(
                        new Object() {
                            @Subscribe(name = "right")
                            void read(Note note) {}

                            @Batch
                            void readMany(List<Note> notes) {}
                        },
                        "readMany(List): it has @Batch or @Blocking, which say nothing without @Subscribe"),
                Arguments.of(
                        new Object() {
                            @Subscribe(name = "wrong", versionMatch = Subscribe.VersionMatch.AT_LEAST)
                            void read(Note note) {}
                        },
                        "versionMatch says nothing without a version"),
                Arguments.of(
                        new Object() {
                            @Subscribe(name = "wrong name")
                            void read(Note note) {}
                        },
                        "its name gives no queue: queue name \"test.wrong name.dlq\" is refused: it has white space"),
                Arguments.of(
                        new Object() {
                            @Subscribe(name = "wrong")
                            void read(List<Note> notes) {}
                        },
                        "(is @Batch missing?)"),
                Arguments.of(
                        new Object() {
                            @Subscribe(name = "wrong")
                            @Batch
                            void read(List<Note> notes, Envelope envelope) {}
                        },
                        "with @Batch the parameter for the envelope must be a List"),
                Arguments.of(
                        new Object() {
                            @Subscribe(name = "wrong")
                            @Batch(size = 300)
                            void read(List<Note> notes) {}
                        },
                        "gathers 300 events, but its prefetch is 256: the batch could never fill"),
                Arguments.of(
                        new Object() {
                            @Subscribe(name = "wrong")
                            @Batch(maxWait = "0s")
                            void read(List<Note> notes) {}
                        },
                        "batch maxWait must be above zero, was PT0S"),
                Arguments.of(
                        new Object() {
                            @Subscribe(name = "wrong", fanout = true, priorities = true)
                            void read(Note note) {}
                        },
                        "fanout and priorities do not go together: choose one"),
                Arguments.of(
                        new Object() {
                            @Subscribe(name = "wrong")
                            static void read(Note note) {}
                        },
                        "it must not be static"),
                Arguments.of(
                        new Object() {
                            @Subscribe
                            void read(Note note) {}
                        },
                        "in a class without a name it needs one itself"));
    }

    @ParameterizedTest
    @MethodSource("wrong")
    void aWrongDeclarationIsRefusedWithWhatIsWrong(Object handlers, String why) {
        assertThatThrownBy(() -> bus.subscribe(handlers))
                .isInstanceOf(ConfigurationException.class)
                .hasMessageContaining(why)
                .hasMessageContaining(handlers.getClass().getName());
        assertThat(bus.subscriptions()).isEmpty();
    }

    @Test
    void twoHandlersOfOneNameAreRefusedWithBothNamed() {
        await(bus.subscribe(Note.class, SubscribeOptions.named("twice"), new Calls()));

        assertThatThrownBy(() -> bus.subscribe(new Object() {
                    @Subscribe(name = "twice")
                    void read(Note note) {}
                }))
                .isInstanceOf(ConfigurationException.class)
                .hasMessageContaining("two handlers are called twice: subscribe(twice) and ")
                .hasMessageContaining(".read(Note)");
        assertThatThrownBy(() -> bus.subscribe(Note.class, SubscribeOptions.named("twice"), new Calls()))
                .isInstanceOf(ConfigurationException.class);
        assertThat(bus.subscriptions()).hasSize(1);
    }

    @Test
    void methodsOfOneNameAreNotTakenForOneHandler() {
        assertThatThrownBy(() -> bus.subscribe(new Overloaded()))
                .isInstanceOf(ConfigurationException.class)
                .hasMessageContaining("read(Note)")
                .hasMessageContaining("read(Plain)");
        assertThat(bus.subscriptions()).isEmpty();
    }

    @Test
    void aFunctionNeedsANameAndATopic() {
        assertThatThrownBy(() -> bus.subscribe(Note.class, SubscribeOptions.defaults(), new Calls()))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("SubscribeOptions.named");
        assertThatThrownBy(() -> bus.subscribe(Plain.class, SubscribeOptions.named("plain"), (plain, envelope) -> null))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(Plain.class.getName() + " has no @Event");
    }

    @Test
    void optionsOutOfRangeAreRefused() {
        assertThatThrownBy(() -> SubscribeOptions.named("x").withMaxRedeliveries(-1))
                .hasMessage("maxRedeliveries must be 0 or more, was -1");
        assertThatThrownBy(() -> TimeLimits.hard(Duration.ZERO)).hasMessage("timeLimit must be above zero, was PT0S");
        assertThatThrownBy(() -> new RateLimit(0, Duration.ofSeconds(1)))
                .hasMessage("rate limit needs 1 call or more in a time above zero, was 0 in PT1S");
        assertThatThrownBy(() -> new BatchOptions(0, Duration.ofSeconds(1)))
                .hasMessage("batch size must be 1 or more, was 0");
        assertThatThrownBy(() -> Settlement.retry(new IllegalStateException(), Duration.ofSeconds(-1)))
                .hasMessage("after must be zero or more, was PT-1S");
        assertThat(RateLimit.parse("1000/h").interval()).isEqualTo(Duration.ofMillis(3_600));
    }
}
