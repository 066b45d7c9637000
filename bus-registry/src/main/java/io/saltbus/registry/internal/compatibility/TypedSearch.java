package io.saltbus.registry.internal.compatibility;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.BooleanNode;
import com.fasterxml.jackson.databind.node.NullNode;
import io.saltbus.registry.internal.compatibility.Outcome.Found;
import io.saltbus.registry.internal.compatibility.Outcome.Unknown;
import java.util.Collection;
import java.util.List;

/** Looks for a value that meets the literals of a branch, in one type after the other. */
final class TypedSearch {
    private final Evaluation evaluation;
    private final Budget budget;
    private final NumberSearch numbers;
    private final TextSearch texts;
    private final ArraySearch arrays;
    private final ObjectSearch objects;

    TypedSearch(Search search, Evaluation evaluation) {
        this.evaluation = evaluation;
        this.budget = search.budget();
        this.numbers = new NumberSearch(evaluation);
        this.texts = new TextSearch(evaluation, search.forms(), search.budget());
        this.arrays = new ArraySearch(search);
        this.objects = new ObjectSearch(search);
    }

    /** Whether the literals alone can be met; choices that are open may still make it impossible. */
    Outcome find(Branch branch, Collection<Goal> goals) {
        if (branch.closed()) {
            return Outcome.NONE;
        }
        if (!budget.spend(1 + branch.literals().size() + branch.choices().size())) {
            return new Unknown(Search.STEPS);
        }
        for (Goal literal : branch.literals()) {
            if (literal.kept() && literal.form().rule() instanceof Rule.Values values) {
                return among(values.values(), branch.literals(), branch.mask());
            }
        }
        Outcome unknown = Outcome.NONE;
        for (int type = JsonTypes.OBJECT; type > 0; type >>= 1) {
            if ((branch.mask() & type) != 0) {
                Outcome outcome = ofType(type, branch, goals);
                if (outcome instanceof Found) {
                    return outcome;
                }
                unknown = outcome instanceof Unknown ? outcome : unknown;
            }
        }
        return unknown;
    }

    private Outcome ofType(int type, Branch branch, Collection<Goal> goals) {
        List<Goal> literals = branch.literals().stream()
                .filter(goal ->
                        goal.form().rule().about() == 0 || (goal.form().rule().about() & type) != 0)
                .toList();
        return switch (type) {
            case JsonTypes.NULL -> among(List.of(NullNode.getInstance()), literals, type);
            case JsonTypes.BOOLEAN -> among(List.of(BooleanNode.TRUE, BooleanNode.FALSE), literals, type);
            case JsonTypes.STRING -> texts.find(literals);
            case JsonTypes.ARRAY -> arrays.find(literals);
            case JsonTypes.OBJECT -> objects.find(literals, branch, goals);
            default -> numbers.find(literals, type == JsonTypes.INTEGER);
        };
    }

    private Outcome among(Collection<JsonNode> candidates, List<Goal> literals, int mask) {
        Outcome unknown = Outcome.NONE;
        for (JsonNode candidate : candidates) {
            if ((JsonTypes.of(candidate) & mask) != 0) {
                Truth met = evaluation.meets(literals, candidate);
                if (met == Truth.YES) {
                    return new Found(candidate);
                }
                unknown = met == Truth.UNKNOWN ? new Unknown(Search.STEPS) : unknown;
            }
        }
        return unknown;
    }
}
