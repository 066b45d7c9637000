package io.saltbus.core.internal.dispatch;

import io.saltbus.core.event.TopicPattern;
import io.saltbus.core.subscribe.AckMode;
import io.saltbus.core.subscribe.BatchOptions;
import io.saltbus.core.subscribe.Execution;
import io.saltbus.core.subscribe.SubscribeOptions;
import io.saltbus.core.transport.QueueSpec;
import io.vertx.core.VertxOptions;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a handler is, apart from the object that runs it: the same for all instances of its verticle.
 *
 * @param source where it is written, such as {@code EmailHandlers.sendWelcomeEmail}; two handlers of one name are told apart by it
 * @param name its name in the service
 * @param patterns what it subscribes to
 * @param eventType a record to bind to, or {@link io.saltbus.core.event.EventView}
 * @param options how it is called
 * @param batch how its events are gathered, or null where it takes one at a time
 * @param promisesFuture whether null is no answer, because it is declared to return a future
 */
record HandlerDefinition(
        String source,
        String name,
        List<TopicPattern> patterns,
        Class<?> eventType,
        SubscribeOptions options,
        @Nullable BatchOptions batch,
        boolean promisesFuture) {
    HandlerDefinition {
        patterns = List.copyOf(patterns);
        if (patterns.isEmpty()) {
            throw new IllegalArgumentException(source + " subscribes to nothing: give a topic or a pattern");
        }
        if (options.execution() == Execution.VIRTUAL_THREAD && !Execution.virtualThreadsAvailable()) {
            throw new IllegalArgumentException(source + " wants virtual threads, but this is Java "
                    + Runtime.version().feature() + ": run it on 21 or newer, or on a worker thread");
        }
        if (batch != null && batch.size() > options.prefetch()) {
            throw new IllegalArgumentException(source + " gathers " + batch.size() + " events, but its prefetch is "
                    + options.prefetch()
                    + ": the batch could never fill. Raise prefetch, or make the batch smaller");
        }
        if (options.orderedBy() != null) {
            refuseUnordered(source, options, batch);
        }
    }

    private static void refuseUnordered(String source, SubscribeOptions options, @Nullable BatchOptions batch) {
        if (batch != null) {
            throw new IllegalArgumentException(source + " is orderedBy a key and takes batches, which end each event"
                    + " by itself and so out of order: choose one");
        }
        if (options.queue() == QueueSpec.Kind.PRIORITY) {
            throw new IllegalArgumentException(
                    source + " is orderedBy a key and has priorities, which are another order: choose one");
        }
        if (options.ackMode() == AckMode.EARLY) {
            throw new IllegalArgumentException(source + " is orderedBy a key and acks EARLY: what is held for its key"
                    + " would be lost with the process. Choose one");
        }
    }

    /** How many calls may run at once. */
    int concurrency() {
        if (options.concurrency() > 0) {
            return options.concurrency();
        }
        // more calls than threads would spend their time limit waiting for one
        return options.execution() == Execution.WORKER
                ? Math.min(options.prefetch(), VertxOptions.DEFAULT_WORKER_POOL_SIZE)
                : options.prefetch();
    }

    /** Whether it matches none of its patterns any more. */
    boolean wants(String topic) {
        for (TopicPattern pattern : patterns) {
            if (pattern.matches(topic)) {
                return true;
            }
        }
        return false;
    }
}
