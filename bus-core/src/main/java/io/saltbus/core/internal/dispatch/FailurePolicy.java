package io.saltbus.core.internal.dispatch;

import io.saltbus.core.event.Envelope;
import io.saltbus.core.failure.BusException;
import io.saltbus.core.publish.PublishOptions;
import io.saltbus.core.schema.PayloadException;
import io.saltbus.core.schema.Violation;
import io.saltbus.core.subscribe.DeliveryException;
import io.saltbus.core.subscribe.Outcome;
import io.saltbus.core.subscribe.RetryPolicy;
import io.saltbus.core.subscribe.Settlement;
import io.saltbus.core.transport.DeathReport;
import io.saltbus.core.transport.Disposition;
import io.vertx.core.AsyncResult;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.lang.reflect.InvocationTargetException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import org.jspecify.annotations.Nullable;

/** Decides how a delivery ends, from what its handler answered and how often it was tried. */
final class FailurePolicy {
    private static final int LONGEST_MESSAGE = 1_000;
    private static final int LONGEST_STACK = 4_000;

    private final String queue;
    private final RetryPolicy retry;

    FailurePolicy(String queue, RetryPolicy retry) {
        this.queue = queue;
        this.retry = retry;
    }

    /** The end after a handler's answer. */
    Verdict judge(AsyncResult<@Nullable Object> answer, Envelope envelope, Instant now) {
        if (answer.failed()) {
            Throwable cause = unwrapped(answer.cause());
            return worthRetrying(cause) ? retryOrBury(cause, null, envelope, now) : bury(cause, envelope, now);
        }
        if (answer.result() instanceof Settlement.Retry asked) {
            return retryOrBury(asked.cause(), asked.after(), envelope, now);
        }
        if (answer.result() instanceof Settlement.DeadLetter asked) {
            return bury(asked.cause(), envelope, now);
        }
        return Verdict.HANDLED;
    }

    /** A dead letter that no handler saw this time: nothing was tried, and there is no stack that would tell anything. */
    Verdict refuse(BusException cause, Envelope envelope, Instant now) {
        List<Violation> violations =
                cause instanceof PayloadException.Invalid invalid ? invalid.violations() : List.of();
        return deadLetter(cause, "", envelope.attempt() - 1, violations, envelope, now);
    }

    /** The end where the bus itself failed before the handler's turn, for a reason that may pass. */
    Verdict failed(RuntimeException cause, Envelope envelope, Instant now) {
        return retryOrBury(cause, null, envelope, now);
    }

    // whatever payload the handler itself stumbled over is not this message's: its violations would mislead
    private Verdict bury(Throwable cause, Envelope envelope, Instant now) {
        return deadLetter(cause, shortened(stack(cause), LONGEST_STACK), envelope.attempt(), List.of(), envelope, now);
    }

    private Verdict deadLetter(
            Throwable cause, String stack, int attempts, List<Violation> violations, Envelope envelope, Instant now) {
        var report = new DeathReport(
                queue,
                cause instanceof DeliveryException.Expired
                        ? DeathReport.EXPIRED
                        : cause.getClass().getName(),
                shortened(String.valueOf(cause.getMessage()), LONGEST_MESSAGE),
                stack,
                attempts,
                envelope.firstFailedAt() == null ? now : envelope.firstFailedAt(),
                now,
                violations);
        return new Verdict(Outcome.DEAD_LETTERED, new Disposition.DeadLetter(report), cause);
    }

    private Verdict retryOrBury(Throwable cause, @Nullable Duration after, Envelope envelope, Instant now) {
        if (envelope.attempt() > retry.maxRetries()) {
            return bury(cause, envelope, now);
        }
        try {
            Duration wait = after == null ? retry.backoff().delay(envelope.attempt()) : after;
            var again = new Disposition.Retry(envelope.nextAttempt(now), bounded(wait));
            return new Verdict(Outcome.RETRIED, again, cause);
        } catch (RuntimeException brokenBackoff) { // the user's strategy; the delivery must end all the same
            brokenBackoff.addSuppressed(cause);
            return bury(brokenBackoff, envelope, now);
        }
    }

    private static Duration bounded(Duration wait) {
        if (wait.isNegative()) {
            return Duration.ZERO;
        }
        return wait.compareTo(PublishOptions.MAX_DELAY) > 0 ? PublishOptions.MAX_DELAY : wait;
    }

    // what the bus itself calls hopeless stays hopeless inside a handler: an invalid event published again is invalid
    // again
    private boolean worthRetrying(Throwable cause) {
        return retry.retries(cause) && !(cause instanceof BusException failure && !failure.retryable());
    }

    /** What a handler failed with, without what concurrency wraps around it. */
    static Throwable unwrapped(Throwable failure) {
        Throwable inner = failure;
        while (inner.getCause() != null
                && (inner instanceof CompletionException
                        || inner instanceof ExecutionException
                        || inner instanceof InvocationTargetException)) {
            inner = inner.getCause();
        }
        return inner;
    }

    private static String stack(Throwable cause) {
        var text = new StringWriter();
        cause.printStackTrace(new PrintWriter(text));
        return text.toString();
    }

    private static String shortened(String text, int length) {
        return text.length() <= length ? text : text.substring(0, length - 3) + "...";
    }
}
