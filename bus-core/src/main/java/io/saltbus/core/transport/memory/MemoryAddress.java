package io.saltbus.core.transport.memory;

import org.jspecify.annotations.Nullable;

/**
 * What a {@code memory:} address says.
 *
 * @param name the broker's name; {@code default} where none is given
 * @param capacity messages that each queue holds, and publishes that may wait for each: 1 or more; null where none is given
 */
record MemoryAddress(String name, @Nullable Integer capacity) {
    static final String PREFIX = "memory:";
    static final String DEFAULT_NAME = "default";
    static final int DEFAULT_CAPACITY = 100_000;

    private static final String CAPACITY = "capacity=";

    MemoryAddress {
        if (capacity != null && capacity < 1) {
            throw new IllegalArgumentException("capacity must be 1 or more, was " + capacity);
        }
    }

    static boolean accepts(String address) {
        return address.regionMatches(true, 0, PREFIX, 0, PREFIX.length());
    }

    static MemoryAddress parse(String address) {
        String rest = address.substring(PREFIX.length());
        int query = rest.indexOf('?');
        String name = (query < 0 ? rest : rest.substring(0, query)).replaceFirst("^/+", "");
        return new MemoryAddress(
                name.isEmpty() ? DEFAULT_NAME : name, query < 0 ? null : capacity(rest.substring(query + 1)));
    }

    private static Integer capacity(String setting) {
        if (setting.startsWith(CAPACITY)) {
            try {
                return Integer.valueOf(setting.substring(CAPACITY.length()));
            } catch (NumberFormatException notANumber) {
                throw refused(setting, notANumber);
            }
        }
        throw refused(setting, null);
    }

    private static IllegalArgumentException refused(String setting, @Nullable Throwable cause) {
        return new IllegalArgumentException(
                "memory setting \"" + setting + "\" is refused. Accepted: memory:NAME?capacity=100000", cause);
    }

    int capacityOrDefault() {
        return capacity == null ? DEFAULT_CAPACITY : capacity;
    }

    /** Refuses to share a broker of another capacity; an address that names none takes what it finds. */
    void checkCapacity(int existing) {
        if (capacity != null && capacity != existing) {
            throw new IllegalArgumentException("memory broker " + name + " has capacity " + existing
                    + " already, was asked for " + capacity + ": ask for the same, or take another name");
        }
    }

    @Override
    public String toString() {
        return PREFIX + name;
    }
}
