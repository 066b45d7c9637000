package io.saltbus.core.schema;

/**
 * How large a payload may be. What is larger is refused on publish, and is a dead letter on consume.
 *
 * @param maxBytes bytes of JSON: 1 to 128 MiB, default 1 MiB
 * @param maxDepth objects and arrays inside each other: 1 to 1000, default 64
 * @param maxStringLength characters of one text: 1 or more, default 1 Mi
 */
public record PayloadLimits(int maxBytes, int maxDepth, int maxStringLength) {
    private static final int MEBI = 1 << 20;

    /** Checks the ranges. */
    public PayloadLimits {
        if (maxBytes < 1 || maxBytes > 128 * MEBI) {
            throw new IllegalArgumentException("maxBytes must be 1.." + 128 * MEBI + ", was " + maxBytes);
        }
        if (maxDepth < 1 || maxDepth > 1000) {
            throw new IllegalArgumentException("maxDepth must be 1..1000, was " + maxDepth);
        }
        if (maxStringLength < 1) {
            throw new IllegalArgumentException("maxStringLength must be 1 or more, was " + maxStringLength);
        }
    }

    /** 1 MiB, 64 levels, 1 Mi characters. */
    public static PayloadLimits defaults() {
        return new PayloadLimits(MEBI, 64, MEBI);
    }

    /** The same with another size. */
    public PayloadLimits withMaxBytes(int bytes) {
        return new PayloadLimits(bytes, maxDepth, maxStringLength);
    }

    /** The same with another depth. */
    public PayloadLimits withMaxDepth(int depth) {
        return new PayloadLimits(maxBytes, depth, maxStringLength);
    }

    /** The same with another length of texts. */
    public PayloadLimits withMaxStringLength(int characters) {
        return new PayloadLimits(maxBytes, maxDepth, characters);
    }
}
