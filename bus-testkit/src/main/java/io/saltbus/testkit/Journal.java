package io.saltbus.testkit;

import io.saltbus.core.event.Envelope;
import io.saltbus.core.observe.BusObserver;
import io.saltbus.core.observe.Settled;
import io.saltbus.core.subscribe.Outcome;
import java.util.ArrayList;
import java.util.List;

/** What a bus told of its deliveries, in order. Safe for use from any thread. */
final class Journal implements BusObserver {
    private final List<Settled> settled = new ArrayList<>();
    private final List<String> calls = new ArrayList<>();

    @Override
    public synchronized void called(String handler, Envelope envelope) {
        calls.add(handler + " (message " + envelope.messageId() + ")");
    }

    @Override
    public synchronized void settled(Settled delivery) {
        settled.add(delivery);
    }

    /** Every delivery that ended so. */
    synchronized List<Settled> ended(Outcome outcome) {
        return settled.stream().filter(one -> one.outcome() == outcome).toList();
    }

    /** How much has happened; unchanged means that nothing has. */
    synchronized int size() {
        return settled.size() + calls.size();
    }

    /** The call that began last, for messages. */
    synchronized String lastCall() {
        return calls.isEmpty() ? "none" : calls.get(calls.size() - 1);
    }
}
