package io.saltbus.rabbitmq.internal.consume;

import io.saltbus.core.time.Scheduler.Timer;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Whether messages can arrive from a queue, and where they cannot, why not and when it is tried again. Changed on the loop. */
final class Standing {
    private static final Duration SHORTEST_WAIT = Duration.ofMillis(100);

    private static final Duration LONGEST_WAIT = Duration.ofSeconds(5);

    private static final Logger LOG = LoggerFactory.getLogger(Standing.class);

    private final ConsumeParts parts;
    private final String queue;
    private Duration wait = SHORTEST_WAIT;
    private @Nullable Timer retry;
    private volatile boolean live;
    private volatile @Nullable String trouble;

    Standing(ConsumeParts parts, String queue) {
        this.parts = parts;
        this.queue = queue;
    }

    /** Safe from any thread. */
    boolean live() {
        return live;
    }

    /** In words; empty where messages can arrive, and where they need not. Safe from any thread. */
    List<String> troubles() {
        String present = trouble;
        return present == null ? List.of() : List.of(present);
    }

    /** Whether it will be tried again, and not before. */
    boolean isWaiting() {
        return retry != null;
    }

    void set(boolean isLive) {
        live = isLive;
    }

    /** It was begun: the next trouble is a new one. */
    void begun() {
        wait = SHORTEST_WAIT;
        trouble = null;
    }

    /** Nothing is to arrive now, and nobody tries. */
    void rest() {
        live = false;
        trouble = null;
        stopRetrying();
    }

    /** It is tried at once, as if for the first time. */
    void startAgain() {
        wait = SHORTEST_WAIT;
        stopRetrying();
    }

    /** It does not work. Told once a reason, however often it is tried. */
    void failed(Throwable why, Runnable again) {
        String reason = why.getMessage() == null ? why.toString() : why.getMessage();
        String text = "queue " + queue + " is not consumed: " + reason;
        if (!text.equals(trouble)) {
            LOG.warn("{}. Trying again every {} to {} ms", text, SHORTEST_WAIT.toMillis(), LONGEST_WAIT.toMillis());
        }
        trouble = text;
        retry = parts.scheduler().schedule(wait, parts.connection().context(), () -> {
            retry = null;
            again.run();
        });
        Duration doubled = wait.multipliedBy(2);
        wait = doubled.compareTo(LONGEST_WAIT) < 0 ? doubled : LONGEST_WAIT;
    }

    private void stopRetrying() {
        if (retry != null) {
            retry.cancel();
            retry = null;
        }
    }
}
