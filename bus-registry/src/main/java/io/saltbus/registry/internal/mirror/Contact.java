package io.saltbus.registry.internal.mirror;

import io.saltbus.core.failure.ConnectionException;
import io.saltbus.core.time.Scheduler.Timer;
import io.saltbus.registry.RegistryException;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.time.Duration;
import java.time.Instant;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Whether the store can be reached, and what is done until it can: it is tried again for ever, and said once when it goes and once when it
 * comes back. Used at home; what it tells of itself is for any thread.
 */
final class Contact {
    private static final Logger LOG = LoggerFactory.getLogger("io.saltbus.registry");
    private static final Duration SHORTEST_PAUSE = Duration.ofMillis(500);

    private final Home home;
    private final RandomGenerator random;
    private final Duration retryInterval;
    private final Duration startTimeout;
    private final Supplier<Future<Void>> attempt;
    private final Supplier<String> standing;
    private Promise<Void> waiting = Promise.promise();
    private boolean trying;
    private boolean again;
    private volatile boolean wasThere;
    private boolean closed;
    private @Nullable Long beganNanos;
    private @Nullable Timer retry;
    private volatile @Nullable Away away;

    private record Away(Instant since, String cause) {}

    /**
     * @param attempt reaches the store, brings it what it must know and brings back what is needed
     * @param standing how things stand, for the log when it is back
     */
    Contact(
            Home home,
            RandomGenerator random,
            Duration retryInterval,
            Duration startTimeout,
            Supplier<Future<Void>> attempt,
            Supplier<String> standing) {
        this.home = home;
        this.random = random;
        this.retryInterval = retryInterval;
        this.startTimeout = startTimeout;
        this.attempt = attempt;
        this.standing = standing;
    }

    /**
     * Tries, after what is being tried now.
     *
     * @return completes when a try that began after this call has succeeded; fails where the store refuses the service as it is configured
     */
    Future<Void> reach() {
        if (closed) {
            return Future.failedFuture(new ConnectionException.Closed("the registry"));
        }
        Future<Void> reached = waiting.future();
        if (trying) {
            again = true;
        } else {
            begin();
        }
        return reached;
    }

    private void begin() {
        if (closed) {
            return;
        }
        if (retry != null) {
            retry.cancel();
            retry = null;
        }
        if (beganNanos == null) {
            beganNanos = home.scheduler().nanoTime();
        }
        trying = true;
        again = false;
        Promise<Void> these = waiting;
        waiting = Promise.promise();
        attempt.get().onComplete(tried -> home.run(() -> ended(these, tried.cause())));
    }

    private void ended(Promise<Void> these, @Nullable Throwable failure) {
        trying = false;
        if (failure == null) {
            back();
            these.tryComplete();
            if (again) {
                begin();
            }
        } else if (!wasThere && failure instanceof RegistryException refusal && !refusal.retryable()) {
            lost(failure);
            these.tryFail(failure);
        } else { // they wait for the next try
            waiting.future().onComplete(these);
            lost(failure);
        }
    }

    private void back() {
        wasThere = true;
        Away before = away;
        away = null;
        if (before != null) {
            LOG.info(
                    "registry_back away_ms={} {}",
                    Duration.between(before.since, home.scheduler().now()).toMillis(),
                    standing.get());
        }
    }

    /** Something that was asked of the store has failed. */
    void lost(Throwable failure) {
        if (closed) {
            return;
        }
        overdue(String.valueOf(failure.getMessage()));
        if (retry == null && !trying) {
            retry = home.after(pause(), () -> {
                retry = null;
                begin();
            });
        }
    }

    /** The store has not answered in time; a try may be under way still. */
    void overdue(String cause) {
        if (away == null) {
            away = new Away(home.scheduler().now(), cause);
            LOG.warn(
                    "registry_away retry_ms={} cause=\"{}\": running on local schemas and what is in memory",
                    retryInterval.toMillis(),
                    cause);
        }
    }

    // while a start may still wait for it, it is tried more often
    private Duration pause() {
        Long began = beganNanos;
        boolean starting = !wasThere && began != null && home.scheduler().nanoTime() - began < startTimeout.toNanos();
        if (starting && SHORTEST_PAUSE.compareTo(retryInterval) < 0) {
            return SHORTEST_PAUSE;
        }
        return retryInterval.plusNanos((long) (retryInterval.toNanos() * 0.2 * random.nextDouble()));
    }

    /** Whether the store was there when it was last asked. Safe from any thread. */
    boolean there() {
        return wasThere && away == null;
    }

    /** Why it is not there, in words; null where it is. Safe from any thread. */
    @Nullable
    String trouble() {
        Away now = away;
        return now == null
                ? null
                : "the registry is away since " + now.since + " (" + now.cause
                        + "): running on local schemas and what is in memory";
    }

    void close() {
        closed = true;
        if (retry != null) {
            retry.cancel();
        }
        waiting.tryFail(new ConnectionException.Closed("the registry"));
    }
}
