package io.saltbus.cli.internal.connect;

import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Collectors;

/** What somebody may have meant who wrote a name that there is not. */
final class NearNames {
    private static final int OFFERED = 3;

    private NearNames() {}

    /**
     * The nearest names as the end of a message; empty where none is near.
     *
     * @param known those that there are
     */
    static String offer(String wrong, Collection<String> known) {
        int near = Math.max(2, wrong.length() / 3);
        List<String> nearest = known.stream()
                .filter(name -> name.contains(wrong) || wrong.contains(name) || distance(wrong, name) <= near)
                .sorted(Comparator.comparingInt((String name) -> distance(wrong, name))
                        .thenComparing(name -> name))
                .limit(OFFERED)
                .toList();
        return nearest.isEmpty() ? "" : nearest.stream().collect(Collectors.joining(" or ", ". Did you mean ", "?"));
    }

    /** How many signs must change to make one of the other (Levenshtein). */
    private static int distance(String one, String other) {
        int[] before = new int[other.length() + 1];
        for (int column = 0; column < before.length; column++) {
            before[column] = column;
        }
        for (int row = 1; row <= one.length(); row++) {
            int[] now = new int[before.length];
            now[0] = row;
            for (int column = 1; column < now.length; column++) {
                int changed = before[column - 1] + (one.charAt(row - 1) == other.charAt(column - 1) ? 0 : 1);
                now[column] = Math.min(changed, Math.min(before[column], now[column - 1]) + 1);
            }
            before = now;
        }
        return before[other.length()];
    }
}
