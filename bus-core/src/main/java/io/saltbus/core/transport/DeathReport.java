package io.saltbus.core.transport;

import io.saltbus.core.schema.Violation;
import java.time.Instant;
import java.util.List;

/**
 * Why a message is a dead letter; it travels with it.
 *
 * @param queue the queue it died in
 * @param errorType the class of the error, or {@link #EXPIRED} where no handler ever saw it
 * @param errorMessage the error's text, shortened to 1,000 characters
 * @param stackTrace where it was thrown, shortened to 4,000 characters; may be empty
 * @param attempts how often handling was tried: 0 or more
 * @param firstFailedAt when it first failed
 * @param lastFailedAt when it last failed
 * @param violations how the payload broke its schema; empty for other reasons
 */
public record DeathReport(
        String queue,
        String errorType,
        String errorMessage,
        String stackTrace,
        int attempts,
        Instant firstFailedAt,
        Instant lastFailedAt,
        List<Violation> violations) {
    /** The error type of a message whose time to live was over. */
    public static final String EXPIRED = "expired";

    /** Keeps its own copy of the list. */
    public DeathReport {
        violations = List.copyOf(violations);
    }
}
