package io.saltbus.registry.internal.compatibility;

import java.util.Set;
import java.util.SortedSet;

/** Which properties of an object a rule is about. */
sealed interface Selector {
    /** One of {@code properties}. */
    record Named(String name) implements Selector {}

    /** One of {@code patternProperties}. */
    record Matching(String regex) implements Selector {}

    /** Those of {@code additionalProperties}: neither named nor matched. */
    record Others(SortedSet<String> names, SortedSet<String> regexes) implements Selector {}

    /** Whether it is about a property of that name. */
    default boolean selects(String name) {
        if (this instanceof Named named) {
            return named.name().equals(name);
        }
        if (this instanceof Matching matching) {
            return TextPattern.of(matching.regex()).isFoundIn(name);
        }
        var others = (Others) this;
        return !others.names().contains(name)
                && others.regexes().stream()
                        .noneMatch(regex -> TextPattern.of(regex).isFoundIn(name));
    }

    /** The expressions that it looks at. */
    default Set<String> regexes() {
        if (this instanceof Matching matching) {
            return Set.of(matching.regex());
        }
        return this instanceof Others others ? others.regexes() : Set.of();
    }

    /** The names that it tells. */
    default Set<String> names() {
        if (this instanceof Named named) {
            return Set.of(named.name());
        }
        return this instanceof Others others ? others.names() : Set.of();
    }
}
