package io.saltbus.core.internal.dispatch;

import io.saltbus.core.event.Envelope;
import io.saltbus.core.failure.BusException;
import io.saltbus.core.schema.PayloadException;
import io.saltbus.core.schema.Violation;
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
            if (cause instanceof Batcher.Withdrawn) {
                return Verdict.RELEASED;
            }
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

    /** A dead letter. */
    Verdict bury(Throwable cause, Envelope envelope, Instant now) {
        boolean reachedHandler = !(cause instanceof PayloadException);
        List<Violation> violations =
                cause instanceof PayloadException.Invalid invalid ? invalid.violations() : List.of();
        var report = new DeathReport(
                queue,
                cause.getClass().getName(),
                shortened(String.valueOf(cause.getMessage()), LONGEST_MESSAGE),
                reachedHandler ? shortened(stack(cause), LONGEST_STACK) : "",
                reachedHandler ? envelope.attempt() : envelope.attempt() - 1,
                envelope.firstFailedAt() == null ? now : envelope.firstFailedAt(),
                now,
                violations);
        return new Verdict(Outcome.DEAD_LETTERED, new Disposition.DeadLetter(report), cause);
    }

    private Verdict retryOrBury(Throwable cause, @Nullable Duration after, Envelope envelope, Instant now) {
        if (envelope.attempt() > retry.maxRetries()) {
            return bury(cause, envelope, now);
        }
        Duration wait = after == null ? retry.backoff().delay(envelope.attempt()) : after;
        return new Verdict(Outcome.RETRIED, new Disposition.Retry(envelope.nextAttempt(now), wait), cause);
    }

    // what the bus itself calls hopeless stays hopeless inside a handler: an invalid event published again is invalid
    // again
    private boolean worthRetrying(Throwable cause) {
        return retry.retries(cause) && !(cause instanceof BusException failure && !failure.retryable());
    }

    private static Throwable unwrapped(Throwable failure) {
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
