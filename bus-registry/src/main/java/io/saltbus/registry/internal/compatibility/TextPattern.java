package io.saltbus.registry.internal.compatibility;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.TextNode;
import io.saltbus.core.schema.Schema;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * A regular expression of a schema: as an automaton where it can be one, and as the bus matches it where not.
 *
 * <p>Safe for use from any thread.
 */
final class TextPattern {
    private static final int MAX_KNOWN = 1_000;
    private static final Map<String, TextPattern> KNOWN = new ConcurrentHashMap<>();

    private final @Nullable Automaton automaton;
    private final @Nullable Schema schema;

    private TextPattern(String regex) {
        automaton = RegexReader.read(regex);
        schema = automaton != null
                ? null
                : Schema.of(JsonNodeFactory.instance.objectNode().put("pattern", regex));
    }

    /**
     * The pattern of an expression.
     *
     * @throws io.saltbus.core.failure.ConfigurationException where it is none
     */
    static TextPattern of(String regex) {
        TextPattern known = KNOWN.get(regex);
        if (known == null) {
            known = new TextPattern(regex);
            if (KNOWN.size() >= MAX_KNOWN) {
                KNOWN.clear();
            }
            KNOWN.put(regex, known);
        }
        return known;
    }

    Optional<Automaton> automaton() {
        return Optional.ofNullable(automaton);
    }

    boolean isFoundIn(String text) {
        if (automaton != null) {
            return automaton.isFoundIn(text);
        }
        return schema != null && schema.validate(TextNode.valueOf(text)).isEmpty();
    }
}
