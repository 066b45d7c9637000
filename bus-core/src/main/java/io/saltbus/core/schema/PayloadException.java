package io.saltbus.core.schema;

import io.saltbus.core.failure.BusException;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Why a payload is not a good event. Trying again does not help: the payload or the schema must change. */
public abstract sealed class PayloadException extends BusException {
    private PayloadException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }

    @Override
    public boolean retryable() {
        return false;
    }

    /** The bytes are no JSON object within the limits. */
    public static final class Undecodable extends PayloadException {
        /** @param message what is wrong with the bytes, and at which offset, without quoting them */
        public Undecodable(String message) {
            super(message, null);
        }
    }

    /** More bytes than one payload may have. */
    public static final class TooLarge extends PayloadException {
        private final int bytes;
        private final int maxBytes;

        /**
         * @param bytes the payload's size
         * @param maxBytes the size allowed
         */
        public TooLarge(int bytes, int maxBytes) {
            super(
                    "the payload has " + bytes + " bytes of JSON, " + maxBytes
                            + " are allowed: raise maxPayloadBytes, or send a reference to the data",
                    null);
            this.bytes = bytes;
            this.maxBytes = maxBytes;
        }

        /** The payload's size in bytes. */
        public int bytes() {
            return bytes;
        }

        /** The size allowed, in bytes. */
        public int maxBytes() {
            return maxBytes;
        }
    }

    /** The payload breaks its schema; all the ways are listed. */
    public static final class Invalid extends PayloadException {
        private final transient List<Violation> violations;

        /**
         * @param what the event and its version, such as {@code order.created v1}
         * @param violations at least one
         */
        public Invalid(String what, List<Violation> violations) {
            super(
                    what + " breaks its schema in " + violations.size()
                            + (violations.size() == 1 ? " place: " : " places: ")
                            + violations.stream().map(Violation::toString).collect(Collectors.joining("; ")),
                    null);
            this.violations = List.copyOf(violations);
        }

        /** Every violation that was found. */
        public List<Violation> violations() {
            return violations;
        }
    }

    /** The payload fits its schema, but not the Java type that a handler asks for. */
    public static final class Unbindable extends PayloadException {
        /**
         * @param pointer where, as a JSON pointer
         * @param type the Java type that was asked for
         * @param why in words, without quoting the value
         */
        public Unbindable(String pointer, Class<?> type, String why) {
            super(
                    "cannot be read as " + type.getName() + ": " + (pointer.isEmpty() ? "(payload)" : pointer) + " "
                            + why,
                    null);
        }
    }
}
