package io.saltbus.core.internal.schema.check;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.function.Predicate;

/** The keywords about texts. A length counts characters as people do, not the two halves of an emoji. */
public final class Texts {
    private Texts() {}

    /** {@code minLength} */
    public static Check minLength(JsonNode limit) {
        int least = Sizes.bound(limit);
        return about("minLength", limit, text -> {
            int units = text.length();
            return units >= least && (units / 2 >= least || text.codePointCount(0, units) >= least);
        });
    }

    /** {@code maxLength} */
    public static Check maxLength(JsonNode limit) {
        int most = Sizes.bound(limit);
        return about(
                "maxLength", limit, text -> text.length() <= most || text.codePointCount(0, text.length()) <= most);
    }

    /** {@code pattern} */
    public static Check pattern(JsonNode limit) {
        return about("pattern", limit, Regex.compile(limit.asText())::isFoundIn);
    }

    /** {@code format} */
    public static Check format(JsonNode limit, TextFormat format) {
        return about("format", limit, format::matches);
    }

    private static Check about(String keyword, JsonNode limit, Predicate<String> holds) {
        return new Assertion(keyword, limit, value -> !value.isTextual() || holds.test(value.textValue()));
    }
}
