package io.saltbus.core.transport;

import io.saltbus.core.event.Topic;
import io.saltbus.core.event.TopicPattern;
import java.util.List;
import java.util.Objects;

/**
 * The queue of one subscription.
 *
 * @param name unique in the broker, such as {@code inventory.reserve-stock}: at most 199 bytes
 * @param patterns which topics are routed to it; a message that fits several arrives once
 * @param kind what it must be able to do
 * @param deadLetters the name of the queue beside it for what cannot be handled; empty for {@link Kind#RESPONDER}, which has none,
 *     and for an {@link Kind#EXCLUSIVE} one whose deliveries are all acked or released
 * @param partitions 0 for a queue whose consumers take what comes. From 1 to 256, each key's messages go to one consumer at a time, in
 *     their order: the next consumer gets them only when the one before has settled all that it had, or is gone. Such a queue is never
 *     sent a {@link Disposition.Retry}
 */
public record QueueSpec(String name, List<TopicPattern> patterns, Kind kind, String deadLetters, int partitions) {
    /** What a queue must be able to do. */
    public enum Kind {
        /** Durable and safe. The default. */
        STANDARD,
        /** Durable, and higher priorities first. */
        PRIORITY,
        /** Of this process alone, and gone with it; its dead letters stay. */
        EXCLUSIVE,
        /**
         * Shared by all responders of one topic and major version, whatever their service: each request goes to one of them. It keeps
         * nothing for nobody: it goes by itself when it had no consumer for a minute, what expires in it is gone, and it has no dead
         * letters. It is never sent a {@link Disposition.Retry} or a {@link Disposition.DeadLetter}.
         */
        RESPONDER;

        /**
         * Checks what a transport is told of a delivery.
         *
         * @throws IllegalArgumentException where no delivery of such a queue can end so; it then is not settled
         */
        public void check(Disposition how) {
            Objects.requireNonNull(how, "how");
            if (this == RESPONDER && !(how instanceof Disposition.Ack) && !(how instanceof Disposition.Release)) {
                throw new IllegalArgumentException("a request is acked or released, and has no "
                        + how.getClass().getSimpleName() + ": tell its caller of the failure, and ack it");
            }
        }
    }

    /** Checks the names. */
    public QueueSpec {
        Topic.check(name);
        patterns = List.copyOf(patterns);
        if (partitions < 0 || partitions > 256) {
            throw new IllegalArgumentException("partitions must be 0..256, was " + partitions);
        }
        if (partitions > 0 && kind != Kind.STANDARD) {
            throw new IllegalArgumentException("only a STANDARD queue can have partitions, was " + kind);
        }
    }

    /** A queue without partitions. */
    public QueueSpec(String name, List<TopicPattern> patterns, Kind kind, String deadLetters) {
        this(name, patterns, kind, deadLetters, 0);
    }

    /** The same, divided so that keys are kept in order. */
    public QueueSpec withPartitions(int value) {
        return new QueueSpec(name, patterns, kind, deadLetters, value);
    }

    /** The queue of the responders of one topic. */
    public static QueueSpec responder(String name, String topic) {
        return new QueueSpec(name, List.of(TopicPattern.of(topic)), Kind.RESPONDER, "");
    }

    /** A standard queue with its dead letters in {@code <name>.dlq}. */
    public static QueueSpec of(String name, List<TopicPattern> patterns) {
        return new QueueSpec(name, patterns, Kind.STANDARD, name + ".dlq");
    }
}
