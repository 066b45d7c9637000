package io.saltbus.registry.internal.compatibility;

import com.fasterxml.jackson.databind.JsonNode;
import java.math.BigDecimal;
import java.util.List;
import java.util.Set;

/**
 * One thing that a schema asks of a value. A rule about values of one type is kept by all values of other types, as in JSON Schema; the
 * opposite of such a rule is kept by values of its type only.
 */
sealed interface Rule {
    record All(List<Form> forms) implements Rule {}

    record Some(List<Form> forms) implements Rule {}

    /** Exactly one. */
    record One(List<Form> forms) implements Rule {}

    record Not(Form form) implements Rule {}

    /** Of one of the types of a mask, which is of {@link JsonTypes}. */
    record Types(int mask) implements Rule {}

    /** One of these, whose numbers are written as {@link JsonTypes#plain} does. */
    record Values(Set<JsonNode> values) implements Rule {}

    /** A limit of a number or a size, which are whole and not exclusive unless it is of a number. */
    record Bound(Measure measure, BigDecimal limit, boolean upper, boolean exclusive) implements Rule {}

    record MultipleOf(BigDecimal divisor) implements Rule {}

    record Matches(String regex) implements Rule {}

    record HasFormat(String name) implements Rule {}

    /** All items from one index to before another, {@link Integer#MAX_VALUE} for no end. */
    record Items(int from, int to, Form form) implements Rule {}

    /** At least so many items keep the form, or at most. */
    record Contains(Form form, int limit, boolean upper) implements Rule {}

    record Unique() implements Rule {}

    /** All properties that are selected keep the form. */
    record Properties(Selector selector, Form form) implements Rule {}

    record Required(String name) implements Rule {}

    /** All names of properties keep the form. */
    record Names(Form form) implements Rule {}

    /** What is found at a place of a document: {@link Forms#target}. */
    record Reference(String place) implements Rule {}

    /** Something that is not understood. Two of the same text are the same. */
    record Opaque(String text) implements Rule {}

    /** What a {@link Bound} measures. */
    enum Measure {
        NUMBER(JsonTypes.NUMBER),
        LENGTH(JsonTypes.STRING),
        ITEMS(JsonTypes.ARRAY),
        PROPERTIES(JsonTypes.OBJECT);

        private final int mask;

        Measure(int mask) {
            this.mask = mask;
        }
    }

    /** The types whose values it is about; 0 where it is about all. */
    default int about() {
        if (this instanceof Bound bound) {
            return bound.measure().mask;
        }
        if (this instanceof MultipleOf) {
            return JsonTypes.NUMBER;
        }
        if (this instanceof Matches || this instanceof HasFormat) {
            return JsonTypes.STRING;
        }
        if (this instanceof Items || this instanceof Contains || this instanceof Unique) {
            return JsonTypes.ARRAY;
        }
        return this instanceof Properties || this instanceof Required || this instanceof Names ? JsonTypes.OBJECT : 0;
    }
}
