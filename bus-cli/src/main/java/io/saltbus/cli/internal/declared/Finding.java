package io.saltbus.cli.internal.declared;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.saltbus.cli.internal.input.Json;
import java.util.List;
import java.util.Locale;

/**
 * What was found out about one thing that is declared.
 *
 * @param kind what it comes to
 * @param what the event and its version, or the handler and what it takes
 * @param source where it is declared
 * @param details why, each on a line of its own; may be empty
 */
record Finding(Kind kind, String what, String source, List<String> details) {
    /** What it comes to. */
    enum Kind {
        /** The registry has no such topic. */
        NEW(false),
        /** The registry has the topic, and this version may be added. */
        NEW_VERSION(false),
        /** The registry has the same. */
        IDENTICAL(false),
        /** The registry has the same, and its publishers were asked to leave it. */
        DEPRECATED(false),
        /** The registry has another schema under the same version. */
        CONFLICT(true),
        /** The version promises more than its schema keeps. */
        BREAKING(true),
        /** The version was ended, and cannot be published. */
        RETIRED(true),
        /** A handler that can read all it takes. */
        READABLE(false),
        /** A handler whose record cannot be read from what is registered. */
        UNREADABLE(true),
        /** A handler of something that nobody has declared. */
        NO_SCHEMA(true);

        private final boolean bad;

        Kind(boolean bad) {
            this.bad = bad;
        }

        /** Whether it must not be deployed so. */
        boolean bad() {
            return bad;
        }

        /** For people. */
        String text() {
            return name().toLowerCase(Locale.ROOT).replace('_', ' ');
        }
    }

    Finding {
        details = List.copyOf(details);
    }

    ObjectNode json() {
        ObjectNode json = Json.object()
                .put("kind", kind.name())
                .put("what", what)
                .put("source", source)
                .put("finding", kind.bad());
        ArrayNode lines = json.putArray("details");
        details.forEach(lines::add);
        return json;
    }
}
