package io.saltbus.registry.internal.compatibility;

import com.fasterxml.jackson.databind.JsonNode;
import io.saltbus.registry.internal.compatibility.Outcome.Found;
import io.saltbus.registry.internal.compatibility.Outcome.None;
import io.saltbus.registry.internal.compatibility.Outcome.Unknown;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Looks for a value that keeps some rules and breaks others, or shows that there is none: it decides what can be decided at once, then
 * tries the ways in which each choice can be made, and leaves as soon as what is decided so far cannot be met.
 *
 * <p>Recursive schemas end because a smallest value never holds, further in, what is looked for in it: goals that are met again within
 * themselves count as impossible there.
 */
final class Search {
    static final String STEPS = "the schemas combine more choices than can be tried";
    private static final int MAX_DEPTH = 60;

    private final Forms forms;
    private final Budget budget;
    private final Evaluation evaluation;
    private final Map<String, Outcome> known = new HashMap<>();
    private final Map<String, Integer> open = new HashMap<>();
    private final TypedSearch typed;
    private int assumed = Integer.MAX_VALUE; // depth of the outermost goals that were assumed impossible since

    Search(Forms forms, Budget budget) {
        this.forms = forms;
        this.budget = budget;
        this.evaluation = new Evaluation(forms, budget);
        this.typed = new TypedSearch(this, evaluation);
    }

    Forms forms() {
        return forms;
    }

    Budget budget() {
        return budget;
    }

    Evaluation evaluation() {
        return evaluation;
    }

    /** Looks for a value that meets all goals. */
    Outcome find(Collection<Goal> goals) {
        String key = key(goals);
        Outcome before = known.get(key);
        if (before != null) {
            return before;
        }
        Integer outer = open.get(key);
        if (outer != null) {
            assumed = Math.min(assumed, outer);
            return Outcome.NONE;
        }
        int depth = open.size();
        if (!budget.spend() || depth > MAX_DEPTH) {
            return new Unknown(STEPS);
        }
        int assumedBefore = assumed;
        assumed = Integer.MAX_VALUE;
        open.put(key, depth);
        Outcome outcome = search(goals);
        open.remove(key);
        if (outcome instanceof Found || (outcome instanceof None && assumed >= depth)) {
            known.put(key, outcome);
        }
        assumed = Math.min(assumedBefore, assumed >= depth ? Integer.MAX_VALUE : assumed);
        return outcome;
    }

    private static String key(Collection<Goal> goals) {
        int[] codes = goals.stream().mapToInt(Goal::code).sorted().distinct().toArray();
        return Arrays.toString(codes);
    }

    private Outcome search(Collection<Goal> goals) {
        var branch = new Branch(forms);
        branch.addAll(goals);
        return explore(branch, goals);
    }

    private Outcome explore(Branch branch, Collection<Goal> goals) {
        if (branch.closed()) {
            return Outcome.NONE;
        }
        if (!budget.spend()) {
            return new Unknown(STEPS);
        }
        branch.settle();
        Outcome now = typed.find(branch, goals);
        if (now instanceof None) {
            return now;
        }
        if (branch.choices().isEmpty()) {
            return branch.opaque()
                    ? new Unknown("it depends on something that is not understood")
                    : confirmed(now, goals);
        }
        if (!branch.isWrittenOpen()
                && now instanceof Found found
                && evaluation.meets(goals, found.value()) == Truth.YES) {
            return now;
        }
        return chosen(branch, goals);
    }

    private Outcome confirmed(Outcome now, Collection<Goal> goals) {
        if (now instanceof Found found && evaluation.meets(goals, found.value()) != Truth.YES) {
            return new Unknown("a payload that should break it could not be confirmed");
        }
        return now;
    }

    private Outcome chosen(Branch branch, Collection<Goal> goals) {
        List<Branch> fewest = null;
        for (Goal choice : choices(branch)) {
            List<Branch> live = live(branch, choice, goals, branch.choices().size() > 1);
            if (live.isEmpty()) {
                return Outcome.NONE;
            }
            if (fewest == null || live.size() < fewest.size()) {
                fewest = live;
            }
        }
        Outcome unknown = null;
        for (Branch way : fewest == null ? List.<Branch>of() : fewest) {
            Outcome outcome = explore(way, goals);
            if (outcome instanceof Found) {
                return outcome;
            }
            unknown = outcome instanceof Unknown ? outcome : unknown;
        }
        return unknown == null ? Outcome.NONE : unknown;
    }

    // what the writer's schema leaves open comes first: until it is chosen, it is not known which properties a payload
    // has
    private static List<Goal> choices(Branch branch) {
        if (!branch.isWrittenOpen()) {
            return branch.choices();
        }
        return branch.choices().stream().filter(Goal::written).limit(1).toList();
    }

    private List<Branch> live(Branch branch, Goal choice, Collection<Goal> goals, boolean tried) {
        var live = new ArrayList<Branch>();
        for (List<Goal> way : Branch.ways(choice)) {
            Branch next = branch.with(choice, way);
            if (!next.closed() && (!tried || !(typed.find(next, goals) instanceof None))) {
                live.add(next);
            }
        }
        return live;
    }

    /** A value that meets the goals and is none of these; null where none is known. */
    @Nullable
    JsonNode findOther(Collection<Goal> goals, Set<JsonNode> than) {
        return find(without(goals, than)) instanceof Found found ? found.value() : null;
    }

    /** Whether it is certain that no value meets the goals but these. */
    boolean isNone(Collection<Goal> goals, Set<JsonNode> but) {
        return find(without(goals, but)) instanceof None;
    }

    private List<Goal> without(Collection<Goal> goals, Set<JsonNode> values) {
        var all = new ArrayList<Goal>(goals);
        all.add(new Goal(forms.values(Set.copyOf(values)), false, false));
        return all;
    }
}
