package io.saltbus.registry.internal.compatibility;

import io.saltbus.registry.internal.compatibility.Outcome.Found;
import io.saltbus.registry.internal.compatibility.Outcome.Unknown;
import java.util.ArrayList;
import java.util.List;

/** Looks for an array: tries lengths, and places for the items that there must be. */
final class ArraySearch {
    private static final int MAX_LENGTH = 2_000;
    private static final int MAX_LENGTHS = 40;

    private final Search search;

    ArraySearch(Search search) {
        this.search = search;
    }

    Outcome find(List<Goal> literals) {
        var wanted = ArrayWishes.of(literals);
        if (wanted.least() > wanted.most()) {
            return Outcome.NONE;
        }
        long last = Math.min(wanted.most(), Math.max(wanted.least(), wanted.tail()) + wanted.placesNeeded());
        Outcome unknown = Outcome.NONE;
        long length = wanted.least();
        for (int tried = 0; length <= last; tried++, length++) {
            if (length > MAX_LENGTH || tried > MAX_LENGTHS || wanted.placesNeeded() > MAX_LENGTHS) {
                return impossibleAtAll(wanted)
                        ? Outcome.NONE
                        : new Unknown("the arrays would be longer than " + MAX_LENGTH);
            }
            Outcome outcome = new ArrayAttempt(search, wanted, (int) length).find();
            if (outcome instanceof Found) {
                return outcome;
            }
            unknown = outcome instanceof Unknown ? outcome : unknown;
        }
        return unknown;
    }

    /** Whether even the first item cannot be. */
    private boolean impossibleAtAll(ArrayWishes wanted) {
        return wanted.least() > 0 && search.find(wanted.at(0)) == Outcome.NONE;
    }

    /** Some of the items from one index to before another meet a goal: so many of them. */
    record Some(int from, int to, Goal goal, int count) {}

    /** Not more than so many items meet a goal. */
    record Few(Goal goal, int most) {}

    /** All items from one index to before another meet a goal. */
    record Every(int from, int to, Goal goal) {}

    /** What literals ask of an array, sorted. */
    record ArrayWishes(
            long least, long most, List<Every> every, List<Some> some, List<Few> few, boolean unique, boolean twice) {
        static ArrayWishes of(List<Goal> literals) {
            long least = 0;
            long most = Long.MAX_VALUE;
            boolean unique = false;
            boolean twice = false;
            var every = new ArrayList<Every>();
            var some = new ArrayList<Some>();
            var few = new ArrayList<Few>();
            for (Goal literal : literals) {
                Rule rule = literal.form().rule();
                boolean kept = literal.kept();
                if (rule instanceof Rule.Bound bound) {
                    long limit = bound.limit().longValue();
                    if (bound.upper() == kept) {
                        most = Math.min(most, kept ? limit : limit - 1);
                    } else {
                        least = Math.max(least, kept ? limit : limit + 1);
                    }
                } else if (rule instanceof Rule.Items items) {
                    if (kept) {
                        every.add(new Every(items.from(), items.to(), literal.of(items.form())));
                    } else {
                        some.add(new Some(items.from(), items.to(), literal.of(items.form()), 1));
                    }
                } else if (rule instanceof Rule.Contains contains) {
                    var goal = new Goal(contains.form(), true, literal.written());
                    if (contains.upper() == kept) {
                        few.add(new Few(goal, kept ? contains.limit() : contains.limit() - 1));
                    } else {
                        some.add(new Some(0, Integer.MAX_VALUE, goal, kept ? contains.limit() : contains.limit() + 1));
                    }
                } else if (rule instanceof Rule.Unique) {
                    unique |= kept;
                    twice |= !kept;
                }
            }
            return new ArrayWishes(least, most, every, some, few, unique, twice);
        }

        /** From which index on all items are asked the same. */
        long tail() {
            long tail = 0;
            for (Every one : every) {
                tail = Math.max(tail, Math.max(one.from, one.to == Integer.MAX_VALUE ? 0 : one.to));
            }
            for (Some one : some) {
                tail = Math.max(tail, Math.max(one.from, one.to == Integer.MAX_VALUE ? 0 : one.to));
            }
            return tail;
        }

        long placesNeeded() {
            return some.stream().mapToLong(Some::count).sum() + (twice ? 2 : 0);
        }

        List<Goal> at(int index) {
            return every.stream()
                    .filter(one -> one.from <= index && index < one.to)
                    .map(Every::goal)
                    .toList();
        }
    }
}
