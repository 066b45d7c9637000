package io.saltbus.core.subscribe;

import com.google.errorprone.annotations.Keep;
import io.saltbus.core.event.EventMode;
import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Makes a method the handler of events. Its first parameter is the event: a record with the fields it needs (all of the event's, or
 * fewer), or {@link io.saltbus.core.event.EventView} for no class at all; with {@link Batch} a {@code List} of either. Its second
 * parameter, if it has one, is the {@link io.saltbus.core.event.Envelope} (a {@code List} of them with {@link Batch}).
 *
 * <p>It answers with a {@code Future}, a {@code CompletionStage}, a value or nothing; failing means the retry policy decides, and a
 * {@link Settlement} decides by itself.
 */
@Documented
@Keep
@Target(ElementType.METHOD)
@Retention(RetentionPolicy.RUNTIME)
public @interface Subscribe {
    /** Topics or patterns ({@code order.*}, {@code #}); by default the topic of the parameter's {@code @Event}. */
    String[] value() default {};

    /** The handler's name, unique in its service, and part of its queue's name; by default class and method in kebab case. */
    String name() default "";

    /**
     * Whether it answers requests: so is every handler of a record with {@code @Event(mode = RPC)}, and without a record this says it. What it
     * answers goes back to the caller, and so does its failure: nothing is tried again, and nothing becomes a dead letter.
     */
    EventMode mode() default EventMode.BROADCAST;

    /** Which versions of the event: {@code latest} for all, or {@code v1}, {@code v1.2}... with {@link #versionMatch()}. */
    String version() default "latest";

    /** What a version in {@link #version()} stands for. */
    VersionMatch versionMatch() default VersionMatch.DEFAULT;

    /** Failures that are tried again; by default every {@code Exception}. */
    Class<? extends Throwable>[] retryOn() default {Exception.class};

    /** Failures that are not, even if {@link #retryOn()} has them. */
    Class<? extends Throwable>[] dontRetryOn() default {};

    /** How many tries may follow the first: 0 or more. */
    int maxRetries() default 3;

    /** How long to wait before each retry. */
    Backoff backoff() default @Backoff;

    /** When a call has failed, whatever it does later. */
    String timeLimit() default "30s";

    /** When a warning is counted and a blocking handler is interrupted; empty for never. */
    String softTimeLimit() default "";

    /** How often it may be called in this process: {@code 10/s}, {@code 100/m}, {@code 1000/h}; empty for no limit. */
    String rateLimit() default "";

    /** Unsettled deliveries that the broker may have in flight to it: 1 to 65535. */
    int prefetch() default 256;

    /** Calls that may run at the same time in this process: 1 or more; 0 means as many as the prefetch, on worker threads at most 20. */
    int concurrency() default 0;

    /** Among several consumers of the same queue, the higher priority is served first. */
    int priority() default 0;

    /** Whether its queue sorts by the priorities of the messages. */
    boolean priorities() default false;

    /** Whether every process gets every event, instead of sharing them. */
    boolean fanout() default false;

    /** When the broker is told that a message is done. */
    AckMode ackMode() default AckMode.LATE;

    /** What becomes of a message whose schema is not known. */
    OnUnknownSchema onUnknownSchema() default OnUnknownSchema.WAIT;

    /**
     * What keeps events in order: a field of the payload by its JSON name or by a JSON pointer, or {@link OrderedBy#PUBLISHED_KEY} for the
     * key that the publisher gave. Events of one key are handled one after the other; empty for no order.
     */
    String orderedBy() default "";

    /** With {@link #orderedBy()}, into how many queues the keys are divided: 1 to 256. Not to be changed while events wait. */
    int partitions() default OrderedBy.DEFAULT_PARTITIONS;

    /** How a version without wildcard is compared. */
    enum VersionMatch {
        /** {@link #AT_LEAST} on a bus with {@code celeryInterop()}, {@link #COMPATIBLE} on all others. */
        DEFAULT,
        /** The same major, and not older. */
        COMPATIBLE,
        /** Not older, whatever the major: the rule of celery-salt. */
        AT_LEAST
    }
}
