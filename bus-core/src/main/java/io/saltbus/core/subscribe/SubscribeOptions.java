package io.saltbus.core.subscribe;

import io.saltbus.core.event.EventMode;
import io.saltbus.core.transport.QueueSpec;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * How one subscription takes and handles deliveries. Immutable; start from {@link #named}.
 *
 * @param name the handler's name, unique in its service, and part of its queue's name; null only where a handler's method gives it
 * @param versions which versions of the event; default all
 * @param retry when a failed call is tried again; default {@link RetryPolicy#defaults()}
 * @param timeLimits how long one call may take; default 30 s
 * @param rateLimit how often it may be called in this process; null for no limit
 * @param prefetch unsettled deliveries that the broker may have in flight to each consumer of it: 1 to 65535, default 256. The broker's own
 *     0 ("no limit") is refused: an unbounded window is an unbounded heap
 * @param concurrency calls that may run at the same time in this process: 1 or more; 0, the default, means as many as the prefetch,
 *     and on worker threads at most 20, the default size of Vert.x's pool
 * @param priority among several consumers of the same queue, the higher one is served first; default 0
 * @param queue what its queue must be able to do; default {@code STANDARD}
 * @param ackMode when the broker is told that a message is done; default {@code LATE}
 * @param execution where the handler runs; default on the subscription's context
 * @param onUnknownSchema what becomes of a message whose schema is not known; default {@code WAIT}
 * @param maxRedeliveries how often a message may come back because its process died, before it is a dead letter: 0 or more, default 50
 * @param orderedBy what keeps events in order; null, the default, for none. A retry then holds back the later events of its key
 * @param mode {@code RPC} for a handler that answers requests; default {@code BROADCAST}, which is ignored for a record with
 *     {@code @Event(mode = RPC)}
 */
public record SubscribeOptions(
        @Nullable String name,
        VersionSelector versions,
        RetryPolicy retry,
        TimeLimits timeLimits,
        @Nullable RateLimit rateLimit,
        int prefetch,
        int concurrency,
        int priority,
        QueueSpec.Kind queue,
        AckMode ackMode,
        Execution execution,
        OnUnknownSchema onUnknownSchema,
        int maxRedeliveries,
        @Nullable OrderedBy orderedBy,
        EventMode mode) {
    private static final SubscribeOptions DEFAULTS = new SubscribeOptions(
            null,
            VersionSelector.latest(),
            RetryPolicy.defaults(),
            TimeLimits.defaults(),
            null,
            256,
            0,
            0,
            QueueSpec.Kind.STANDARD,
            AckMode.LATE,
            Execution.CONTEXT,
            OnUnknownSchema.WAIT,
            50,
            null,
            EventMode.BROADCAST);

    /** Checks the ranges. */
    public SubscribeOptions {
        if (prefetch < 1 || prefetch > 65_535) { // 65535: prefetch is a 16-bit field, AMQP 0-9-1 basic.qos
            throw new IllegalArgumentException("prefetch must be 1..65535, was " + prefetch);
        }
        if (concurrency < 0) {
            throw new IllegalArgumentException(
                    "concurrency must be 1 or more, or 0 for the prefetch, was " + concurrency);
        }
        if (maxRedeliveries < 0) {
            throw new IllegalArgumentException("maxRedeliveries must be 0 or more, was " + maxRedeliveries);
        }
    }

    /** The defaults, without a name. */
    public static SubscribeOptions defaults() {
        return DEFAULTS;
    }

    /** The defaults under this name. */
    public static SubscribeOptions named(String name) {
        return DEFAULTS.withName(name);
    }

    /** The same under another name. */
    public SubscribeOptions withName(String value) {
        return with(draft -> draft.name = value);
    }

    /** The same for these versions. */
    public SubscribeOptions withVersions(VersionSelector value) {
        return with(draft -> draft.versions = value);
    }

    /** The same with another retry policy. */
    public SubscribeOptions withRetry(RetryPolicy value) {
        return with(draft -> draft.retry = value);
    }

    /** The same with other time limits. */
    public SubscribeOptions withTimeLimits(TimeLimits value) {
        return with(draft -> draft.timeLimits = value);
    }

    /** The same with a limit on its calls; null for none. */
    public SubscribeOptions withRateLimit(@Nullable RateLimit value) {
        return with(draft -> draft.rateLimit = value);
    }

    /** The same with another prefetch. */
    public SubscribeOptions withPrefetch(int value) {
        return with(draft -> draft.prefetch = value);
    }

    /** The same with another number of calls at once. */
    public SubscribeOptions withConcurrency(int value) {
        return with(draft -> draft.concurrency = value);
    }

    /** The same with another priority among consumers of its queue. */
    public SubscribeOptions withPriority(int value) {
        return with(draft -> draft.priority = value);
    }

    /** The same with another kind of queue. */
    public SubscribeOptions withQueue(QueueSpec.Kind value) {
        return with(draft -> draft.queue = value);
    }

    /** The same with another time of the ack. */
    public SubscribeOptions withAckMode(AckMode value) {
        return with(draft -> draft.ackMode = value);
    }

    /** The same, run elsewhere. */
    public SubscribeOptions withExecution(Execution value) {
        return with(draft -> draft.execution = value);
    }

    /** The same with another answer to unknown schemas. */
    public SubscribeOptions withOnUnknownSchema(OnUnknownSchema value) {
        return with(draft -> draft.onUnknownSchema = value);
    }

    /** The same with another guard against messages that kill. */
    public SubscribeOptions withMaxRedeliveries(int value) {
        return with(draft -> draft.maxRedeliveries = value);
    }

    /** The same, in this order; null for none. */
    public SubscribeOptions withOrderedBy(@Nullable OrderedBy value) {
        return with(draft -> draft.orderedBy = value);
    }

    /** The same, answering requests or not. */
    public SubscribeOptions withMode(EventMode value) {
        return with(draft -> draft.mode = value);
    }

    private SubscribeOptions with(Consumer<Draft> change) {
        var draft = new Draft(this);
        change.accept(draft);
        return draft.made();
    }

    /** A copy in the making, so that each of the methods above names only what it changes. */
    private static final class Draft {
        private @Nullable String name;
        private VersionSelector versions;
        private RetryPolicy retry;
        private TimeLimits timeLimits;
        private @Nullable RateLimit rateLimit;
        private int prefetch;
        private int concurrency;
        private int priority;
        private QueueSpec.Kind queue;
        private AckMode ackMode;
        private Execution execution;
        private OnUnknownSchema onUnknownSchema;
        private int maxRedeliveries;
        private @Nullable OrderedBy orderedBy;
        private EventMode mode;

        Draft(SubscribeOptions options) {
            name = options.name;
            versions = options.versions;
            retry = options.retry;
            timeLimits = options.timeLimits;
            rateLimit = options.rateLimit;
            prefetch = options.prefetch;
            concurrency = options.concurrency;
            priority = options.priority;
            queue = options.queue;
            ackMode = options.ackMode;
            execution = options.execution;
            onUnknownSchema = options.onUnknownSchema;
            maxRedeliveries = options.maxRedeliveries;
            orderedBy = options.orderedBy;
            mode = options.mode;
        }

        SubscribeOptions made() {
            return new SubscribeOptions(
                    name,
                    versions,
                    retry,
                    timeLimits,
                    rateLimit,
                    prefetch,
                    concurrency,
                    priority,
                    queue,
                    ackMode,
                    execution,
                    onUnknownSchema,
                    maxRedeliveries,
                    orderedBy,
                    mode);
        }
    }
}
