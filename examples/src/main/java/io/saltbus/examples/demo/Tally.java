package io.saltbus.examples.demo;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

/**
 * What a ledger adds up to. A pair is a message and a handler that must see it. What other runs left in a broker, and is handled by this
 * one, counts nowhere.
 *
 * @param published messages that the broker confirmed
 * @param handled pairs that were handled, each counted once
 * @param retried calls of handlers that failed and were to be repeated
 * @param deadLettered pairs that ended as dead letters
 * @param lost pairs that are neither handled nor dead letters
 * @param duplicates pairs that were handled more than once
 * @param strange messages that were met here and published elsewhere: by an earlier run, or by one at the same time
 */
record Tally(long published, long handled, long retried, long deadLettered, long lost, long duplicates, long strange) {
    /** Adds up the lines of a file, in any order. */
    static Tally read(Path ledger) throws IOException {
        var sum = new Sum();
        try (Stream<String> lines = Files.lines(ledger)) {
            lines.map(LedgerEntry::parse).forEach(sum::add);
        }
        return sum.tally();
    }

    /** The last line of the demo. */
    String line() {
        return "published=" + published + " handled=" + handled + " retried=" + retried + " dead_lettered="
                + deadLettered + " lost=" + lost + " duplicates=" + duplicates;
    }

    /** Whether what is lost here may have been handled by another demo that uses the same queues. */
    boolean mayBeElsewhere() {
        return lost > 0 && strange > 0;
    }

    private record Pair(String messageId, String handler) {}

    private static final class Sum {
        private final Set<String> published = new HashSet<>();
        private final Set<String> met = new HashSet<>();
        private final Set<Pair> expected = new HashSet<>();
        private final Map<Pair, Integer> handled = new HashMap<>();
        private final Map<Pair, Integer> retried = new HashMap<>();
        private final Set<Pair> deadLettered = new HashSet<>();

        void add(LedgerEntry entry) {
            for (String handler : entry.handlers()) {
                var pair = new Pair(entry.messageId(), handler);
                switch (entry.kind()) {
                    case PUBLISHED -> expected.add(pair);
                    case HANDLED -> handled.merge(pair, 1, Integer::sum);
                    case RETRIED -> retried.merge(pair, 1, Integer::sum);
                    case DEAD_LETTERED -> deadLettered.add(pair);
                }
            }
            (entry.kind() == LedgerEntry.Kind.PUBLISHED ? published : met).add(entry.messageId());
        }

        Tally tally() {
            met.removeAll(published);
            handled.keySet().retainAll(expected);
            retried.keySet().retainAll(expected);
            deadLettered.retainAll(expected);
            long retries = retried.values().stream().mapToLong(times -> times).sum();
            long lost = expected.stream()
                    .filter(pair -> !handled.containsKey(pair) && !deadLettered.contains(pair))
                    .count();
            long duplicates =
                    handled.values().stream().filter(times -> times > 1).count();
            return new Tally(
                    published.size(), handled.size(), retries, deadLettered.size(), lost, duplicates, met.size());
        }
    }
}
