package io.saltbus.core.event;

import java.nio.charset.StandardCharsets;

/** The rules that a topic's text keeps: what an event is called, such as {@code user.signup.completed}. */
public final class Topic {
    /** Bytes of UTF-8 that a topic, a pattern or a queue's name may have: 255 in AMQP, less 56 that the delay ladder adds in front. */
    public static final int MAX_BYTES = 199;

    private Topic() {}

    /**
     * Checks a topic.
     *
     * @param topic words separated by single dots
     * @return the same text
     * @throws IllegalArgumentException naming the topic and the form that is accepted
     */
    public static String check(String topic) {
        return check(topic, "topic");
    }

    /**
     * Checks a name that must have the form of a topic.
     *
     * @param name words separated by single dots
     * @param kind what it is the name of, as the error calls it
     * @return the same text
     * @throws IllegalArgumentException naming the kind, the text and the form that is accepted
     */
    public static String check(String name, String kind) {
        checkWords(name, kind);
        if (name.indexOf('*') >= 0 || name.indexOf('#') >= 0) {
            throw refused(kind, name, "it has a wildcard, which only patterns may have");
        }
        return name;
    }

    static void checkWords(String text, String kind) {
        int bytes = text.getBytes(StandardCharsets.UTF_8).length;
        if (bytes > MAX_BYTES) {
            throw refused(kind, text.substring(0, Math.min(40, text.length())) + "...", "it has " + bytes + " bytes");
        }
        if (text.isEmpty() || text.startsWith(".") || text.endsWith(".") || text.contains("..")) {
            throw refused(kind, text, "a word between its dots is empty");
        }
        if (text.codePoints().anyMatch(sign -> Character.isWhitespace(sign) || Character.isISOControl(sign))) {
            throw refused(kind, text, "it has white space");
        }
    }

    static IllegalArgumentException refused(String kind, String text, String why) {
        return new IllegalArgumentException(kind + " \"" + text + "\" is refused: " + why
                + ". Accepted: words separated by dots, at most " + MAX_BYTES + " bytes, such as order.created");
    }
}
