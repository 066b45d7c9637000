package io.saltbus.core.subscribe;

import static io.saltbus.core.BusFixture.await;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.saltbus.core.BusFixture;
import io.saltbus.core.Note;
import io.saltbus.core.SaltBus;
import io.saltbus.core.event.Version;
import io.saltbus.core.failure.ConfigurationException;
import io.saltbus.core.publish.PublishOptions;
import io.saltbus.core.transport.QueueSpec;
import io.vertx.core.Future;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

@SuppressWarnings("UnusedVariable") // not every handler looks at its event
class VersionAndQueueTest {
    @RegisterExtension
    final BusFixture fixture = new BusFixture();

    private final List<Integer> seen = new ArrayList<>();
    private SaltBus bus;

    @BeforeEach
    void start() {
        bus = fixture.bus(builder -> builder.event(Note.class));
    }

    private Subscription subscribe(SubscribeOptions options) {
        return await(bus.subscribe(Note.class, options, (note, envelope) -> {
            seen.add(note.number());
            return Future.succeededFuture();
        }));
    }

    private List<Outcome> outcomes(VersionSelector versions) {
        subscribe(SubscribeOptions.named("chosen").withVersions(versions).withOnUnknownSchema(OnUnknownSchema.ACCEPT));
        var ends = new ArrayList<Outcome>();
        for (String version : List.of("v1.1", "v1.2", "v1.10", "v2")) {
            fixture.publishRaw("note.written", version, "{\"number\":1}");
            ends.add(fixture.next().outcome());
        }
        return ends;
    }

    @Test
    void latestTakesEveryVersion() {
        assertThat(outcomes(VersionSelector.latest())).containsOnly(Outcome.HANDLED);
    }

    @Test
    void compatibleTakesTheSameMajorAndNotOlder() {
        assertThat(outcomes(VersionSelector.compatibleWith(Version.parse("v1.2"))))
                .containsExactly(Outcome.UNWANTED_VERSION, Outcome.HANDLED, Outcome.HANDLED, Outcome.UNWANTED_VERSION);
        assertThat(fixture.deadLetters("chosen")).isEmpty();
        assertThat(fixture.transport.quiet()).isTrue();
    }

    @Test
    void atLeastTakesWhateverIsNotOlder() {
        assertThat(outcomes(VersionSelector.atLeast(Version.parse("v1.2"))))
                .containsExactly(Outcome.UNWANTED_VERSION, Outcome.HANDLED, Outcome.HANDLED, Outcome.HANDLED);
    }

    @Test
    void aMessageWithoutAVersionIsForThoseWhoTakeAll() {
        subscribe(SubscribeOptions.named("picky").withVersions(VersionSelector.compatibleWith(Version.parse("v1"))));
        fixture.publishRaw("note.written", null, "{\"number\":1}");

        fixture.expect(Outcome.UNWANTED_VERSION);
    }

    static final class EmailHandlers {
        @Subscribe
        void sendWelcomeEMail(Note note) {}

        @Subscribe(version = "v1.2")
        void sendURLOnce(Note note) {}

        @Subscribe(version = "v2", versionMatch = Subscribe.VersionMatch.AT_LEAST, name = "named")
        void other(Note note) {}
    }

    @Test
    void queuesAreNamedByServiceHandlerAndMajorVersion() {
        await(bus.subscribe(new EmailHandlers()));

        assertThat(bus.subscriptions())
                .extracting(Subscription::queue)
                .containsExactlyInAnyOrder(
                        "test.email-handlers.send-welcome-e-mail",
                        "test.email-handlers.send-url-once.v1",
                        "test.named.v2");
    }

    @Test
    void handlersOfOneNameAndDifferentMajorsHaveQueuesOfTheirOwn() {
        subscribe(SubscribeOptions.named("both").withVersions(VersionSelector.compatibleWith(Version.parse("v1"))));
        subscribe(SubscribeOptions.named("both").withVersions(VersionSelector.compatibleWith(Version.parse("v2"))));
        fixture.publish(bus, 5);
        fixture.turns();

        assertThat(fixture.settled)
                .extracting(end -> end.queue() + " " + end.outcome())
                .containsExactlyInAnyOrder("test.both.v1 HANDLED", "test.both.v2 UNWANTED_VERSION");
    }

    @Test
    void fanoutGivesEveryProcessEveryEvent() {
        var options = SubscribeOptions.named("everywhere").withQueue(QueueSpec.Kind.EXCLUSIVE);
        Subscription here = subscribe(options);
        SaltBus other = fixture.bus(builder -> builder.transport(fixture.connect()));
        Subscription there = await(other.subscribe(Note.class, options, (note, envelope) -> {
            seen.add(-note.number());
            return Future.succeededFuture();
        }));
        fixture.publish(bus, 1);
        fixture.turns();

        assertThat(seen).containsExactlyInAnyOrder(1, -1);
        assertThat(here.queue()).startsWith("test.everywhere.").isNotEqualTo(there.queue());
    }

    @Test
    void prioritiesGoFirst() {
        Subscription subscription = subscribe(SubscribeOptions.named("sorted").withQueue(QueueSpec.Kind.PRIORITY));
        await(subscription.pause());
        for (int priority : new int[] {0, 9, 5}) {
            await(bus.publish(new Note(priority), PublishOptions.defaults().withPriority(priority)));
        }
        await(subscription.resume());
        fixture.turns();

        assertThat(seen).containsExactly(9, 5, 0);
    }

    @Test
    void aQueueNameThatIsTooLongIsRefused() {
        assertThatThrownBy(() -> subscribe(SubscribeOptions.named("n".repeat(200))))
                .isInstanceOf(ConfigurationException.class)
                .hasMessageStartingWith("subscribe(nnn")
                .hasMessageContaining(": its name gives no queue: queue name \"test.nnn")
                .hasMessageContaining("bytes");
    }
}
