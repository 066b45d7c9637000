package io.saltbus.rabbitmq.internal.order;

import io.saltbus.core.failure.ConfigurationException;
import io.saltbus.core.time.Scheduler.Timer;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * How a place comes back to its queue: after a wait that grows until something was achieved, and with its trouble told. On the loop.
 */
final class Comeback {
    /** How long the waits are, for logs. */
    static final String RANGE = "100 to 5000 ms";

    /** How the last attempt went. */
    private enum Footing {
        NEW,
        REFUSED,
        /** It was in line, and that ended by a fault, as it may again before anything is settled. */
        BROKEN,
        SOUND
    }

    private static final Duration SHORTEST = Duration.ofMillis(100);
    private static final Duration LONGEST = Duration.ofSeconds(5);

    private final OrderParts parts;
    private final String queue;
    private final Troubles troubles;
    private final Runnable attempt;
    private Footing footing = Footing.NEW;
    private Duration wait = SHORTEST;
    private @Nullable Timer timer;

    Comeback(OrderParts parts, String queue, Troubles troubles, Runnable attempt) {
        this.parts = parts;
        this.queue = queue;
        this.troubles = troubles;
        this.attempt = attempt;
    }

    /** There is a new connection, and nothing is known of what the broker has. */
    void begin() {
        footing = Footing.NEW;
        wait = SHORTEST;
    }

    /** Whether the queue has to be there, as far as is known. */
    boolean sound() {
        return footing == Footing.SOUND;
    }

    /** It is in line. */
    void registered() {
        troubles.remove(queue);
        if (footing != Footing.BROKEN) {
            proven();
        }
    }

    /** Something was settled, or there never was a fault: the next fault is a new one. */
    void proven() {
        if (footing != Footing.SOUND) {
            footing = Footing.SOUND;
            wait = SHORTEST;
            troubles.forget(queue);
        }
    }

    void refused() {
        footing = Footing.REFUSED;
    }

    void broken() {
        footing = Footing.BROKEN;
    }

    /** Tells why, and tries again in a while. */
    void later(Throwable why) {
        String reason = why.getMessage() == null ? why.toString() : why.getMessage();
        boolean explained = why instanceof ConfigurationException; // of all places alike, and names the queue
        troubles.add(queue, explained ? reason : "queue " + queue + " is not consumed: " + reason);
        if (timer == null) {
            timer = parts.scheduler().schedule(wait, parts.connection().context(), () -> {
                timer = null;
                attempt.run();
            });
            Duration doubled = wait.multipliedBy(2);
            wait = doubled.compareTo(LONGEST) < 0 ? doubled : LONGEST;
        }
    }

    /** It is tried now. */
    void cancel() {
        if (timer != null) {
            timer.cancel();
            timer = null;
        }
    }

    /** It is not to be in line, or cannot for reasons that others tell. */
    void rest() {
        cancel();
        troubles.remove(queue);
    }
}
