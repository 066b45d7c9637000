package io.saltbus.registry.internal.compatibility;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.TextNode;
import io.saltbus.registry.internal.compatibility.ObjectSearch.Selected;
import io.saltbus.registry.internal.compatibility.ObjectSearch.Wishes;
import io.saltbus.registry.internal.compatibility.Outcome.Found;
import io.saltbus.registry.internal.compatibility.Outcome.Unknown;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** Makes names of properties that no schema tells: one for each way in which the expressions of the schemas can match it. */
final class FreshNames {
    private static final int MAX_OPEN = 5;

    private final Search search;
    private final Wishes wishes;
    private final Set<String> regexes = new TreeSet<>();
    private final Set<String> used = new HashSet<>();
    private boolean incomplete;

    FreshNames(Search search, Wishes wishes) {
        this.search = search;
        this.wishes = wishes;
        for (Selected one : wishes.every()) {
            regexes.addAll(one.selector().regexes());
        }
        for (Selected one : wishes.some()) {
            regexes.addAll(one.selector().regexes());
        }
        regexes.addAll(wishes.unwritten());
    }

    boolean isIncomplete() {
        return incomplete;
    }

    /** Never makes these names again. */
    void used(JsonNode object) {
        object.fieldNames().forEachRemaining(used::add);
    }

    /**
     * Makes names.
     *
     * @param selector what selects them; null for any
     * @param goal what each meets; null for nothing
     * @param known names that are there already
     */
    List<String> names(@Nullable Selector selector, @Nullable Goal goal, Set<String> known) {
        var goals = new ArrayList<Goal>(wishes.names());
        if (goal != null) {
            goals.add(goal);
        }
        goals.add(new Goal(search.forms().types(JsonTypes.STRING), true, false));
        var excluded = new HashSet<JsonNode>();
        known.forEach(name -> excluded.add(TextNode.valueOf(name)));
        used.forEach(name -> excluded.add(TextNode.valueOf(name)));
        if (!excluded.isEmpty()) {
            goals.add(new Goal(search.forms().values(excluded), false, false));
        }
        var open = new ArrayList<String>();
        for (String regex : regexes) {
            boolean isDecided = selector != null && selector.regexes().contains(regex);
            if (isDecided) {
                goals.add(matches(regex, selector instanceof Selector.Matching));
            } else {
                open.add(regex);
            }
        }
        var names = new ArrayList<String>();
        incomplete |= open.size() > MAX_OPEN;
        gather(goals, open.subList(0, Math.min(open.size(), MAX_OPEN)), names);
        return names;
    }

    private Goal matches(String regex, boolean kept) {
        return new Goal(search.forms().keep(new Rule.Matches(regex)), kept, false);
    }

    private void gather(List<Goal> goals, List<String> open, List<String> names) {
        if (open.isEmpty()) {
            Outcome outcome = search.find(goals);
            incomplete |= outcome instanceof Unknown;
            if (outcome instanceof Found found) {
                names.add(found.value().textValue());
            }
            return;
        }
        for (boolean kept : new boolean[] {false, true}) {
            var more = new ArrayList<>(goals);
            more.add(matches(open.get(0), kept));
            gather(more, open.subList(1, open.size()), names);
        }
    }
}
