package io.saltbus.rabbitmq.campaign;

import io.saltbus.core.SaltBus;
import io.saltbus.core.publish.Confirmed;
import io.saltbus.core.publish.PublishOptions;
import io.saltbus.rabbitmq.campaign.Ledger.Kind;
import io.vertx.core.Context;
import io.vertx.core.Future;
import java.time.Duration;
import java.util.function.BooleanSupplier;

/** Publishes on one context as fast as confirms come, a window at a time. What was confirmed and routed goes to the ledger. */
final class LoadPublisher {
    private static final int WINDOW = 100;
    private static final long BREATH_MS = 50;

    private final Context context;
    private final SaltBus bus;
    private final Ledger ledger;
    private final Outcomes outcomes;
    private final BooleanSupplier mayGoOn;
    private long number;

    private LoadPublisher(Context context, SaltBus bus, Ledger ledger, Outcomes outcomes, BooleanSupplier mayGoOn) {
        this.context = context;
        this.bus = bus;
        this.ledger = ledger;
        this.outcomes = outcomes;
        this.mayGoOn = mayGoOn;
    }

    /**
     * Begins.
     *
     * @param mayGoOn is asked before each publish; publishing ends for good where it says no
     */
    static void start(Context context, SaltBus bus, Ledger ledger, Outcomes outcomes, BooleanSupplier mayGoOn) {
        var publisher = new LoadPublisher(context, bus, ledger, outcomes, mayGoOn);
        context.runOnContext(turn -> {
            for (int slot = 0; slot < WINDOW; slot++) {
                publisher.next();
            }
        });
    }

    private void next() {
        if (!mayGoOn.getAsBoolean()) {
            return;
        }
        long count = ++number;
        if (count % 100 == 0) {
            var held = PublishOptions.defaults()
                    .withDelay(Duration.ofSeconds(1 + count / 100 % 5))
                    .withPriority((int) (count / 100 % 10));
            follow(bus.publish(new Late(count), held), "campaign.late");
        } else {
            follow(bus.publish(Load.of(count)), "campaign.load");
        }
    }

    private void follow(Future<Confirmed> publishing, String topic) {
        outcomes.begun();
        publishing.onComplete(
                confirmed -> {
                    if (confirmed.routed()) {
                        ledger.note(Kind.CONFIRMED, confirmed.messageId(), topic);
                    }
                    outcomes.confirmed(confirmed.routed());
                    // not from here: a chain of publishes that fail at once would be a chain of calls
                    context.runOnContext(turn -> next());
                },
                failure -> {
                    outcomes.failed(failure);
                    context.owner().setTimer(BREATH_MS, passed -> next());
                });
    }
}
