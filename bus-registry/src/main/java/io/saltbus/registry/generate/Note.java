package io.saltbus.registry.generate;

/**
 * One thing of a schema that a generated type does not say, or says in another way.
 *
 * @param document which document of the event: {@code payload}, {@code reply} or {@code error}
 * @param pointer where in it, as a JSON pointer; empty for its root
 * @param keyword what is not said: a keyword of JSON Schema such as {@code if}, or {@code name} where a name had to be changed
 * @param message what became of it, and why
 */
public record Note(String document, String pointer, String keyword, String message) {
    @Override
    public String toString() {
        return document + " " + (pointer.isEmpty() ? "the root" : pointer) + ": " + keyword + ": " + message;
    }
}
