package io.saltbus.registry.internal.compatibility;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.saltbus.registry.internal.compatibility.ArraySearch.ArrayWishes;
import io.saltbus.registry.internal.compatibility.ArraySearch.Few;
import io.saltbus.registry.internal.compatibility.ArraySearch.Some;
import io.saltbus.registry.internal.compatibility.Outcome.Found;
import io.saltbus.registry.internal.compatibility.Outcome.None;
import io.saltbus.registry.internal.compatibility.Outcome.Unknown;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;

/** Looks for an array of one length. */
final class ArrayAttempt {
    private final Search search;
    private final ArrayWishes wanted;
    private final int length;
    private final List<List<Goal>> places = new ArrayList<>();

    ArrayAttempt(Search search, ArrayWishes wanted, int length) {
        this.search = search;
        this.wanted = wanted;
        this.length = length;
        for (int index = 0; index < length; index++) {
            places.add(new ArrayList<>(wanted.at(index)));
        }
    }

    Outcome find() {
        return place(0, 0, wanted.some().isEmpty() ? 0 : wanted.some().get(0).count());
    }

    /** Gives each item that there must be a place: the next one of a kind always comes after the one before. */
    private Outcome place(int kind, int from, int left) {
        if (kind == wanted.some().size()) {
            return wanted.twice() ? twice() : filled(-1, -1);
        }
        Some some = wanted.some().get(kind);
        if (left <= 0) {
            int next = kind + 1;
            return place(
                    next,
                    0,
                    next < wanted.some().size() ? wanted.some().get(next).count() : 0);
        }
        Outcome unknown = Outcome.NONE;
        int last = Math.min(length, some.to());
        // beyond the tail all places are alike: as many as there are wishes is enough
        int end = (int) Math.min(last, Math.max(wanted.tail(), from) + wanted.placesNeeded());
        for (int index = Math.max(from, some.from()); index < end; index++) {
            if (!search.budget().spend()) {
                return new Unknown(Search.STEPS);
            }
            places.get(index).add(some.goal());
            boolean possible = !(search.find(places.get(index)) instanceof None);
            Outcome outcome = possible ? place(kind, index + 1, left - 1) : Outcome.NONE;
            places.get(index).remove(places.get(index).size() - 1);
            if (outcome instanceof Found) {
                return outcome;
            }
            unknown = outcome instanceof Unknown ? outcome : unknown;
        }
        return unknown;
    }

    private Outcome twice() {
        Outcome unknown = Outcome.NONE;
        int end = (int) Math.min(length, wanted.tail() + wanted.placesNeeded() + 2);
        for (int left = 0; left < end; left++) {
            for (int right = left + 1; right < end; right++) {
                Outcome outcome = filled(left, right);
                if (outcome instanceof Found) {
                    return outcome;
                }
                unknown = outcome instanceof Unknown ? outcome : unknown;
            }
        }
        return unknown;
    }

    private Outcome filled(int left, int right) {
        List<List<Goal>> all = new ArrayList<>();
        places.forEach(goals -> all.add(new ArrayList<>(goals)));
        if (left >= 0) {
            all.get(right).addAll(all.get(left));
            all.set(left, all.get(right));
        }
        for (Few few : wanted.few()) {
            int spare = few.most();
            for (List<Goal> goals : all) {
                var without = new ArrayList<>(goals);
                without.add(few.goal().opposite());
                if (!(search.find(without) instanceof None)) {
                    goals.add(few.goal().opposite());
                } else if (--spare < 0) {
                    return wanted.few().size() == 1 ? Outcome.NONE : new Unknown(Search.STEPS);
                }
            }
        }
        return valued(all, left, right);
    }

    private Outcome valued(List<List<Goal>> all, int left, int right) {
        ArrayNode array = JsonNodeFactory.instance.arrayNode(length);
        var used = new HashSet<JsonNode>();
        for (int index = 0; index < length; index++) {
            if (index == right) {
                array.add(array.get(left));
                continue;
            }
            Outcome item = search.find(all.get(index));
            if (!(item instanceof Found found)) {
                return item;
            }
            JsonNode value = found.value();
            if (wanted.unique()) {
                if (used.contains(value)) {
                    value = search.findOther(all.get(index), used);
                }
                if (value == null) {
                    return areAlike(all) && search.isNone(all.get(index), used)
                            ? Outcome.NONE
                            : new Unknown("whether there are enough different items is not known");
                }
                used.add(value);
            }
            array.add(value);
        }
        return new Found(array);
    }

    private static boolean areAlike(List<List<Goal>> all) {
        return all.stream().map(HashSet::new).distinct().count() == 1;
    }
}
