package io.saltbus.registry.internal.postgres;

import io.saltbus.registry.RegistryException;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Pattern;

/**
 * The version of the registry's tables, number by number. While the first number stays, an older program works with newer tables: a
 * service is not stopped by the migration that another one needs.
 *
 * @param numbers such as 1, 1
 */
record TablesVersion(List<Integer> numbers) implements Comparable<TablesVersion> {
    private static final Pattern FORM = Pattern.compile("\\d{1,9}(\\.\\d{1,9})*");
    private static final TablesVersion NONE = new TablesVersion(List.of(0));

    /** What this program is written for: that of the newest migration. */
    static final TablesVersion WANTED = of("1.1");

    /** Where migrations note what they have done. */
    static final String HISTORY = "saltbus_registry_history";

    /** Every version in the history; one row for each. */
    static final String SELECT = "SELECT version FROM " + HISTORY + " WHERE success AND version IS NOT NULL";

    static TablesVersion of(String text) {
        return FORM.matcher(text).matches()
                ? new TablesVersion(
                        Arrays.stream(text.split("\\.")).map(Integer::valueOf).toList())
                : NONE;
    }

    static TablesVersion newest(List<String> versions) {
        return versions.stream()
                .map(TablesVersion::of)
                .max(TablesVersion::compareTo)
                .orElse(NONE);
    }

    /** @throws RegistryException.WrongTables where this program cannot work with tables of this version */
    void requireKnown(PgAddress address) {
        if (numbers.get(0) > WANTED.numbers.get(0)) {
            throw new RegistryException.WrongTables("the registry's tables in " + address.shown() + " are of version "
                    + this + ", made by a newer SaltBus; this one knows up to " + WANTED
                    + ". Use a newer SaltBus, or another database");
        }
    }

    /** @throws RegistryException.WrongTables also where they lack what this program needs */
    void requireUsable(PgAddress address) {
        requireKnown(address);
        if (compareTo(WANTED) < 0) {
            throw new RegistryException.WrongTables("the registry's tables in " + address.shown()
                    + (equals(NONE) ? " are not there" : " are of version " + this) + ", this SaltBus needs " + WANTED
                    + ". Run \"saltbus migrate\"");
        }
    }

    @Override
    public int compareTo(TablesVersion other) {
        for (int at = 0; at < Math.min(numbers.size(), other.numbers.size()); at++) {
            int order = Integer.compare(numbers.get(at), other.numbers.get(at));
            if (order != 0) {
                return order;
            }
        }
        return Integer.compare(numbers.size(), other.numbers.size());
    }

    @Override
    public String toString() {
        return String.join(".", numbers.stream().map(String::valueOf).toList());
    }
}
