package io.saltbus.registry.internal.compatibility;

import com.fasterxml.jackson.databind.node.TextNode;
import io.saltbus.registry.internal.compatibility.Outcome.Found;
import io.saltbus.registry.internal.compatibility.Outcome.Unknown;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.List;

/** Looks for a text of some length, matching some expressions and not others, of some formats and not of others. */
final class TextSearch {
    private static final int MAX_LENGTH = 32 << 20;
    private static final int MAX_EXCLUDED = 300;
    private static final int FIRST_LETTER = 'a';

    private final Evaluation evaluation;
    private final Forms forms;
    private final Budget budget;

    TextSearch(Evaluation evaluation, Forms forms, Budget budget) {
        this.evaluation = evaluation;
        this.forms = forms;
        this.budget = budget;
    }

    Outcome find(List<Goal> literals) {
        long least = 0;
        long most = Long.MAX_VALUE;
        boolean plain = true;
        var excluded = new ArrayList<String>();
        for (Goal literal : literals) {
            Rule rule = literal.form().rule();
            if (rule instanceof Rule.Bound bound) {
                long limit = bound.limit().setScale(0, RoundingMode.DOWN).longValueExact();
                if (bound.upper() == literal.kept()) {
                    most = Math.min(most, literal.kept() ? limit : limit - 1);
                } else {
                    least = Math.max(least, literal.kept() ? limit : limit + 1);
                }
            } else if (rule instanceof Rule.Values values) {
                values.values().stream()
                        .filter(value -> value.isTextual())
                        .forEach(value -> excluded.add(value.textValue()));
            } else {
                plain = false;
            }
        }
        if (least > most || isContradiction(literals)) {
            return Outcome.NONE;
        }
        return plain ? ofLength(least, most, excluded, literals) : product(literals, excluded, least);
    }

    private static boolean isContradiction(List<Goal> literals) {
        for (Goal has : literals) {
            for (Goal lacks : literals) {
                if (has.kept()
                        && !lacks.kept()
                        && has.form().rule() instanceof Rule.HasFormat inner
                        && lacks.form().rule() instanceof Rule.HasFormat outer
                        && Formats.within(inner.name(), outer.name())) {
                    return true;
                }
            }
        }
        return false;
    }

    private Outcome ofLength(long least, long most, List<String> excluded, List<Goal> literals) {
        if (least > MAX_LENGTH) {
            return new Unknown("the texts would be longer than " + MAX_LENGTH);
        }
        int length = (int) Math.min(most, Math.max(least, excluded.isEmpty() ? least : least + 1));
        int tried = excluded.size() + 1;
        if (length == 0) {
            tried = 1;
        }
        for (int letter = 0; letter < tried; letter++) {
            String last = length == 0 ? "" : Character.toString(FIRST_LETTER + letter);
            String text = "a".repeat(Math.max(0, length - 1)).concat(last);
            if (evaluation.meets(literals, TextNode.valueOf(text)) == Truth.YES) {
                return new Found(TextNode.valueOf(text));
            }
        }
        return length == 0 ? Outcome.NONE : new Unknown("no text was found that breaks it");
    }

    private Outcome product(List<Goal> literals, List<String> excluded, long least) {
        var product = new TextProduct(budget);
        var candidates = new ArrayList<String>();
        for (Goal literal : literals) {
            if (literal.form().rule() instanceof Rule.Matches matches) {
                TextPattern.of(matches.regex()).automaton().ifPresent(pattern -> product.add(pattern, literal.kept()));
                if (literal.kept()) {
                    candidates.addAll(forms.samples());
                }
            } else if (literal.form().rule() instanceof Rule.HasFormat format) {
                if (literal.kept()) {
                    candidates.addAll(Formats.samples(format.name()));
                    TextPattern.of(Formats.shape(format.name()))
                            .automaton()
                            .ifPresent(shape -> product.add(shape, true));
                }
            }
        }
        candidates.addAll(Formats.others());
        literals.forEach(literal -> candidates.addAll(words(literal)));
        excluded.stream().limit(MAX_EXCLUDED).forEach(product::exclude);
        TextProduct.Texts texts = product.texts((int) Math.min(least, MAX_EXCLUDED));
        if (texts.complete() && texts.found().isEmpty()) {
            return Outcome.NONE;
        }
        candidates.addAll(0, texts.found());
        for (String candidate : candidates) {
            if (evaluation.meets(literals, TextNode.valueOf(candidate)) == Truth.YES) {
                return new Found(TextNode.valueOf(candidate));
            }
        }
        long length = texts.shortest();
        boolean tooLong = texts.complete() && literals.stream().anyMatch(literal -> isShorter(literal, length));
        return tooLong
                ? Outcome.NONE
                : new Unknown("whether one expression or format allows more texts than another is not known");
    }

    /** What stands literally in an expression that is no automaton: it is often what such an expression looks ahead for. */
    private static List<String> words(Goal literal) {
        if (literal.form().rule() instanceof Rule.Matches matches
                && TextPattern.of(matches.regex()).automaton().isEmpty()) {
            var words = new ArrayList<>(List.of(matches.regex().split("[^A-Za-z0-9]+")));
            words.addAll(List.of("Abcdefg1", "Abcdef1!", "aA1!aA1!aA1!"));
            return words;
        }
        return List.of();
    }

    private static boolean isShorter(Goal literal, long than) {
        return literal.form().rule() instanceof Rule.Bound bound
                && bound.upper() == literal.kept()
                && (literal.kept()
                        ? bound.limit().longValue() < than
                        : bound.limit().longValue() <= than);
    }
}
