package io.saltbus.registry.internal.compatibility;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.TextNode;
import io.saltbus.registry.internal.compatibility.Rule.Bound;
import java.math.BigDecimal;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.function.Function;

/** Whether a value keeps a rule. */
final class Evaluation {
    private final Forms forms;
    private final Budget budget;

    Evaluation(Forms forms, Budget budget) {
        this.forms = forms;
        this.budget = budget;
    }

    /** Whether the value keeps and breaks what it shall. */
    Truth meets(Collection<Goal> goals, JsonNode value) {
        Truth all = Truth.YES;
        for (Goal goal : goals) {
            Truth one = goal.kept()
                    ? keeps(goal.form(), value)
                    : keeps(goal.form(), value).not();
            if (one == Truth.NO) {
                return one;
            }
            all = one == Truth.UNKNOWN ? one : all;
        }
        return all;
    }

    Truth keeps(Form form, JsonNode value) {
        if (!budget.spend()) {
            return Truth.UNKNOWN;
        }
        Rule rule = form.rule();
        int about = rule.about();
        if (about != 0) {
            return (about & JsonTypes.of(value)) == 0 ? Truth.YES : keepsTyped(rule, value);
        }
        if (rule instanceof Rule.All all) {
            return all(all.forms(), value);
        }
        if (rule instanceof Rule.Some some) {
            return count(some.forms(), value, 1, Integer.MAX_VALUE);
        }
        if (rule instanceof Rule.One one) {
            return count(one.forms(), value, 1, 1);
        }
        if (rule instanceof Rule.Not not) {
            return keeps(not.form(), value).not();
        }
        if (rule instanceof Rule.Types types) {
            return Truth.of((types.mask() & JsonTypes.of(value)) != 0);
        }
        if (rule instanceof Rule.Values values) {
            return Truth.of(values.values().contains(value));
        }
        return rule instanceof Rule.Reference reference ? keeps(forms.target(reference), value) : Truth.UNKNOWN;
    }

    private Truth keepsTyped(Rule rule, JsonNode value) {
        if (rule instanceof Bound bound) {
            return Truth.of(within(bound, measured(bound.measure(), value)));
        }
        if (rule instanceof Rule.MultipleOf multiple) {
            return Truth.of(value.decimalValue().remainder(multiple.divisor()).signum() == 0);
        }
        if (rule instanceof Rule.Matches matches) {
            return Truth.of(TextPattern.of(matches.regex()).isFoundIn(value.textValue()));
        }
        if (rule instanceof Rule.HasFormat format) {
            return Truth.of(Formats.has(value.textValue(), format.name()));
        }
        if (rule instanceof Rule.Required required) {
            return Truth.of(value.has(required.name()));
        }
        if (rule instanceof Rule.Unique) {
            return Truth.of(new HashSet<>(children(value)).size() == value.size());
        }
        if (rule instanceof Rule.Items items) {
            return every(
                    children(value).subList(Math.min(items.from(), value.size()), Math.min(items.to(), value.size())),
                    items.form());
        }
        if (rule instanceof Rule.Contains contains) {
            return contains.upper()
                    ? counted(children(value), contains.form(), 0, contains.limit())
                    : counted(children(value), contains.form(), contains.limit(), Integer.MAX_VALUE);
        }
        if (rule instanceof Rule.Names names) {
            return every(
                    value.properties().stream()
                            .map(property -> (JsonNode) TextNode.valueOf(property.getKey()))
                            .toList(),
                    names.form());
        }
        var properties = (Rule.Properties) rule;
        return every(
                value.properties().stream()
                        .filter(property -> properties.selector().selects(property.getKey()))
                        .map(property -> property.getValue())
                        .toList(),
                properties.form());
    }

    private static List<JsonNode> children(JsonNode value) {
        return value.valueStream().toList();
    }

    static boolean within(Bound bound, BigDecimal size) {
        int compared = size.compareTo(bound.limit());
        return compared == 0 ? !bound.exclusive() : bound.upper() == compared < 0;
    }

    private static BigDecimal measured(Rule.Measure measure, JsonNode value) {
        return switch (measure) {
            case NUMBER -> value.decimalValue();
            case LENGTH ->
                BigDecimal.valueOf(
                        value.textValue().codePointCount(0, value.textValue().length()));
            case ITEMS, PROPERTIES -> BigDecimal.valueOf(value.size());
        };
    }

    private Truth every(List<JsonNode> values, Form form) {
        return counted(values, form, values.size(), Integer.MAX_VALUE);
    }

    private Truth all(List<Form> all, JsonNode value) {
        return count(all, value, all.size(), Integer.MAX_VALUE);
    }

    private Truth count(List<Form> of, JsonNode value, int least, int most) {
        return tally(of, form -> keeps(form, value), least, most);
    }

    private Truth counted(List<JsonNode> values, Form form, int least, int most) {
        return tally(values, value -> keeps(form, value), least, most);
    }

    private static <T> Truth tally(List<T> of, Function<T, Truth> test, int least, int most) {
        int certain = 0;
        int open = 0;
        for (T one : of) {
            Truth kept = test.apply(one);
            certain += kept == Truth.YES ? 1 : 0;
            open += kept == Truth.UNKNOWN ? 1 : 0;
        }
        if (certain > most || certain + open < least) {
            return Truth.NO;
        }
        return certain >= least && certain + open <= most ? Truth.YES : Truth.UNKNOWN;
    }
}
