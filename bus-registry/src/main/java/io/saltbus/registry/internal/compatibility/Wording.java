package io.saltbus.registry.internal.compatibility;

import com.fasterxml.jackson.databind.JsonNode;
import io.saltbus.registry.compatibility.Difference;
import io.saltbus.registry.compatibility.Difference.Breaks;
import io.saltbus.registry.internal.compatibility.Inclusion.Answer;

/** What a difference is, whom it breaks, with an example, and what would make it compatible, in words. */
final class Wording {
    private static final int MAX_SHOWN = 100;

    private Wording() {}

    static Difference difference(String pointer, Kind kind, String what, Answer backward, Answer forward) {
        boolean breaksNewer = backward instanceof Answer.Refuted;
        boolean breaksOlder = forward instanceof Answer.Refuted;
        var message = new StringBuilder(what).append('.');
        if (backward instanceof Answer.Refuted refuted) {
            message.append(" What this allowed before, such as ")
                    .append(shown(refuted.payload()))
                    .append(", readers by the newer schema refuse.");
        }
        if (forward instanceof Answer.Refuted refuted) {
            message.append(" What this allows now, such as ")
                    .append(shown(refuted.payload()))
                    .append(", readers by the older schema refuse.");
        }
        if ((breaksNewer || breaksOlder) && !kind.cure().isEmpty()) {
            message.append(' ').append(kind.cure());
        }
        Breaks breaks = breaksNewer
                ? breaksOlder ? Breaks.BOTH : Breaks.NEWER_READERS
                : breaksOlder ? Breaks.OLDER_READERS : Breaks.NOBODY;
        return new Difference(pointer, kind.name(), breaks, message.toString());
    }

    /** A keyword that came, went, or changed. */
    static String changed(String keyword, JsonNode before, JsonNode after) {
        if (before.isMissingNode()) {
            return keyword + " " + shown(after) + " was added";
        }
        return after.isMissingNode()
                ? keyword + " " + shown(before) + " was taken away"
                : keyword + " was " + shown(before) + " and is " + shown(after);
    }

    static String added(String name, boolean named) {
        return named
                ? "the property " + quoted(name) + " is declared now, and was not"
                : "properties that match " + quoted(name) + " are declared now, and were not";
    }

    static String removed(String name, boolean named) {
        return named
                ? "the property " + quoted(name) + " is not declared any more"
                : "properties that match " + quoted(name) + " are not declared any more";
    }

    static String quoted(String name) {
        return '"' + name + '"';
    }

    private static String shown(JsonNode value) {
        String text = value.toString();
        return text.length() <= MAX_SHOWN ? text : text.substring(0, MAX_SHOWN) + "...";
    }
}
