package io.saltbus.core.schema;

/**
 * One way in which a payload breaks its schema. It never holds a value of the payload, so that it may be logged.
 *
 * @param pointer where, as a JSON pointer into the payload, such as {@code /items/0/qty}; empty for the payload itself. It ends at the
 *     first sensitive field
 * @param keyword the schema keyword that is broken, such as {@code minimum}
 * @param limit what the schema asks for, as JSON text, such as {@code 1}
 * @param message the same in words, such as {@code must be 1 or more}
 * @see <a href="https://www.rfc-editor.org/rfc/rfc6901">RFC 6901: JSON Pointer</a>
 */
public record Violation(String pointer, String keyword, String limit, String message) {
    @Override
    public String toString() {
        return (pointer.isEmpty() ? "(payload)" : pointer) + " " + message;
    }
}
