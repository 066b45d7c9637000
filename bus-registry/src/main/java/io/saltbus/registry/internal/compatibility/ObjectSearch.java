package io.saltbus.registry.internal.compatibility;

import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/** Looks for an object: gathers what is asked of it, then lets {@link ObjectAttempt} put it together. */
final class ObjectSearch {
    private final Search search;
    private final Mentions mentions;

    ObjectSearch(Search search) {
        this.search = search;
        this.mentions = new Mentions(search.forms());
    }

    /** All properties that are selected meet a goal; or one does. */
    record Selected(Selector selector, Goal goal) {}

    /**
     * What literals ask of an object.
     *
     * @param every of all properties that are selected
     * @param some of one of the properties that are selected
     * @param names of all names
     * @param someNames of one name
     * @param present properties that there must be
     * @param absent properties that there must not be
     * @param told every name that is told
     * @param unwritten expressions of the reader of which no property is sent that the writer does not declare
     */
    record Wishes(
            List<Selected> every,
            List<Selected> some,
            List<Goal> names,
            List<Goal> someNames,
            Set<String> present,
            Set<String> absent,
            Set<String> told,
            List<String> unwritten,
            long least,
            long most) {}

    Outcome find(List<Goal> literals, Branch branch, Collection<Goal> goals) {
        var every = new ArrayList<Selected>();
        var some = new ArrayList<Selected>();
        var names = new ArrayList<Goal>();
        var someNames = new ArrayList<Goal>();
        var present = new TreeSet<String>();
        var absent = new TreeSet<String>();
        var told = new TreeSet<String>();
        long least = 0;
        long most = Long.MAX_VALUE;
        for (Goal literal : literals) {
            Rule rule = literal.form().rule();
            if (rule instanceof Rule.Properties properties) {
                (literal.kept() ? every : some).add(new Selected(properties.selector(), literal.of(properties.form())));
                told.addAll(properties.selector().names());
            } else if (rule instanceof Rule.Names of) {
                (literal.kept() ? names : someNames).add(literal.of(of.form()));
            } else if (rule instanceof Rule.Required required) {
                (literal.kept() ? present : absent).add(required.name());
                told.add(required.name());
            } else if (rule instanceof Rule.Bound bound) {
                long limit = bound.limit().setScale(0, RoundingMode.DOWN).longValue();
                if (bound.upper() == literal.kept()) {
                    most = Math.min(most, literal.kept() ? limit : limit - 1);
                } else {
                    least = Math.max(least, literal.kept() ? limit : limit + 1);
                }
            }
        }
        List<String> unwritten = List.of();
        if (!branch.isWrittenOpen() && isDeclaring(branch, literals)) {
            Mentions.Told reader = mentions.of(goals);
            Set<String> declared = writtenNames(literals);
            reader.names().stream()
                    .filter(name -> !declared.contains(name))
                    .filter(name -> isUnwritten(literals, name))
                    .forEach(absent::add);
            unwritten = List.copyOf(reader.regexes());
        }
        if (least > most || !java.util.Collections.disjoint(present, absent)) {
            return Outcome.NONE;
        }
        var wishes = new Wishes(every, some, names, someNames, present, absent, told, unwritten, least, most);
        return new ObjectAttempt(search, wishes, name -> isUnwritten(literals, name)).find();
    }

    /** Whether the writer's schema is about objects, and not about anything. */
    private static boolean isDeclaring(Branch branch, List<Goal> literals) {
        return branch.typed()
                || literals.stream()
                        .anyMatch(literal ->
                                literal.written() && literal.form().rule().about() == JsonTypes.OBJECT);
    }

    private static Set<String> writtenNames(List<Goal> literals) {
        var names = new HashSet<String>();
        for (Goal literal : literals) {
            if (literal.written() && literal.form().rule() instanceof Rule.Required required) {
                names.add(required.name());
            }
        }
        return names;
    }

    /** Whether no keyword of the writer's schema tells of that property. */
    private static boolean isUnwritten(List<Goal> literals, String name) {
        for (Goal literal : literals) {
            if (literal.written()
                    && literal.form().rule() instanceof Rule.Properties properties
                    && (properties.selector().names().contains(name)
                            || properties.selector().selects(name))) {
                return false;
            }
        }
        return true;
    }
}
