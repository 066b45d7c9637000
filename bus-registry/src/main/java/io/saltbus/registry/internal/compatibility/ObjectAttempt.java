package io.saltbus.registry.internal.compatibility;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import io.saltbus.registry.internal.compatibility.ObjectSearch.Selected;
import io.saltbus.registry.internal.compatibility.ObjectSearch.Wishes;
import io.saltbus.registry.internal.compatibility.Outcome.Found;
import io.saltbus.registry.internal.compatibility.Outcome.None;
import io.saltbus.registry.internal.compatibility.Outcome.Unknown;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** Puts an object together: properties that there must be find a name, then each name a value. */
final class ObjectAttempt {
    private static final int MAX_FILLED = 300;

    private final Search search;
    private final Wishes wishes;
    private final Predicate<String> unwritten;
    private final FreshNames fresh;
    private final List<Selected> wanted = new ArrayList<>();
    private final Map<String, List<Goal>> chosen = new LinkedHashMap<>();
    private boolean incomplete;

    ObjectAttempt(Search search, Wishes wishes, Predicate<String> unwritten) {
        this.search = search;
        this.wishes = wishes;
        this.unwritten = unwritten;
        this.fresh = new FreshNames(search, wishes);
        wanted.addAll(wishes.some());
    }

    Outcome find() {
        Outcome outcome = place(0);
        return outcome instanceof None && (incomplete || fresh.isIncomplete())
                ? new Unknown("not every name that a property could have was tried")
                : outcome;
    }

    private Outcome place(int next) {
        if (!search.budget().spend()) {
            return new Unknown(Search.STEPS);
        }
        if (next < wanted.size()) {
            Selected one = wanted.get(next);
            return among(candidates(one.selector(), null), one.goal(), next);
        }
        int name = next - wanted.size();
        if (name < wishes.someNames().size()) {
            Goal goal = wishes.someNames().get(name);
            return among(candidates(null, goal), new Goal(search.forms().any(), true, false), next);
        }
        return filled();
    }

    private Outcome among(Set<String> names, Goal goal, int next) {
        Outcome unknown = Outcome.NONE;
        for (String name : names) {
            List<Goal> goals = chosen.get(name);
            List<Goal> more = goals == null ? new ArrayList<>() : new ArrayList<>(goals);
            more.add(goal);
            Outcome value = search.find(asked(name, more));
            Outcome outcome = value;
            if (!(value instanceof None)) {
                chosen.put(name, more);
                outcome = place(next + 1);
                if (goals == null) {
                    chosen.remove(name);
                } else {
                    chosen.put(name, goals);
                }
            }
            if (outcome instanceof Found) {
                return outcome;
            }
            unknown = outcome instanceof Unknown ? outcome : unknown;
        }
        return unknown;
    }

    private Set<String> candidates(@Nullable Selector selector, @Nullable Goal name) {
        var candidates = new LinkedHashSet<String>();
        var known = new TreeSet<>(wishes.told());
        known.addAll(chosen.keySet());
        for (String one : known) {
            if ((selector == null || selector.selects(one))
                    && isPossible(one)
                    && (name == null || isNamed(one, List.of(name)))) {
                candidates.add(one);
            }
        }
        if (!(selector instanceof Selector.Named)) {
            for (String one : fresh.names(selector, name, known)) {
                if (isPossible(one)) {
                    candidates.add(one);
                }
            }
        }
        return candidates;
    }

    private boolean isPossible(String name) {
        boolean assumedAbsent = !wishes.present().contains(name)
                && !wishes.unwritten().isEmpty()
                && unwritten.test(name)
                && wishes.unwritten().stream()
                        .anyMatch(regex -> TextPattern.of(regex).isFoundIn(name));
        return !assumedAbsent && !wishes.absent().contains(name) && isNamed(name, wishes.names());
    }

    private boolean isNamed(String name, List<Goal> goals) {
        Truth named = search.evaluation().meets(goals, TextNode.valueOf(name));
        incomplete |= named == Truth.UNKNOWN;
        return named == Truth.YES;
    }

    private List<Goal> asked(String name, List<Goal> more) {
        var goals = new ArrayList<Goal>(more);
        for (Selected one : wishes.every()) {
            if (one.selector().selects(name)) {
                goals.add(one.goal());
            }
        }
        return goals;
    }

    private Outcome filled() {
        ObjectNode object = JsonNodeFactory.instance.objectNode();
        var names = new LinkedHashSet<>(wishes.present());
        names.addAll(chosen.keySet());
        if (names.size() > wishes.most()) {
            return Outcome.NONE;
        }
        for (String name : names) {
            Outcome value =
                    isPossible(name) ? search.find(asked(name, chosen.getOrDefault(name, List.of()))) : Outcome.NONE;
            if (!(value instanceof Found found)) {
                return value;
            }
            object.set(name, found.value());
        }
        return object.size() < wishes.least() ? filledUp(object) : new Found(object);
    }

    private Outcome filledUp(ObjectNode object) {
        Outcome unknown = Outcome.NONE;
        while (object.size() < wishes.least()) {
            if (object.size() > MAX_FILLED) {
                return new Unknown("the objects would have more than " + MAX_FILLED + " properties");
            }
            int before = object.size();
            for (String name : candidates(null, null)) {
                if (!object.has(name) && object.size() < wishes.least()) {
                    Outcome value = search.find(asked(name, List.of()));
                    unknown = value instanceof Unknown ? value : unknown;
                    if (value instanceof Found found) {
                        object.set(name, found.value());
                    }
                }
            }
            fresh.used(object);
            if (object.size() == before) {
                return unknown;
            }
        }
        return new Found(object);
    }
}
