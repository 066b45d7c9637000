package io.saltbus.registry.internal.compatibility;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.HashSet;
import java.util.List;
import java.util.TreeSet;

/** All texts that some expressions find and others do not, the shortest first. */
final class TextProduct {
    private static final int MAX_STATES = 4_000;
    private static final int ENOUGH = 24;
    private static final String READABLE = "aAb0B19-_ .";

    private record Side(Automaton automaton, boolean kept) {}

    private record State(List<BitSet> places, int length) {}

    private record Reached(State state, String text) {}

    /**
     * What was found.
     *
     * @param found some of the texts, the shortest first
     * @param complete whether there is none where none was found, and none shorter than the first
     */
    record Texts(List<String> found, boolean complete) {
        long shortest() {
            return found.isEmpty()
                    ? 0
                    : found.get(0).codePointCount(0, found.get(0).length());
        }
    }

    private final List<Side> sides = new ArrayList<>();
    private final Budget budget;

    TextProduct(Budget budget) {
        this.budget = budget;
    }

    void add(Automaton automaton, boolean kept) {
        sides.add(new Side(automaton, kept));
    }

    /** Leaves one text out. */
    void exclude(String text) {
        var literal = new StringBuilder("^");
        text.codePoints().forEach(sign -> {
            if (!Character.isLetterOrDigit(sign)) {
                literal.append('\\');
            }
            literal.appendCodePoint(sign);
        });
        Automaton automaton = RegexReader.read(literal.append('$').toString());
        if (automaton != null) {
            add(automaton, false);
        }
    }

    /** Looks for texts of at least that many signs. */
    Texts texts(int least) {
        List<Integer> signs = signs();
        var found = new ArrayList<String>();
        var seen = new HashSet<State>();
        var waiting = new ArrayDeque<Reached>();
        waiting.add(new Reached(
                new State(sides.stream().map(side -> side.automaton.start()).toList(), 0), ""));
        while (!waiting.isEmpty()) {
            if (seen.size() > MAX_STATES || !budget.spend()) {
                return new Texts(found, !found.isEmpty());
            }
            Reached reached = waiting.remove();
            if (reached.state.length >= least && isAccepted(reached)) {
                found.add(reached.text);
                if (found.size() >= ENOUGH) {
                    return new Texts(found, true);
                }
            }
            for (int sign : signs) {
                State next = after(reached, sign, least);
                if (isAlive(next) && seen.add(next)) {
                    waiting.add(new Reached(next, reached.text + Character.toString(sign)));
                }
            }
        }
        return new Texts(found, true);
    }

    private State after(Reached reached, int sign, int least) {
        var places = new ArrayList<BitSet>(sides.size());
        for (int side = 0; side < sides.size(); side++) {
            places.add(sides.get(side).automaton.after(reached.state.places.get(side), sign, reached.text.isEmpty()));
        }
        return new State(places, Math.min(least, reached.state.length + 1));
    }

    private boolean isAccepted(Reached reached) {
        for (int side = 0; side < sides.size(); side++) {
            Side of = sides.get(side);
            if (of.automaton.accepts(reached.state.places.get(side), reached.text.isEmpty()) != of.kept) {
                return false;
            }
        }
        return true;
    }

    private boolean isAlive(State state) {
        for (int side = 0; side < sides.size(); side++) {
            if (!sides.get(side).kept && sides.get(side).automaton.isDecided(state.places.get(side))) {
                return false;
            }
        }
        return true;
    }

    /** One of each set of code points that no expression tells apart. */
    private List<Integer> signs() {
        var borders = new TreeSet<Integer>(List.<Integer>of(0, 0x20, 0x7f, 0xd800, 0xe000));
        sides.forEach(side -> borders.addAll(side.automaton.borders()));
        var signs = new ArrayList<Integer>();
        for (int border : borders) {
            Integer end = borders.higher(border);
            int last = end == null ? Automaton.LAST : end - 1;
            if (border < Character.MIN_SURROGATE || border > Character.MAX_SURROGATE) {
                signs.add(READABLE.chars()
                        .filter(sign -> sign >= border && sign <= last)
                        .findFirst()
                        .orElse(border));
            }
        }
        signs.sort((left, right) -> Integer.compare(rank(left), rank(right)));
        return signs;
    }

    private static int rank(int sign) {
        int place = READABLE.indexOf(sign);
        return place >= 0 ? place : sign < 0x20 ? Integer.MAX_VALUE : 64 + sign;
    }
}
