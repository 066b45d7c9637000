package io.saltbus.core.internal.dispatch;

import io.saltbus.core.event.Event;
import io.saltbus.core.event.EventMode;
import io.saltbus.core.event.TopicPattern;
import io.saltbus.core.event.Version;
import io.saltbus.core.subscribe.AckMode;
import io.saltbus.core.subscribe.BatchOptions;
import io.saltbus.core.subscribe.Execution;
import io.saltbus.core.subscribe.RetryPolicy;
import io.saltbus.core.subscribe.SubscribeOptions;
import io.saltbus.core.subscribe.VersionSelector;
import io.saltbus.core.transport.QueueSpec;
import io.vertx.core.VertxOptions;
import java.lang.reflect.Type;
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
 * @param answerType what it is declared to return, or null where that is not known
 */
record HandlerDefinition(
        String source,
        String name,
        List<TopicPattern> patterns,
        Class<?> eventType,
        SubscribeOptions options,
        @Nullable BatchOptions batch,
        boolean promisesFuture,
        @Nullable Type answerType) {
    HandlerDefinition {
        patterns = List.copyOf(patterns);
        Event event = eventType.getAnnotation(Event.class);
        if (event != null && event.mode() == EventMode.RPC) {
            options = options.withMode(EventMode.RPC);
        }
        if (options.mode() == EventMode.RPC) {
            refuseUnanswerable(source, patterns, options, batch);
            options = options.withRetry(RetryPolicy.none()); // the caller waits, and is told of the failure instead
        }
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

    private static void refuseUnanswerable(
            String source, List<TopicPattern> patterns, SubscribeOptions options, @Nullable BatchOptions batch) {
        if (patterns.size() != 1 || !patterns.get(0).concrete()) {
            throw new IllegalArgumentException(
                    source + " answers requests, and so must name one topic without wildcards, was " + patterns);
        }
        if (batch != null) {
            throw new IllegalArgumentException(source + " answers requests, and cannot take batches of them");
        }
        if (options.orderedBy() != null
                || options.queue() != QueueSpec.Kind.STANDARD
                || options.ackMode() != AckMode.LATE) {
            throw new IllegalArgumentException(
                    source + " answers requests, which all responders of a topic share: without"
                            + " orderedBy, fanout, priorities and early acks");
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

    /** Whether its answers go back to callers. */
    boolean answers() {
        return options.mode() == EventMode.RPC;
    }

    /** The major version of the requests that it answers. */
    int major() {
        if (options.versions().major().isPresent()) {
            return options.versions().major().getAsInt();
        }
        Event event = eventType.getAnnotation(Event.class);
        return event == null ? 1 : Version.parse(event.version()).major();
    }

    /** Which versions reach it, in one text: of requests those of one major alone, whatever it would take. */
    String versions() {
        VersionSelector wanted = options.versions();
        boolean all = answers() && wanted.major().isEmpty();
        return (all ? VersionSelector.compatibleWith(new Version(major(), Version.ABSENT, Version.ABSENT)) : wanted)
                .text();
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
