package io.saltbus.examples.demo;

import io.saltbus.core.event.Envelope;
import io.saltbus.core.observe.BusObserver;
import io.saltbus.core.observe.Settled;
import io.saltbus.core.publish.Confirmed;
import io.saltbus.core.publish.PublishOutcome;
import io.saltbus.core.subscribe.DeliveryContext;
import io.saltbus.core.subscribe.Interceptor;
import io.saltbus.core.subscribe.Outcome;
import io.saltbus.examples.demo.LedgerEntry.Kind;
import io.vertx.core.Future;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Writes what one service does to the ledger. That a message was handled is noted around the handler itself, and not taken from the bus: a
 * bus that settles what no handler saw does not get away with it.
 *
 * @param service the service's name
 * @param ledger where it is written
 */
record Recorder(String service, Ledger ledger) implements BusObserver, Interceptor {
    @Override
    public Future<@Nullable Object> intercept(DeliveryContext delivery, Next next) {
        return next.proceed().onSuccess(done -> note(Kind.HANDLED, delivery.envelope(), delivery.handler()));
    }

    @Override
    public void published(Envelope envelope, int bytes, PublishOutcome outcome, Duration took) {
        if (outcome instanceof Confirmed) {
            ledger.add(Kind.PUBLISHED, envelope.messageId(), Audience.of(envelope.topic()));
        }
    }

    @Override
    public void settled(Settled delivery) {
        if (delivery.outcome() == Outcome.RETRIED) {
            note(Kind.RETRIED, delivery.envelope(), delivery.handler());
        } else if (delivery.outcome() == Outcome.DEAD_LETTERED) {
            note(Kind.DEAD_LETTERED, delivery.envelope(), delivery.handler());
        }
    }

    private void note(Kind kind, Envelope envelope, String handler) {
        ledger.add(kind, envelope.messageId(), List.of(service + "." + handler));
    }
}
