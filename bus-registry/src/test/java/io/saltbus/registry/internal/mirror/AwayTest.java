package io.saltbus.registry.internal.mirror;

import static io.saltbus.registry.internal.mirror.MirrorFixture.await;
import static io.saltbus.registry.internal.mirror.MirrorFixture.failure;
import static io.saltbus.registry.internal.mirror.MirrorFixture.subscriber;
import static io.saltbus.registry.internal.mirror.Schemas.declared;
import static org.assertj.core.api.Assertions.assertThat;

import io.saltbus.core.schema.Registration;
import io.saltbus.core.schema.Registration.Status;
import io.saltbus.core.schema.Schema;
import io.saltbus.core.schema.SchemaDeclaration;
import io.saltbus.registry.RegistryException;
import io.saltbus.registry.RegistryOptions;
import io.saltbus.registry.internal.mirror.SwitchedStore.Line;
import io.vertx.core.Future;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class AwayTest {
    @RegisterExtension
    final MirrorFixture fixture = new MirrorFixture();

    private final Schema byText = Schemas.with("id", "string");
    private final Schema byNumber = Schemas.with("id", "integer");
    private final SchemaDeclaration paid = declared("order.paid", "v1", byText);

    @ParameterizedTest
    @EnumSource(
            value = Line.class,
            names = {"FAILS", "SILENT"})
    void aStartGoesOnWithoutTheStoreAndRegistersWhenItIsBack(Line line) {
        fixture.store.line = line;
        MirroredRegistry mirror = fixture.mirror();

        List<Registration> answers = fixture.registerInVain(mirror, paid);

        assertThat(answers)
                .singleElement()
                .satisfies(one -> assertThat(one.status()).isEqualTo(Status.PENDING));
        assertThat(fixture.find(mirror, "order.paid", "v1")).isSameAs(byText);
        assertThat(fixture.gauge("saltbus.registry.pending")).isEqualTo(1);
        assertThat(mirror.troubles())
                .singleElement()
                .asString()
                .startsWith("the registry is away since 2026-11-22T12:00")
                .endsWith("1 schemas wait to be registered");

        fixture.store.line = Line.WORKS;
        fixture.passing(Home.PATIENCE.plusSeconds(10));

        assertThat(fixture.store.has("order.paid", "v1")).isTrue();
        assertThat(mirror.troubles()).isEmpty();
        assertThat(fixture.gauge("saltbus.registry.pending")).isZero();
        assertThat(fixture.log("WARN registry_away")).hasSize(1);
        assertThat(fixture.log("INFO registry_back")).singleElement().asString().endsWith("declared={registered=1}");
    }

    @Test
    void aStoreThatComesWithinTheTimeoutIsWaitedFor() {
        fixture.store.line = Line.FAILS;
        MirroredRegistry mirror = fixture.mirror();
        Future<List<Registration>> registering = mirror.register(List.of(paid));
        fixture.passing(Duration.ofSeconds(2));
        assertThat(registering.isComplete()).isFalse();

        fixture.store.line = Line.WORKS;
        fixture.passing(Duration.ofSeconds(1));

        assertThat(await(registering).get(0).status()).isEqualTo(Status.REGISTERED);
    }

    @Test
    void aStoreThatRefusesTheServiceStopsTheStart() {
        fixture.store.line = Line.REFUSES;

        assertThat(failure(fixture.mirror().register(List.of(paid))))
                .isInstanceOf(RegistryException.Refused.class)
                .hasMessageContaining("the key is wrong");
    }

    @Test
    void aStartThatWasRefusedCanBeTriedAgain() {
        fixture.store.line = Line.REFUSES;
        MirroredRegistry mirror = fixture.mirror();
        failure(mirror.register(List.of(paid)));

        fixture.store.line = Line.WORKS;

        assertThat(fixture.register(mirror, paid).get(0).status()).isEqualTo(Status.REGISTERED);
        assertThat(mirror.troubles()).isEmpty();
    }

    @Test
    void aConflictThatIsFoundLateIsAnErrorAndStaysATrouble() {
        fixture.store.put("order.paid", "v1", byNumber);
        fixture.store.line = Line.FAILS;
        MirroredRegistry mirror = fixture.mirror();
        fixture.registerInVain(mirror, paid);

        fixture.store.line = Line.WORKS;
        fixture.passing(Duration.ofSeconds(12));

        assertThat(fixture.log("ERROR registry_conflict topic=order.paid version=v1 source=the test"))
                .hasSize(1);
        assertThat(mirror.troubles())
                .containsExactly("the registry refuses order.paid v1 from the test: service elsewhere has another");
        assertThat(fixture.gauge("saltbus.registry.conflicts")).isEqualTo(1);
        assertThat(fixture.find(mirror, "order.paid", "v1")).isSameAs(byText);
    }

    @Test
    void aConflictAtTheStartIsItsCallersToTell() {
        fixture.store.put("order.paid", "v1", byNumber);

        List<Registration> answers = fixture.register(fixture.mirror(), paid);

        assertThat(answers.get(0).status()).isEqualTo(Status.CONFLICT);
        assertThat(fixture.log("ERROR")).isEmpty();
    }

    @Test
    void aStoreThatGoesLaterIsSaidOnceAndEverythingIsRegisteredAgainWhenItIsBack() {
        MirroredRegistry mirror = fixture.started(paid);
        fixture.store.line = Line.FAILS;
        fixture.passing(Duration.ofMinutes(2));
        assertThat(mirror.troubles()).hasSize(1);
        assertThat(fixture.gauge("saltbus.registry.away")).isEqualTo(1);

        fixture.store.remove("order.paid", "v1"); // it was set back to an older state
        fixture.store.line = Line.WORKS;
        fixture.passing(Duration.ofSeconds(10));

        assertThat(fixture.store.has("order.paid", "v1")).isTrue();
        assertThat(fixture.log("WARN registry_away")).hasSize(1);
        assertThat(fixture.log("INFO registry_back")).hasSize(1);
        assertThat(fixture.gauge("saltbus.registry.away")).isZero();
    }

    @Test
    void aStoreThatIsAwayIsTriedAtTheIntervalAndNotFaster() {
        fixture.store.line = Line.FAILS;
        MirroredRegistry mirror = fixture.mirror(RegistryOptions.defaults().withRetryInterval(Duration.ofSeconds(10)));
        fixture.registerInVain(mirror, paid);
        fixture.passing(Duration.ofSeconds(10));
        int before = fixture.store.registrations.get();

        fixture.passing(Duration.ofSeconds(60));

        assertThat(fixture.store.registrations.get() - before).isBetween(5, 6);
    }

    @Test
    void aHandlerIsNotHeldUpByAStoreThatIsAway() {
        fixture.store.line = Line.FAILS;
        MirroredRegistry mirror = fixture.mirror();
        fixture.registerInVain(mirror);

        await(mirror.subscribed(subscriber("reader", "order.#")));
    }

    @Test
    void aHandlerIsHeldUpByASilentStoreForTheStartTimeoutAtMost() {
        MirroredRegistry mirror = fixture.started();
        fixture.store.line = Line.SILENT;
        Future<Void> subscribed = mirror.subscribed(subscriber("reader", "order.#"));
        fixture.passing(Duration.ofSeconds(4));
        assertThat(subscribed.isComplete()).isFalse();

        fixture.passing(Duration.ofSeconds(2));

        await(subscribed);
    }

    @Test
    void closingWhileTheStoreIsSilentTakesTwoSecondsAtMost() {
        MirroredRegistry mirror = fixture.started(paid);
        fixture.store.line = Line.SILENT;
        Future<Void> closing = mirror.close();

        fixture.passing(Reports.LAST);

        await(closing);
        await(mirror.close());
        assertThat(fixture.store.closed).isTrue();
    }

    @Test
    void whatIsAskedOfAClosedMirrorFailsOrDoesNothing() {
        MirroredRegistry mirror = fixture.started(paid);
        await(mirror.close());

        assertThat(failure(mirror.register(List.of(paid)))).hasMessageContaining("closed");
        await(mirror.subscribed(subscriber("reader", "order.*")));
        assertThat(fixture.knows(mirror, "order.paid", "v1")).isTrue();
        assertThat(fixture.knows(mirror, "order.sent", "v1")).isFalse();
    }
}
