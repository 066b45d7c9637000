package io.saltbus.core.internal.observe;

import io.saltbus.core.event.Envelope;
import io.saltbus.core.observe.BusObserver;
import io.saltbus.core.observe.Settled;
import io.saltbus.core.publish.PublishOutcome;
import java.time.Duration;
import java.util.List;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Tells several observers, each safe from what the others throw. */
public final class Observers implements BusObserver {
    private static final Logger LOG = LoggerFactory.getLogger(Observers.class);

    private final List<BusObserver> observers;

    /** @param observers told in this order */
    public Observers(List<BusObserver> observers) {
        this.observers = List.copyOf(observers);
    }

    @Override
    public void published(Envelope envelope, int bytes, PublishOutcome outcome, Duration took) {
        tell(observer -> observer.published(envelope, bytes, outcome, took));
    }

    @Override
    public void called(String handler, Envelope envelope) {
        tell(observer -> observer.called(handler, envelope));
    }

    @Override
    public void settled(Settled delivery) {
        tell(observer -> observer.settled(delivery));
    }

    @Override
    public void blockedLoop(String handler, Envelope envelope, Duration blocked) {
        tell(observer -> observer.blockedLoop(handler, envelope, blocked));
    }

    @Override
    public void softLimitReached(String handler, Envelope envelope) {
        tell(observer -> observer.softLimitReached(handler, envelope));
    }

    @Override
    public void abandoned(String handler, Envelope envelope) {
        tell(observer -> observer.abandoned(handler, envelope));
    }

    private void tell(Consumer<BusObserver> what) {
        for (BusObserver observer : observers) {
            try {
                what.accept(observer);
            } catch (Throwable thrown) { // user code on the way of a delivery, which must come to its end
                LOG.error("observer_failed observer={}", observer.getClass().getName(), thrown);
            }
        }
    }
}
