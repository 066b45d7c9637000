package io.saltbus.registry.internal.postgres;

import io.saltbus.core.event.TopicPattern;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Topic patterns as PostgreSQL understands them: plain topics to be found by index, others as regular expressions. */
final class PatternSql {
    /** True where the topic of table s fits one of the texts $1 or one of the expressions $2. */
    static final String MATCHES = "(s.topic = ANY($1) OR ('.' || s.topic) ~ ANY($2))";

    /** Whether a text, in whatever case, is held by the topic, a description, or a field's name; $3 null for anything. */
    static final String HOLDS = "($3::text IS NULL OR position(lower($3) IN lower(s.topic)) > 0"
            + " OR position(lower($3) IN lower(s.description)) > 0 OR EXISTS (SELECT FROM celerysalt_schema_fields f"
            + " WHERE f.schema_id = s.id AND position(lower($3) IN lower(f.field_name)) > 0))";

    private static final Pattern NO_WORD = Pattern.compile("[^\\p{L}\\p{N}_-]");

    private PatternSql() {}

    static String[] topics(List<TopicPattern> patterns) {
        return patterns.stream()
                .filter(TopicPattern::concrete)
                .map(TopicPattern::text)
                .toArray(String[]::new);
    }

    static String[] expressions(List<TopicPattern> patterns) {
        return patterns.stream()
                .filter(pattern -> !pattern.concrete())
                .map(PatternSql::expression)
                .toArray(String[]::new);
    }

    // for a topic with a dot before each word, also the first
    private static String expression(TopicPattern pattern) {
        return pattern.words().stream()
                .map(word -> switch (word) {
                    case "*" -> "\\.[^.]+";
                    case "#" -> "(\\.[^.]+)*";
                    default ->
                        "\\." + NO_WORD.matcher(word).replaceAll(sign -> Matcher.quoteReplacement("\\" + sign.group()));
                })
                .collect(Collectors.joining("", "^", "$"));
    }
}
