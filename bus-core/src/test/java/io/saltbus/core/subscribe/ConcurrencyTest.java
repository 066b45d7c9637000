package io.saltbus.core.subscribe;

import static io.saltbus.core.BusFixture.await;
import static org.assertj.core.api.Assertions.assertThat;

import io.saltbus.core.BusFixture;
import io.saltbus.core.Calls;
import io.saltbus.core.Note;
import io.saltbus.core.SaltBus;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class ConcurrencyTest {
    @RegisterExtension
    final BusFixture fixture = new BusFixture();

    private final Calls calls = new Calls();
    private SaltBus bus;

    @BeforeEach
    void start() {
        bus = fixture.bus(builder -> builder.event(Note.class));
    }

    private void subscribe(SubscribeOptions options) {
        await(bus.subscribe(Note.class, options, calls));
    }

    @Test
    void noMoreCallsRunThanAllowedAndTheOthersComeInOrder() {
        subscribe(SubscribeOptions.named("narrow").withConcurrency(2));
        fixture.publish(bus, 1, 2, 3, 4);
        fixture.turns();

        var running = calls.begun();
        assertThat(running).extracting(Calls.Call::number).containsExactly(1, 2);
        assertThat(bus.load().running()).isEqualTo(2);
        assertThat(bus.load().waiting()).isEqualTo(2);

        running.get(1).answer().complete();
        fixture.expect(Outcome.HANDLED);
        assertThat(calls.next().number()).isEqualTo(3);
        fixture.turns();
        assertThat(calls.begun()).isEmpty();
        assertThat(bus.load().waiting()).isEqualTo(1);
    }

    @Test
    void withoutALimitAsManyRunAsThePrefetch() {
        subscribe(SubscribeOptions.named("wide").withPrefetch(3));
        fixture.publish(bus, 1, 2, 3, 4);
        fixture.turns();

        assertThat(calls.begunNumbers()).containsExactly(1, 2, 3);
        assertThat(fixture.transport.depth("test.wide")).isEqualTo(1);
    }

    @Test
    void aFailedCallFreesItsSlotToo() {
        subscribe(SubscribeOptions.named("narrow").withConcurrency(1).withRetry(RetryPolicy.none()));
        fixture.publish(bus, 1, 2);

        calls.next().answer().fail(new IllegalStateException("no"));

        fixture.expect(Outcome.DEAD_LETTERED);
        assertThat(calls.next().number()).isEqualTo(2);
    }
}
