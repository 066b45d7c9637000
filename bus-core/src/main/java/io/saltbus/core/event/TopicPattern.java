package io.saltbus.core.event;

import java.util.List;

/**
 * Which topics a subscription wants: words separated by dots, where {@code *} stands for exactly one word and {@code #} for zero or
 * more.
 *
 * @param text the pattern as written, such as {@code order.*}
 * @see <a href="https://www.rabbitmq.com/tutorials/amqp-concepts#exchange-topic">RabbitMQ: topic exchanges</a>
 */
public record TopicPattern(String text) {
    /**
     * Checks and keeps a pattern.
     *
     * @throws IllegalArgumentException naming the pattern and the form that is accepted
     */
    public TopicPattern {
        Topic.checkWords(text, "topic pattern");
        for (String word : text.split("\\.", -1)) {
            if (word.length() > 1 && (word.indexOf('*') >= 0 || word.indexOf('#') >= 0)) {
                throw Topic.refused("topic pattern", text, "a wildcard must be a word of its own");
            }
        }
    }

    /** The pattern of this text. */
    public static TopicPattern of(String text) {
        return new TopicPattern(text);
    }

    /** Whether this pattern names one topic, having no wildcard. */
    public boolean concrete() {
        return text.indexOf('*') < 0 && text.indexOf('#') < 0;
    }

    /** The words between the dots, in order. */
    public List<String> words() {
        return List.of(text.split("\\.", -1));
    }

    /**
     * Whether a topic fits.
     *
     * @param topic a concrete topic, as {@link Topic#check} accepts it
     */
    public boolean matches(String topic) {
        return concrete() ? text.equals(topic) : matches(0, topic, 0);
    }

    // positions are those of a word's first character; length + 1 stands for "no word left"
    private boolean matches(int at, String topic, int topicAt) {
        if (at > text.length()) {
            return topicAt > topic.length();
        }
        int end = wordEnd(text, at);
        if (isWildcard(at, end, '#')) {
            for (int rest = topicAt; rest <= topic.length(); rest = wordEnd(topic, rest) + 1) {
                if (matches(end + 1, topic, rest)) {
                    return true;
                }
            }
            return matches(end + 1, topic, topic.length() + 1);
        }
        if (topicAt > topic.length()) {
            return false;
        }
        int topicEnd = wordEnd(topic, topicAt);
        boolean same = isWildcard(at, end, '*')
                || (end - at == topicEnd - topicAt && text.regionMatches(at, topic, topicAt, end - at));
        return same && matches(end + 1, topic, topicEnd + 1);
    }

    private boolean isWildcard(int at, int end, char wildcard) {
        return end - at == 1 && text.charAt(at) == wildcard;
    }

    private static int wordEnd(String text, int at) {
        int dot = text.indexOf('.', at);
        return dot < 0 ? text.length() : dot;
    }

    @Override
    public String toString() {
        return text;
    }
}
