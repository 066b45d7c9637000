package io.saltbus.core.subscribe;

import static io.saltbus.core.BusFixture.await;
import static org.assertj.core.api.Assertions.assertThat;

import io.saltbus.core.BusFixture;
import io.saltbus.core.Note;
import io.saltbus.core.OutsideTransport;
import io.saltbus.core.SaltBus;
import io.saltbus.core.event.Event;
import io.saltbus.core.event.EventView;
import io.saltbus.core.event.Version;
import io.saltbus.core.failure.BusException;
import io.saltbus.core.schema.PayloadException;
import io.saltbus.core.transport.DeathReport;
import io.vertx.core.Future;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** What arrives from publishers that this process knows nothing of. */
class ForeignMessageTest {
    @RegisterExtension
    final BusFixture fixture = new BusFixture();

    private final List<Integer> seen = new ArrayList<>();

    @Event(value = "note.written", version = "v2")
    record NoteV2(int number) {}

    private SaltBus outside(@Nullable BusException defect, Class<?>... events) {
        return fixture.bus(builder -> builder.transport(new OutsideTransport(fixture.transport, defect))
                .event(events));
    }

    private void subscribe(SaltBus bus, VersionSelector versions) {
        await(bus.subscribe(
                "note.written",
                Note.class,
                SubscribeOptions.named("strict").withVersions(versions),
                (note, envelope) -> {
                    seen.add(note.number());
                    return Future.succeededFuture();
                }));
    }

    @Test
    void whatNobodyCanReadDiesWithTheReasonWhateverItsTopicAndVersion() {
        SaltBus bus = outside(new DeliveryException.Unreadable("it has no topic"));
        subscribe(bus, VersionSelector.compatibleWith(Version.parse("v7")));

        fixture.publishRaw("note.written", null, "not even JSON");

        fixture.expect(Outcome.DEAD_LETTERED);
        DeathReport report = fixture.deadLetters("strict.v7").get(0).report();
        assertThat(report.errorType()).isEqualTo(DeliveryException.Unreadable.class.getName());
        assertThat(report.errorMessage()).isEqualTo("the message cannot be read: it has no topic");
        assertThat(report.attempts()).isZero();
        assertThat(seen).isEmpty();
    }

    @Test
    void whatCameTooLateIsReportedAsExpired() {
        SaltBus bus = outside(new DeliveryException.Expired(Instant.parse("2026-11-21T11:00:00Z")));
        subscribe(bus, VersionSelector.latest());

        fixture.publishRaw("note.written", "v1", "{\"number\":1}");

        fixture.expect(Outcome.DEAD_LETTERED);
        assertThat(fixture.deadLetters("strict").get(0).report().errorType()).isEqualTo(DeathReport.EXPIRED);
    }

    @Test
    void noHandlerWaitsForASchemaThatCannotCome() {
        subscribe(outside(null), VersionSelector.latest());

        fixture.publishRaw("note.written", "v1", "{\"number\":1}");
        fixture.expect(Outcome.HANDLED);
        fixture.publishRaw("note.written", null, "{\"number\":2,\"more\":true}");
        fixture.expect(Outcome.HANDLED);

        assertThat(seen).containsExactly(1, 2);
    }

    @Test
    void withoutASchemaThePayloadIsCheckedByThatOfTheHandlersClass() {
        subscribe(outside(null), VersionSelector.latest());

        fixture.publishRaw("note.written", "v1", "{\"number\":\"one\"}");

        assertThat(fixture.expect(Outcome.DEAD_LETTERED).cause()).isInstanceOf(PayloadException.Invalid.class);
        assertThat(fixture.deadLetters("strict").get(0).report().violations())
                .singleElement()
                .satisfies(violation -> assertThat(violation.pointer()).isEqualTo("/number"));
    }

    @Test
    void withoutASchemaAViewTakesThePayloadAsItIs() {
        var views = new ArrayList<EventView>();
        await(outside(null).subscribe("#", SubscribeOptions.named("view"), (view, envelope) -> {
            views.add(view);
            return Future.succeededFuture();
        }));

        fixture.publishRaw("note.written", "v3", "{\"number\":\"one\"}");

        fixture.expect(Outcome.HANDLED);
        assertThat(views.get(0).text("number")).isEqualTo("one");
    }

    @Test
    void aSchemaThatThisProcessKnowsIsTheOneThatCounts() {
        SaltBus bus = outside(null, NoteV2.class);
        await(bus.subscribe(
                "note.written", SubscribeOptions.named("view"), (view, envelope) -> Future.succeededFuture()));

        fixture.publishRaw("note.written", "v2", "{\"number\":\"one\"}");

        assertThat(fixture.expect(Outcome.DEAD_LETTERED).cause())
                .isInstanceOf(PayloadException.Invalid.class)
                .hasMessageContaining("note.written v2");
    }

    static final class Versioned {
        private final List<Integer> seen = new ArrayList<>();

        @Subscribe(version = "v1.2", name = "versioned")
        void take(Note note) {
            seen.add(note.number());
        }
    }

    private List<Integer> takenOf(boolean celery) {
        var handlers = new Versioned();
        SaltBus bus = fixture.bus(builder -> {
            builder.transport(new OutsideTransport(fixture.transport, null));
            return celery ? builder.celeryInterop() : builder;
        });
        await(bus.subscribe(handlers));
        int number = 0;
        for (String version : new String[] {null, "v1.1", "v1.10", "v2"}) {
            fixture.publishRaw("note.written", version, "{\"number\":" + number++ + "}");
            fixture.next();
        }
        return handlers.seen;
    }

    @Test
    void amongPythonServicesAVersionStandsForAllThatAreNotOlder() {
        assertThat(takenOf(true)).containsExactly(2, 3);
    }

    @Test
    void elsewhereAVersionStandsForItsMajor() {
        assertThat(takenOf(false)).containsExactly(2);
    }
}
