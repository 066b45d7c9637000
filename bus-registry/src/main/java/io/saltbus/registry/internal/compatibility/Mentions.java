package io.saltbus.registry.internal.compatibility;

import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Which properties of an object a rule declares, at whichever place in it. */
final class Mentions {
    private final Forms forms;
    private final Map<Form, Told> known = new HashMap<>();

    Mentions(Forms forms) {
        this.forms = forms;
    }

    /**
     * What is declared.
     *
     * @param names of {@code properties}
     * @param regexes of {@code patternProperties}
     */
    record Told(Set<String> names, Set<String> regexes) {}

    /** What those of the goals declare by which is read. */
    Told of(Collection<Goal> goals) {
        var all = new Told(new LinkedHashSet<>(), new LinkedHashSet<>());
        for (Goal goal : goals) {
            if (!goal.written()) {
                Told told = known.get(goal.form());
                if (told == null) {
                    told = new Told(new LinkedHashSet<>(), new LinkedHashSet<>());
                    gather(goal.form(), told, new HashSet<>());
                    known.put(goal.form(), told);
                }
                all.names.addAll(told.names);
                all.regexes.addAll(told.regexes);
            }
        }
        return all;
    }

    private void gather(Form form, Told told, Set<Form> seen) {
        if (!seen.add(form)) {
            return;
        }
        Rule rule = form.rule();
        if (rule instanceof Rule.Properties properties) {
            if (properties.selector() instanceof Selector.Named named) {
                told.names.add(named.name());
            } else if (properties.selector() instanceof Selector.Matching matching) {
                told.regexes.add(matching.regex());
            }
        }
        inner(rule).forEach(part -> gather(part, told, seen));
    }

    private List<Form> inner(Rule rule) {
        if (rule instanceof Rule.All all) {
            return all.forms();
        }
        if (rule instanceof Rule.Some some) {
            return some.forms();
        }
        if (rule instanceof Rule.One one) {
            return one.forms();
        }
        if (rule instanceof Rule.Not not) {
            return List.of(not.form());
        }
        return rule instanceof Rule.Reference reference ? List.of(forms.target(reference)) : List.of();
    }
}
