package io.saltbus.registry.internal.compatibility;

import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** One way to keep all goals of a value, as far as it has been decided: a mask of types, literals, and choices still to be made. */
final class Branch {
    private final Forms forms;
    private final Set<Goal> seen;
    private final List<Goal> literals;
    private final List<Goal> choices;
    private int mask;
    private boolean closed;
    private boolean typed;
    private boolean opaque;

    Branch(Forms forms) {
        this.forms = forms;
        this.seen = new LinkedHashSet<>();
        this.literals = new ArrayList<>();
        this.choices = new ArrayList<>();
        this.mask = JsonTypes.ANY;
    }

    private Branch(Branch from) {
        forms = from.forms;
        seen = new LinkedHashSet<>(from.seen);
        literals = new ArrayList<>(from.literals);
        choices = new ArrayList<>(from.choices);
        mask = from.mask;
        closed = from.closed;
        typed = from.typed;
        opaque = from.opaque;
    }

    /** This branch with a choice made. */
    Branch with(Goal choice, List<Goal> made) {
        var branch = new Branch(this);
        branch.choices.remove(choice);
        branch.addAll(made);
        return branch;
    }

    void addAll(Collection<Goal> goals) {
        goals.forEach(this::add);
    }

    private void add(Goal goal) {
        if (closed || !seen.add(goal)) {
            return;
        }
        Goal opposite = goal.opposite();
        if (seen.contains(opposite) || seen.contains(new Goal(goal.form(), !goal.kept(), !goal.written()))) {
            closed = true;
            return;
        }
        Rule rule = goal.form().rule();
        if (rule instanceof Rule.All all) {
            decide(goal, all.forms(), goal.kept());
        } else if (rule instanceof Rule.Some some) {
            decide(goal, some.forms(), !goal.kept());
        } else if (rule instanceof Rule.One) {
            choices.add(goal);
        } else if (rule instanceof Rule.Not not) {
            add(goal.against(not.form()));
        } else if (rule instanceof Rule.Reference reference) {
            add(goal.of(forms.target(reference)));
        } else if (rule instanceof Rule.Types types) {
            narrow(goal.kept() ? types.mask() : ~types.mask());
            typed |= goal.written();
        } else if (rule instanceof Rule.Opaque) {
            opaque = true;
        } else {
            literals.add(goal);
            if (!goal.kept() && rule.about() != 0) {
                narrow(rule.about());
            }
        }
    }

    private void decide(Goal goal, List<Form> parts, boolean all) {
        if (all) {
            parts.forEach(part -> add(goal.of(part)));
        } else if (parts.isEmpty()) {
            closed = true;
        } else {
            choices.add(goal);
        }
    }

    private void narrow(int to) {
        mask &= to;
        closed |= mask == 0;
    }

    boolean closed() {
        return closed;
    }

    boolean opaque() {
        return opaque;
    }

    int mask() {
        return mask;
    }

    /** Whether the schema by which is written says of which types it is. */
    boolean typed() {
        return typed;
    }

    List<Goal> literals() {
        return literals;
    }

    List<Goal> choices() {
        return choices;
    }

    /** Makes choices that are made already: what cannot hold is broken, whichever of its parts is. */
    void settle() {
        if (choices.isEmpty()) {
            return;
        }
        var kept = new ArrayList<Form>();
        kept.add(forms.types(mask));
        literals.stream().filter(Goal::kept).forEach(literal -> kept.add(literal.form()));
        Summary summary = Summary.of(kept);
        choices.removeIf(choice -> !choice.kept() && summary.excludes(forms.summary(choice.form())));
    }

    boolean isWrittenOpen() {
        return choices.stream().anyMatch(Goal::written);
    }

    /** The ways in which a choice can be made. */
    static List<List<Goal>> ways(Goal choice) {
        Rule rule = choice.form().rule();
        var ways = new ArrayList<List<Goal>>();
        if (rule instanceof Rule.All all) {
            all.forms().forEach(form -> ways.add(List.of(choice.of(form))));
        } else if (rule instanceof Rule.Some some) {
            some.forms().forEach(form -> ways.add(List.of(choice.of(form))));
        } else {
            oneOf(choice, ((Rule.One) rule).forms(), ways);
        }
        return ways;
    }

    private static void oneOf(Goal choice, List<Form> forms, List<List<Goal>> ways) {
        boolean written = choice.written();
        for (int index = 0; choice.kept() && index < forms.size(); index++) {
            var way = new ArrayList<Goal>();
            for (int other = 0; other < forms.size(); other++) {
                way.add(new Goal(forms.get(other), other == index, written));
            }
            ways.add(way);
        }
        if (!choice.kept()) {
            ways.add(forms.stream().map(form -> new Goal(form, false, written)).toList());
            for (int left = 0; left < forms.size(); left++) {
                for (int right = left + 1; right < forms.size(); right++) {
                    ways.add(List.of(
                            new Goal(forms.get(left), true, written), new Goal(forms.get(right), true, written)));
                }
            }
        }
    }
}
