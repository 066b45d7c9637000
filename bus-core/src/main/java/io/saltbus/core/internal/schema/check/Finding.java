package io.saltbus.core.internal.schema.check;

import io.saltbus.core.schema.Violation;
import java.util.List;

/**
 * A violation whose place is still a path.
 *
 * @param path names and indexes from the payload's root
 * @param keyword the keyword that is broken
 * @param limit its value, as JSON text
 * @param message the same in words
 */
public record Finding(List<String> path, String keyword, String limit, String message) {
    /** Keeps its own copy of the path. */
    public Finding {
        path = List.copyOf(path);
    }

    /** The violation as it is told. */
    public Violation violation() {
        return new Violation(pointer(path), keyword, limit, message);
    }

    /** The violation at a sensitive field, which tells where and which rule, and nothing of what it found. */
    public Violation maskedAt(int depth) {
        return new Violation(
                pointer(path.subList(0, depth)),
                keyword,
                limit,
                "breaks its schema (" + keyword + "); what it holds is not shown");
    }

    private static String pointer(List<String> path) {
        var pointer = new StringBuilder();
        for (String segment : path) {
            pointer.append('/').append(segment.replace("~", "~0").replace("/", "~1"));
        }
        return pointer.toString();
    }
}
