package io.saltbus.core.schema;

import static io.saltbus.core.BusFixture.await;
import static io.saltbus.core.BusFixture.failure;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.saltbus.core.BusFixture;
import io.saltbus.core.Note;
import io.saltbus.core.SaltBus;
import io.saltbus.core.ScriptedRegistry;
import io.saltbus.core.event.Event;
import io.saltbus.core.event.EventMode;
import io.saltbus.core.event.EventView;
import io.saltbus.core.event.TopicPattern;
import io.saltbus.core.event.Version;
import io.saltbus.core.failure.ConfigurationException;
import io.saltbus.core.publish.PublishException;
import io.saltbus.core.subscribe.Outcome;
import io.saltbus.core.subscribe.SubscribeOptions;
import io.saltbus.core.subscribe.VersionSelector;
import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.slf4j.LoggerFactory;

/** What the bus asks and tells its registry, whatever registry it is. */
class RegistrySideTest {
    @RegisterExtension
    final BusFixture fixture = new BusFixture();

    private final ScriptedRegistry registry = new ScriptedRegistry();
    private final SimpleMeterRegistry meters = new SimpleMeterRegistry();

    @Event(value = "note.written", version = "v1.1")
    record NewerNote(int number, Integer pages) {}

    record Line(String text) {}

    private SaltBus bus(Class<?>... events) {
        return fixture.bus(builder -> builder.registry(registry).meters(meters).event(events));
    }

    private static SubscribeOptions named(String name) {
        return SubscribeOptions.named(name);
    }

    @Test
    void aRetiredVersionIsRefusedAndTheNewestActiveOneNamed() {
        SaltBus bus = bus(Note.class, NewerNote.class);
        registry.statuses.put("note.written v1", SchemaStatus.RETIRED);

        assertThat(failure(bus.publish(new Note(1))))
                .isInstanceOf(PublishException.RetiredVersion.class)
                .hasMessage("note.written v1 is retired: publish v1.1, the newest active version");
        assertThat(failure(bus.publish("note.written", "v1", new JsonObject().put("number", 1))))
                .isInstanceOf(PublishException.RetiredVersion.class);
        await(bus.publish(new NewerNote(1, 2)));
    }

    @Test
    void whereAllVersionsAreRetiredNoneIsNamed() {
        SaltBus bus = bus(Note.class);
        registry.statuses.put("note.written v1", SchemaStatus.RETIRED);

        assertThat(failure(bus.publish(new Note(1))))
                .hasMessage("note.written v1 is retired: no version of it can be published; register a new one");
        assertThat(failure(bus.publish("note.written", "latest", new JsonObject())))
                .isInstanceOf(PublishException.UnknownEvent.class)
                .hasMessageContaining("note.written latest");
    }

    @Test
    void aDeprecatedVersionWarnsOnceAndEachPublishIsCounted() {
        SaltBus bus = bus(Note.class, NewerNote.class);
        registry.statuses.put("note.written v1", SchemaStatus.DEPRECATED);
        var logger = (Logger) LoggerFactory.getLogger("io.saltbus.events");
        var lines = new ListAppender<ILoggingEvent>();
        lines.start();
        logger.setLevel(Level.WARN);
        logger.addAppender(lines);
        try {
            fixture.publish(bus, 1, 2);
            await(bus.publish(new NewerNote(3, 3)));
        } finally {
            logger.detachAppender(lines);
            logger.setLevel(null);
        }

        assertThat(lines.list)
                .extracting(ILoggingEvent::getFormattedMessage)
                .containsOnlyOnce("deprecated_version topic=note.written version=v1: publish a newer one, this one will"
                        + " be refused some day");
        assertThat(meters.get("saltbus.publish.deprecated")
                        .tag("topic", "note.written")
                        .tag("version", "v1")
                        .counter()
                        .count())
                .isEqualTo(2);
    }

    @Test
    void latestIsTheNewestVersionThatIsNotRetired() {
        List<String> seen = new ArrayList<>();
        SaltBus bus = bus(Note.class, NewerNote.class);
        registry.put("note.written", "v2", Schema.of(Json.object("{}")));
        registry.statuses.put("note.written v2", SchemaStatus.RETIRED);
        await(bus.subscribe("note.written", named("reader"), (event, envelope) -> {
            seen.add(String.valueOf(envelope.version()));
            return Future.succeededFuture();
        }));

        await(bus.publish("note.written", "latest", new JsonObject().put("number", 1)));

        fixture.expect(Outcome.HANDLED);
        assertThat(seen).containsExactly("v1.1");
    }

    @Test
    void aHandlerIsToldBeforeItsFirstMessageAndWhenItHasEnded() {
        SaltBus bus = bus(Note.class);
        var options = named("reader").withVersions(VersionSelector.atLeast(Version.parse("v1")));
        var subscription =
                await(bus.subscribe("note.*", Note.class, options, (event, envelope) -> Future.succeededFuture()));

        SubscriberDeclaration told = registry.subscribers.get(0);
        assertThat(told.handler()).isEqualTo("reader");
        assertThat(told.source()).isEqualTo("subscribe(reader)");
        assertThat(told.patterns()).containsExactly(TopicPattern.of("note.*"));
        assertThat(told.versions()).isEqualTo("at-least v1");
        assertThat(told.mode()).isEqualTo(EventMode.BROADCAST);
        assertThat(told.view()).isNotNull();
        fixture.publish(bus, 1);
        fixture.expect(Outcome.HANDLED);
        await(subscription.close());
        await(bus.close());
        assertThat(registry.told).startsWith("subscribed reader").endsWith("unsubscribed reader", "closed");
        assertThat(registry.told)
                .containsExactlyInAnyOrder(
                        "subscribed reader",
                        "published note.written v1",
                        "handled reader note.written v1",
                        "unsubscribed reader",
                        "closed");
    }

    @Test
    void whatTheRegistryLoadsForAHandlerIsCheckedToo() {
        SaltBus bus = bus();
        registry.load = () -> registry.put(
                "line.written",
                "v1",
                Schema.of(Json.object("{'type': 'object', 'properties': {'text': {'type': 'integer'}}}")));

        assertThat(failure(bus.subscribe(
                        "line.written", Line.class, named("reader"), (event, envelope) -> Future.succeededFuture())))
                .isInstanceOf(ConfigurationException.class)
                .hasMessageContaining("cannot read line.written v1");
        assertThat(bus.subscriptions()).isEmpty();
        assertThat(registry.told).containsExactly("subscribed reader", "unsubscribed reader");
    }

    @Test
    void onlyWhatIsDeclaredIsRegistered() {
        SaltBus bus = bus(Note.class);
        await(bus.subscribe(
                "line.written", Line.class, named("reader"), (event, envelope) -> Future.succeededFuture()));

        assertThat(registry.declared).extracting(SchemaDeclaration::topic).containsExactly("note.written");
    }

    @Test
    void aHandlerWithoutAClassValidatesByTheRegisteredSchema() {
        registry.put(
                "line.written",
                "v1",
                Schema.of(Json.object("{'type': 'object', 'properties': {'text': {'type': 'string'}}}")));
        List<EventView> seen = new ArrayList<>();
        SaltBus bus = bus();
        await(bus.subscribe("line.*", named("reader"), (event, envelope) -> {
            seen.add(event);
            return Future.succeededFuture();
        }));

        fixture.publishRaw("line.written", "v1", "{\"text\": 1}");
        fixture.expect(Outcome.DEAD_LETTERED);
        fixture.publishRaw("line.written", "v1", "{\"text\": \"a\"}");
        fixture.expect(Outcome.HANDLED);

        assertThat(seen).hasSize(1);
    }

    @Test
    void aServiceVersionThatTheRegistryHasNoPlaceForIsRefused() {
        assertThatThrownBy(() -> SaltBus.builder(fixture.vertx).serviceVersion("1".repeat(51)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("serviceVersion must have 1 to 50 characters, such as 2.4.1, had 51");
    }

    @Test
    void itsTroublesAreRemarksAndNoReasonToBeUnready() {
        SaltBus bus = bus(Note.class);
        registry.troubles.add("the registry is away");

        assertThat(bus.health().ready()).isTrue();
        assertThat(bus.health().reasons()).isEmpty();
        assertThat(bus.health().remarks()).containsExactly("the registry is away");
        assertThat(bus.registry()).isSameAs(registry);
    }
}
