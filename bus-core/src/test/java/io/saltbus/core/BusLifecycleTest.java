package io.saltbus.core;

import static io.saltbus.core.BusFixture.await;
import static io.saltbus.core.BusFixture.failure;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.saltbus.core.config.BusConfig;
import io.saltbus.core.failure.ConfigurationException;
import io.saltbus.core.failure.ConnectionException;
import io.saltbus.core.subscribe.Outcome;
import io.saltbus.core.subscribe.SubscribeOptions;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class BusLifecycleTest {
    @RegisterExtension
    final BusFixture fixture = new BusFixture();

    @Test
    void aBusNeedsAName() {
        assertThatThrownBy(() -> SaltBus.builder(fixture.vertx).build())
                .isInstanceOf(ConfigurationException.class)
                .hasMessageContaining("SALTBUS_SERVICE");
    }

    @Test
    void aBrokerThatNobodyKnowsIsRefusedWithoutItsPassword() {
        var builder = SaltBus.builder(fixture.vertx).service("test").broker("smtp://user:secret@host");

        assertThatThrownBy(builder::build)
                .isInstanceOf(ConfigurationException.class)
                .hasMessageContaining("smtp://")
                .hasMessageContaining("memory:")
                .message()
                .doesNotContain("secret");
    }

    @ParameterizedTest
    @CsvSource({
        "amqp://accounts:secret@host,  amqp://accounts:***@host",
        "AMQPS://host:5671/shop,       AMQPS://host:5671/shop"
    })
    void anAddressOfRabbitMqWithoutItsModuleNamesTheModule(String address, String shown) {
        var builder = SaltBus.builder(fixture.vertx).service("test").broker(address);

        assertThatThrownBy(builder::build)
                .isInstanceOf(ConfigurationException.class)
                .hasMessage("no transport on the class path knows addresses like " + shown
                        + ": add io.saltbus:bus-rabbitmq to the dependencies");
    }

    @Test
    void aBrokerThatCannotDoWhatIsAskedIsRefusedWithItsAddress() {
        var builder = SaltBus.builder(fixture.vertx).service("test").broker("memory:small?capacity=0");

        assertThatThrownBy(builder::build)
                .isInstanceOf(ConfigurationException.class)
                .hasMessage("broker memory:small?capacity=0: capacity must be 1 or more, was 0");
        assertThatThrownBy(() -> builder.broker(" ").build())
                .isInstanceOf(ConfigurationException.class)
                .hasMessage("no transport on the class path knows addresses like a blank text. Accepted here: memory:");
    }

    @Test
    void aNameThatIsNoneIsRefusedWhereverItComesFrom() {
        var builder = SaltBus.builder(fixture.vertx);

        assertThatThrownBy(() -> builder.service("my shop"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("service name \"my shop\" is refused: it has white space");
        assertThatThrownBy(() -> builder.config(BusConfig.defaults().withService("my..shop")))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("service name \"my..shop\" is refused: a word between its dots is empty");
    }

    @Test
    void scanningEverythingIsRefused() {
        var builder = SaltBus.builder(fixture.vertx);

        assertThatThrownBy(() -> builder.scan(""))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("name a package, such as com.acme.events");
    }

    @Test
    void withoutABrokerItRunsInsideTheProcess() {
        SaltBus bus = SaltBus.builder(fixture.vertx)
                .service("plain")
                .event(Note.class)
                .build();

        await(bus.start());

        assertThat(await(bus.publish(new Note(1))).routed()).isFalse();
        await(bus.close());
    }

    @Test
    void beforeItsStartItRefusesWork() {
        SaltBus bus = fixture.build(builder -> builder.event(Note.class));

        assertThat(failure(bus.publish(new Note(1))))
                .isInstanceOf(ConnectionException.NotStarted.class)
                .hasMessage("bus test is not started: call start() and wait for its future");
        assertThat(failure(bus.subscribe(Note.class, SubscribeOptions.named("early"), new Calls())))
                .isInstanceOf(ConnectionException.NotStarted.class);
        assertThat(bus.health().live()).isTrue();
        assertThat(bus.health().ready()).isFalse();
        assertThat(bus.health().reasons()).contains("bus test is new");
    }

    @Test
    void onceStartedItIsReady() {
        SaltBus bus = fixture.bus(builder -> builder.event(Note.class));

        assertThat(bus.health().live()).isTrue();
        assertThat(bus.health().ready()).isTrue();
        assertThat(bus.health().reasons()).isEmpty();
    }

    @Test
    void aSecondStartFails() {
        SaltBus bus = fixture.bus(builder -> builder.event(Note.class));

        assertThat(failure(bus.start())).hasMessage("bus test is started: it can be started once");
        assertThat(bus.health().ready()).isTrue();
    }

    @Test
    void afterItsCloseItRefusesWork() {
        SaltBus bus = fixture.bus(builder -> builder.event(Note.class));

        await(bus.close());
        await(bus.close());

        assertThat(failure(bus.publish(new Note(1))))
                .isInstanceOf(ConnectionException.Closed.class)
                .hasMessage("bus test is closed");
        assertThat(bus.health().live()).isFalse();
        assertThat(bus.health().reasons()).contains("bus test is closed");
        assertThat(failure(bus.start())).hasMessageContaining("is closed");
    }

    @Test
    void closingWaitsForTheHandlersAndForASubscriptionThatCloses() {
        SaltBus bus = fixture.bus(builder -> builder.event(Note.class));
        var calls = new Calls();
        var subscription = await(bus.subscribe(Note.class, SubscribeOptions.named("slow"), calls));
        fixture.publish(bus, 1);
        var running = calls.next();
        Future<Void> subscriptionClosed = subscription.close();

        Future<Void> closed = bus.close();
        fixture.turns();
        assertThat(closed.isComplete()).isFalse();

        running.answer().complete();
        await(closed);
        await(subscriptionClosed);
        fixture.expect(Outcome.HANDLED);
    }

    @Test
    void whileItClosesItsHandlersStillPublishAndNothingElseBegins() {
        SaltBus bus = fixture.bus(builder -> builder.event(Note.class));
        Promise<Void> signal = Promise.promise();
        var begun = new CompletableFuture<Note>();
        await(bus.subscribe(Note.class, SubscribeOptions.named("chain"), (note, envelope) -> {
            begun.complete(note);
            return signal.future().compose(given -> bus.publish(new Note(2)));
        }));
        fixture.publish(bus, 1);
        begun.orTimeout(BusFixture.PATIENCE_SECONDS, TimeUnit.SECONDS).join();

        Future<Void> closed = bus.close();
        assertThat(failure(bus.subscribe(Note.class, SubscribeOptions.named("late"), new Calls())))
                .isInstanceOf(ConnectionException.Closed.class);
        assertThat(bus.health().ready()).isFalse();
        assertThat(bus.health().reasons()).contains("bus test is closing");
        signal.complete();

        await(closed);
        fixture.expect(Outcome.HANDLED);
        assertThat(fixture.transport.depth("test.chain")).isEqualTo(1);
        assertThat(failure(bus.publish(new Note(3)))).hasMessage("bus test is closed");
    }

    @Test
    void whereItsVertxWasClosedFirstNothingHangs() {
        Vertx vertx = Vertx.vertx();
        SaltBus bus = SaltBus.builder(vertx).service("orphan").event(Note.class).build();
        await(bus.start());
        await(bus.subscribe(Note.class, SubscribeOptions.named("orphan"), new Calls()));
        await(vertx.close());

        assertThat(failure(bus.publish(new Note(1)))).hasMessage("the Vertx of bus orphan is closed");
        assertThat(failure(bus.subscribe(Note.class, SubscribeOptions.named("late"), new Calls())))
                .isInstanceOf(ConnectionException.Closed.class);
        await(bus.close());
        assertThat(bus.health().live()).isFalse();
    }

    @Test
    void closingIsBoundedAndWhatWasNotFinishedArrivesElsewhere() {
        SaltBus bus = fixture.bus(builder -> builder.event(Note.class).shutdownTimeout(Duration.ofSeconds(5)));
        var calls = new Calls();
        await(bus.subscribe(Note.class, SubscribeOptions.named("slow"), calls));
        fixture.publish(bus, 1);
        calls.next();
        Future<Void> closed = bus.close();

        fixture.advance(Duration.ofSeconds(5));

        await(closed);
        assertThat(fixture.transport.depth("test.slow")).isEqualTo(1);
    }

    @Test
    void aCloseThatOvertakesTheStartEndsIt() {
        var calls = new Calls();
        SaltBus bus = fixture.build(builder -> builder.event(Note.class));

        Future<StartReport> started = bus.start();
        Future<Void> closed = bus.close();

        assertThat(failure(started)).isInstanceOf(ConnectionException.Closed.class);
        await(closed);
        assertThat(bus.health().live()).isFalse();
        assertThat(failure(bus.subscribe(Note.class, SubscribeOptions.named("late"), calls)))
                .isInstanceOf(ConnectionException.Closed.class);
    }

    @Test
    void theShutdownTimeoutMustNotBeNegative() {
        assertThatThrownBy(() -> SaltBus.builder(fixture.vertx).shutdownTimeout(Duration.ofSeconds(-1)))
                .hasMessage("shutdownTimeout must be zero or more, was PT-1S");
    }
}
