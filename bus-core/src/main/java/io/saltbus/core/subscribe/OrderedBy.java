package io.saltbus.core.subscribe;

/**
 * What keeps events in order: those of one key are handled one after the other, in the order of the queue, and those of different keys at
 * the same time. An event without the key is kept in no order.
 *
 * @param source {@link #PUBLISHED_KEY}, or where in the payload the key is: a field's JSON name ({@code order_id}) or a JSON pointer
 *     ({@code /customer/id}). A text, a number, true and false are keys, each as it is written; anything else is none
 * @param partitions into how many queues the broker divides the keys, and so how many processes can share them: 1 to 256, default 8. Not
 *     to be changed while events wait
 */
public record OrderedBy(String source, int partitions) {
    /** The source that stands for the key that the publisher gave, {@code PublishOptions.key}; a field of this name is {@code /salt-key}. */
    public static final String PUBLISHED_KEY = "salt-key";

    /** How many partitions there are unless it is said. */
    public static final int DEFAULT_PARTITIONS = 8;

    /** The largest number of partitions: each is a queue, with a consumer in each process. */
    public static final int MAX_PARTITIONS = 256;

    /** Checks the ranges. */
    public OrderedBy {
        if (source.isEmpty()) {
            throw new IllegalArgumentException("orderedBy must name a field, a JSON pointer, or " + PUBLISHED_KEY);
        }
        checkPointer(source);
        if (partitions < 1 || partitions > MAX_PARTITIONS) {
            throw new IllegalArgumentException("partitions must be 1.." + MAX_PARTITIONS + ", was " + partitions);
        }
    }

    /** By the key that the publisher gave. */
    public static OrderedBy publishedKey() {
        return by(PUBLISHED_KEY);
    }

    /** By a field of the payload, whoever published it: its JSON name, or a JSON pointer. */
    public static OrderedBy field(String nameOrPointer) {
        return by(nameOrPointer.equals(PUBLISHED_KEY) ? "/" + nameOrPointer : nameOrPointer);
    }

    /** By a source as {@code @Subscribe(orderedBy = ...)} has it. */
    public static OrderedBy by(String source) {
        return new OrderedBy(source, DEFAULT_PARTITIONS);
    }

    /** The same with another number of partitions. */
    public OrderedBy withPartitions(int value) {
        return new OrderedBy(source, value);
    }

    // "~" begins an escape, of which RFC 6901 knows two
    private static void checkPointer(String source) {
        for (int at = source.startsWith("/") ? source.indexOf('~') : -1; at >= 0; at = source.indexOf('~', at + 1)) {
            char escaped = at + 1 < source.length() ? source.charAt(at + 1) : ' ';
            if (escaped != '0' && escaped != '1') {
                throw new IllegalArgumentException("orderedBy is no JSON pointer: \"" + source + "\" has a ~ at " + at
                        + " that is followed by neither 0 nor 1");
            }
        }
    }
}
