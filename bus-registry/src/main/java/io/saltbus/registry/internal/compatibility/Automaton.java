package io.saltbus.registry.internal.compatibility;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * Finds a regular expression anywhere in a text, one code point after the other, without ever going back. Its states are sets of the
 * places in the expression where a reader could be.
 */
final class Automaton {
    static final int LAST = Character.MAX_CODE_POINT;
    private static final int MAX_PLACES = 3_000;

    private record Step(int from, int to, int place) {}

    private final List<List<Step>> steps = new ArrayList<>();
    private final List<List<Integer>> free = new ArrayList<>();
    private final List<List<Integer>> atStart = new ArrayList<>();
    private final List<List<Integer>> atEnd = new ArrayList<>();
    private int first;
    private int last;

    /** It grew too large to be worth it. */
    static final class TooLarge extends RuntimeException {
        private static final long serialVersionUID = 1L;

        TooLarge() {
            super("an expression has more than " + MAX_PLACES + " places", null, false, false);
        }
    }

    int place() {
        if (steps.size() >= MAX_PLACES) {
            throw new TooLarge();
        }
        steps.add(new ArrayList<>(2));
        free.add(new ArrayList<>(2));
        atStart.add(new ArrayList<>(0));
        atEnd.add(new ArrayList<>(0));
        return steps.size() - 1;
    }

    void step(int place, int from, int to, int next) {
        steps.get(place).add(new Step(from, to, next));
    }

    void free(int place, int next) {
        free.get(place).add(next);
    }

    void onlyAtStart(int place, int next) {
        atStart.get(place).add(next);
    }

    void onlyAtEnd(int place, int next) {
        atEnd.get(place).add(next);
    }

    /** Ends the building: whatever stands before and after what is between the two places is skipped. */
    Automaton found(int from, int to) {
        first = place();
        step(first, 0, LAST, first);
        free(first, from);
        last = to;
        step(last, 0, LAST, last);
        return this;
    }

    BitSet start() {
        var state = new BitSet();
        state.set(first);
        return state;
    }

    /** Where a reader could be after one more code point. */
    BitSet after(BitSet state, int sign, boolean isFirst) {
        var next = new BitSet();
        closed(state, isFirst, false).stream().forEach(place -> {
            for (Step step : steps.get(place)) {
                if (step.from <= sign && sign <= step.to) {
                    next.set(step.place);
                }
            }
        });
        return next;
    }

    boolean accepts(BitSet state, boolean isEmpty) {
        return closed(state, isEmpty, true).get(last);
    }

    /** Whether it is found already, whatever follows. */
    boolean isDecided(BitSet state) {
        return state.get(last);
    }

    boolean isFoundIn(String text) {
        BitSet state = start();
        int at = 0;
        while (at < text.length()) {
            int sign = text.codePointAt(at);
            state = after(state, sign, at == 0);
            at += Character.charCount(sign);
        }
        return accepts(state, text.isEmpty());
    }

    private BitSet closed(BitSet state, boolean isFirst, boolean isEnd) {
        var closed = (BitSet) state.clone();
        var waiting = new ArrayDeque<Integer>();
        state.stream().forEach(waiting::add);
        while (!waiting.isEmpty()) {
            int place = waiting.remove();
            follow(free.get(place), closed, waiting);
            if (isFirst) {
                follow(atStart.get(place), closed, waiting);
            }
            if (isEnd) {
                follow(atEnd.get(place), closed, waiting);
            }
        }
        return closed;
    }

    private static void follow(List<Integer> places, BitSet closed, ArrayDeque<Integer> waiting) {
        for (int place : places) {
            if (!closed.get(place)) {
                closed.set(place);
                waiting.add(place);
            }
        }
    }

    /** The code points from which on it may decide otherwise. */
    SortedSet<Integer> borders() {
        var borders = new TreeSet<Integer>();
        for (List<Step> of : steps) {
            for (Step step : of) {
                borders.add(step.from);
                if (step.to < LAST) {
                    borders.add(step.to + 1);
                }
            }
        }
        return borders;
    }
}
