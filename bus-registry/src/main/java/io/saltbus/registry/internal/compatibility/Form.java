package io.saltbus.registry.internal.compatibility;

/**
 * A rule by its number: two of the same {@link Forms} are the same rule exactly if their numbers are.
 *
 * @param id counted up by {@link Forms}
 * @param rule what it asks
 */
record Form(int id, Rule rule) {
    @Override
    public boolean equals(Object other) {
        return other instanceof Form form && form.id == id;
    }

    @Override
    public int hashCode() {
        return id;
    }
}
