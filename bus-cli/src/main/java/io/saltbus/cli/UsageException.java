package io.saltbus.cli;

/** The command was given something that it cannot use. Its message says what, where, and the cure; it ends with {@link ExitStatus#UNUSABLE}. */
public final class UsageException extends RuntimeException {
    /** @param message what, where, and the cure */
    public UsageException(String message) {
        super(message);
    }

    /**
     * @param message what, where, and the cure
     * @param cause what was caught
     */
    public UsageException(String message, Throwable cause) {
        super(message, cause);
    }
}
