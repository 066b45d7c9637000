package io.saltbus.rpc.internal.respond;

import static io.saltbus.rpc.internal.respond.ResponderFixture.await;
import static org.assertj.core.api.Assertions.assertThat;

import io.saltbus.core.SaltBus;
import io.saltbus.core.subscribe.Outcome;
import io.saltbus.core.subscribe.SubscribeOptions;
import io.saltbus.core.subscribe.TimeLimits;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class ReplyDeliveryTest {
    private static final JsonObject ASKED = new JsonObject().put("user_id", 7);

    @RegisterExtension
    final ResponderFixture fixture = new ResponderFixture();

    private final Promise<Object> answer = Promise.promise();

    @Test
    void anAnswerIsTriedAgainUntilTheStoreIsBack() {
        respond();
        fixture.ask(Documents.TOPIC, "1", ASKED);
        fixture.turns();
        fixture.store.down = true;
        answer();
        fixture.advance(Duration.ofSeconds(6));
        fixture.expectNothing();

        fixture.store.down = false;
        fixture.advance(Duration.ofSeconds(2));

        fixture.expect(Outcome.HANDLED);
        assertThat(fixture.kept("1")).isNotNull();
    }

    @Test
    void anAnswerIsGivenUpWhenItsCallerStopsWaiting() {
        respond();
        fixture.ask(Documents.TOPIC, "1", ASKED);
        fixture.turns();
        fixture.store.down = true;
        answer();

        fixture.advance(Duration.ofMillis(9_500));
        fixture.expectNothing();
        fixture.advance(Duration.ofMillis(500));

        fixture.expect(Outcome.UNANSWERED);
    }

    @Test
    void whereTheCallerDoesNotSayHowLongItWaitsItIsTriedFor30Seconds() {
        respond();
        fixture.ask(Documents.TOPIC, "1", request -> request.reply(ResponderFixture.CALLER, null), ASKED);
        fixture.turns();
        fixture.store.down = true;
        answer();

        fixture.advance(Duration.ofMillis(29_500));
        fixture.expectNothing();
        fixture.advance(Duration.ofMillis(500));

        fixture.expect(Outcome.UNANSWERED);
    }

    @Test
    void anAnswerThatComesTooLateIsKeptAllTheSame() {
        respond();
        fixture.ask(Documents.TOPIC, "1", ASKED);
        fixture.advance(Duration.ofSeconds(11));

        answer();

        fixture.expect(Outcome.HANDLED);
        assertThat(fixture.kept("1")).isNotNull();
    }

    @Test
    void aGracefulStopBringsTheAnswersThatAreDue() {
        SaltBus bus = respond();
        fixture.ask(Documents.TOPIC, "1", ASKED);
        fixture.turns();
        fixture.store.down = true;

        Future<Void> closed = bus.close();
        answer();
        fixture.advance(Duration.ofSeconds(1));
        assertThat(closed.isComplete()).isFalse();

        fixture.store.down = false;
        fixture.advance(Duration.ofSeconds(2));
        await(closed);
        fixture.expect(Outcome.HANDLED);
        assertThat(fixture.kept("1")).isNotNull();
    }

    private void answer() {
        answer.complete(new Documents.Listing(List.of(), 0));
        fixture.turns();
    }

    private SaltBus respond() {
        SaltBus bus = fixture.bus(Documents.Request.class);
        SubscribeOptions options =
                SubscribeOptions.named("list").withTimeLimits(TimeLimits.hard(Duration.ofMinutes(2)));
        await(bus.subscribe(Documents.Request.class, options, (request, envelope) -> answer.future()));
        return bus;
    }
}
