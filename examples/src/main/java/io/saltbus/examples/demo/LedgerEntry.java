package io.saltbus.examples.demo;

import java.util.List;

/**
 * One line of the ledger.
 *
 * @param kind what happened
 * @param messageId to which message
 * @param handlers where it was published, every handler that must see it; otherwise the one that did
 */
record LedgerEntry(Kind kind, String messageId, List<String> handlers) {
    private static final String BETWEEN = " ";
    private static final String BETWEEN_HANDLERS = ",";

    /** What can happen to a message. */
    enum Kind {
        /** The broker confirmed it. */
        PUBLISHED,
        /** A handler finished with it. */
        HANDLED,
        /** A handler failed, and will be called again. */
        RETRIED,
        /** It moved to the dead letters of a handler. */
        DEAD_LETTERED
    }

    /** The line, with its end. */
    String line() {
        return kind + BETWEEN + messageId + BETWEEN + String.join(BETWEEN_HANDLERS, handlers) + "\n";
    }

    /**
     * Reads a line.
     *
     * @throws IllegalArgumentException where it is none
     */
    static LedgerEntry parse(String line) {
        String[] parts = line.split(BETWEEN, -1);
        if (parts.length != 3) {
            throw new IllegalArgumentException(
                    "a line of the ledger has 3 parts, not " + parts.length + ": was the file cut off or edited?");
        }
        return new LedgerEntry(Kind.valueOf(parts[0]), parts[1], List.of(parts[2].split(BETWEEN_HANDLERS, -1)));
    }
}
