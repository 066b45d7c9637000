package io.saltbus.core;

import static io.saltbus.core.BusFixture.await;
import static io.saltbus.core.BusFixture.failure;
import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import io.saltbus.core.event.Event;
import io.saltbus.core.failure.ConfigurationException;
import io.saltbus.core.failure.ConnectionException;
import io.saltbus.core.publish.Confirmed;
import io.saltbus.core.schema.Registration;
import io.saltbus.core.subscribe.Subscribe;
import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.slf4j.LoggerFactory;

@SuppressWarnings("UnusedVariable") // not every handler looks at its event
class StartTest {
    @RegisterExtension
    final BusFixture fixture = new BusFixture();

    @Event("note.written")
    record OtherNote(String text) {}

    @Event("note.written")
    record SameNote(int number) {}

    static final class Reader {
        final List<Note> seen = new ArrayList<>();

        @Subscribe
        void read(Note note) {
            seen.add(note);
        }
    }

    @Event("note.heard")
    record Heard(int number) {}

    static final class Publishing {
        SaltBus bus;

        @Subscribe(name = "reader.read")
        Future<Confirmed> pass(Note note) {
            return bus.publish(new Heard(note.number()));
        }
    }

    static final class Clash {
        @Subscribe(name = "first")
        void read(Note note) {}

        @Subscribe(name = "reader.read")
        void readToo(Note note) {}
    }

    @Test
    void itReportsWhatItDid() {
        StartReport report =
                await(fixture.build(builder -> builder.event(Note.class).handlers(new Reader()))
                        .start());

        assertThat(report.schemas()).singleElement().satisfies(one -> {
            assertThat(one.topic()).isEqualTo("note.written");
            assertThat(one.status()).isEqualTo(Registration.Status.REGISTERED);
        });
        assertThat(report.handlers()).isEqualTo(1);
        assertThat(report.took()).isNotNull();
    }

    @Test
    void itLogsALineASchemaAndThenTheWhole() {
        fixture.bus(builder -> builder.service("first").event(Note.class));
        var logger = (Logger) LoggerFactory.getLogger("io.saltbus.start");
        var lines = new ListAppender<ILoggingEvent>();
        lines.start();
        logger.setLevel(Level.INFO);
        logger.addAppender(lines);
        try {
            fixture.bus(builder -> builder.event(Note.class)
                    .event("json.sent", "v1.2", new JsonObject().put("type", "object"))
                    .handlers(new Reader()));
        } finally {
            logger.detachAppender(lines);
            logger.setLevel(null);
        }

        assertThat(lines.list)
                .extracting(ILoggingEvent::getFormattedMessage)
                .containsExactly(
                        "schema identical topic=note.written version=v1",
                        "schema registered topic=json.sent version=v1.2",
                        "ready service=test broker=memory:default schemas=2 handlers=1 ms=0");
    }

    @Test
    void anotherSchemaInTheRegistryStopsItWithBothNamed() {
        fixture.bus(builder -> builder.service("owner").event(Note.class));
        SaltBus bus = fixture.build(builder -> builder.event(OtherNote.class).handlers(new Reader()));

        Throwable refused = failure(bus.start());

        assertThat(refused)
                .isInstanceOf(ConfigurationException.class)
                .hasMessageContaining("note.written v1")
                .hasMessageContaining("service owner")
                .hasMessageContaining(Note.class.getName())
                .hasMessageContaining(OtherNote.class.getName());
        assertThat(bus.health().live()).isTrue();
        assertThat(bus.health().ready()).isFalse();
        assertThat(bus.health().reasons())
                .first()
                .asString()
                .startsWith("bus test is new, its start failed: note.written v1");
        assertThat(bus.subscriptions()).isEmpty();
        assertThat(failure(bus.publish(new OtherNote("x")))).isInstanceOf(ConnectionException.NotStarted.class);
    }

    @Test
    void twoClassesOfOneEventStopItWithBothNamed() {
        SaltBus bus = fixture.build(builder -> builder.event(Note.class, OtherNote.class));

        assertThat(failure(bus.start()))
                .isInstanceOf(ConfigurationException.class)
                .hasMessageContaining("note.written v1")
                .hasMessageContaining(Note.class.getName())
                .hasMessageContaining(OtherNote.class.getName());
    }

    @Test
    void aClassAndAnotherJsonSchemaOfOneEventStopIt() {
        SaltBus bus = fixture.build(builder ->
                builder.event(Note.class).event("note.written", "v1", new JsonObject().put("type", "object")));

        assertThat(failure(bus.start()))
                .hasMessageContaining(Note.class.getName() + " and the builder's JSON Schema are both note.written v1");
    }

    @Test
    void twoClassesOfTheSameSchemaAreOneEvent() {
        SaltBus bus = fixture.build(builder -> builder.event(Note.class, SameNote.class));

        assertThat(await(bus.start()).schemas()).hasSize(1);
        await(bus.publish(new Note(1)));
        await(bus.publish(new SameNote(1)));
    }

    @Test
    void aJsonSchemaThatIsNoneStopsIt() {
        SaltBus bus =
                fixture.build(builder -> builder.event("json.sent", "v1", new JsonObject().put("type", "objekt")));

        assertThat(failure(bus.start()))
                .isInstanceOf(ConfigurationException.class)
                .hasMessageStartingWith("the builder's JSON Schema of json.sent v1: this is no valid JSON Schema")
                .hasMessageContaining(": /type must be one of");
    }

    @Event("thread.seen")
    record Unspeakable(Thread thread) {}

    @Test
    void aFieldThatJsonCannotSayStopsItWithTheEventNamed() {
        SaltBus bus = fixture.build(builder -> builder.event(Unspeakable.class));

        assertThat(failure(bus.start()))
                .isInstanceOf(ConfigurationException.class)
                .hasMessageStartingWith(Unspeakable.class.getName() + ": java.lang.Thread has no JSON Schema");
    }

    @Test
    void handlersOfOneNameStopItAndLeaveNothingBehind() {
        SaltBus bus = fixture.build(builder -> builder.event(Note.class).handlers(new Reader(), new Clash()));

        assertThat(failure(bus.start()))
                .isInstanceOf(ConfigurationException.class)
                .hasMessageContaining("two handlers are called reader.read")
                .hasMessageContaining("Reader.read(Note)")
                .hasMessageContaining("Clash.readToo(Note)");
        assertThat(bus.subscriptions()).isEmpty();
        assertThat(bus.health().ready()).isFalse();
    }

    @Test
    void aStartThatFailedCanBeTriedAgain() {
        SaltBus owner = fixture.bus(builder -> builder.service("owner").event(Note.class));
        var registry = new SwitchedRegistry();
        SaltBus bus = fixture.build(builder -> builder.registry(registry).event(Note.class));
        assertThat(failure(bus.start())).hasMessage("the registry is away");

        registry.away = false;
        StartReport report = await(bus.start());

        assertThat(report.schemas()).hasSize(1);
        assertThat(bus.health().reasons()).isEmpty();
        assertThat(owner.health().ready()).isTrue();
    }

    @Test
    void aBacklogIsHandledAtOnceAndItsHandlerMayPublish() {
        SaltBus before = fixture.bus(builder -> builder.event(Note.class).handlers(new Reader()));
        await(before.subscriptions().get(0).close());
        fixture.publish(before, 1, 2);
        await(before.close());
        var reader = new Reader();

        fixture.bus(builder ->
                builder.transport(fixture.connect()).event(Note.class).handlers(reader));
        fixture.turns();

        assertThat(reader.seen).containsExactly(new Note(1), new Note(2));
    }
}
