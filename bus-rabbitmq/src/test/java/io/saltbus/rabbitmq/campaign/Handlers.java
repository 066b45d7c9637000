package io.saltbus.rabbitmq.campaign;

import io.saltbus.core.event.Envelope;
import io.saltbus.core.event.EventView;
import io.saltbus.core.subscribe.Settlement;
import io.saltbus.core.subscribe.Subscribe;
import io.saltbus.rabbitmq.campaign.Ledger.Kind;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.util.concurrent.ThreadLocalRandom;

/** Handlers of several kinds. What they were given is in the ledger before they answer. */
final class Handlers {
    private static final Duration SOON = Duration.ofMillis(50);

    private final Ledger ledger;

    Handlers(Ledger ledger) {
        this.ledger = ledger;
    }

    /** Takes a little while, so that deliveries are under way whenever something breaks. */
    @Subscribe(name = "typed")
    Future<Void> typed(Load load, Envelope envelope) {
        Promise<Void> done = Promise.promise();
        Vertx.currentContext().owner().setTimer(load.takesLong() ? 1_000 : 1 + load.number() % 20, passed -> {
            ledger.note(Kind.HANDLED, envelope.messageId(), "typed");
            done.complete();
        });
        return done.future();
    }

    @Subscribe(name = "flaky", maxRetries = 10)
    Settlement flaky(Load load, Envelope envelope) {
        if (load.dies()) {
            return Settlement.deadLetter(new IllegalStateException("dies on purpose"));
        }
        if (envelope.attempt() == 1 && (load.failsLong() || load.failsBriefly())) {
            ledger.note(Kind.RETRIED, envelope.messageId(), "flaky");
            Duration after = load.failsLong()
                    ? Duration.ofMillis(ThreadLocalRandom.current().nextLong(1_000, 3_000))
                    : SOON;
            return Settlement.retry(new IllegalStateException("fails on purpose"), after);
        }
        ledger.note(Kind.HANDLED, envelope.messageId(), "flaky");
        return Settlement.ack();
    }

    @Subscribe(value = "campaign.*", name = "view")
    void view(EventView event, Envelope envelope) {
        ledger.note(Kind.HANDLED, envelope.messageId(), "view");
    }

    @Subscribe(name = "late")
    void late(Late late, Envelope envelope) {
        ledger.note(Kind.HANDLED, envelope.messageId(), "late");
    }

    @Subscribe(name = "urgent", priorities = true)
    void urgent(Late late, Envelope envelope) {
        ledger.note(Kind.HANDLED, envelope.messageId(), "urgent");
    }
}
