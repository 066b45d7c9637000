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
        return concrete() ? text.equals(topic) : walk(topic);
    }

    // Positions are those of a word's first character; length + 1 stands for "no word left". Where a word does not fit,
    // only the last
    // "#" is made to take one more: a longer one before it could give no more, so the time stays below words times
    // words.
    private boolean walk(String topic) {
        int at = 0;
        int topicAt = 0;
        int many = -1;
        int manyTaken = 0;
        while (topicAt <= topic.length()) {
            int end = at <= text.length() ? wordEnd(text, at) : at;
            int topicEnd = wordEnd(topic, topicAt);
            if (isWildcard(at, end, '#')) {
                many = at;
                manyTaken = topicAt;
                at = end + 1;
            } else if (fits(at, end, topic, topicAt, topicEnd)) {
                at = end + 1;
                topicAt = topicEnd + 1;
            } else if (many >= 0) {
                at = many + 2;
                manyTaken = wordEnd(topic, manyTaken) + 1;
                topicAt = manyTaken;
            } else {
                return false;
            }
        }
        while (at <= text.length() && isWildcard(at, wordEnd(text, at), '#')) {
            at += 2;
        }
        return at > text.length();
    }

    private boolean fits(int at, int end, String topic, int topicAt, int topicEnd) {
        if (at > text.length()) {
            return false;
        }
        return isWildcard(at, end, '*')
                || (end - at == topicEnd - topicAt && text.regionMatches(at, topic, topicAt, end - at));
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
