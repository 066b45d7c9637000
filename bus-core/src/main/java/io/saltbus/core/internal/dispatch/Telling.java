package io.saltbus.core.internal.dispatch;

import io.saltbus.core.extension.Answerer;
import io.saltbus.core.extension.Answering;
import io.saltbus.core.subscribe.DeliveryException;
import io.saltbus.core.subscribe.Outcome;
import io.saltbus.core.subscribe.Settlement;
import io.vertx.core.AsyncResult;
import io.vertx.core.Future;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Tells callers how their requests end, and says how the deliveries end in turn. None of its methods throws, and none of its futures fails:
 * where the module behind it does, the delivery ends as {@code UNANSWERED}.
 *
 * @param handler whose requests they are
 * @param answerer brings the answers to their callers
 */
record Telling(Answering.Handler handler, Answerer answerer) {
    private static final Logger LOG = LoggerFactory.getLogger(Telling.class);

    /** Asked right before the handler's turn. Empty where it is to be called. */
    Future<Optional<Outcome>> admit(Answerer.Arrived request) {
        return guarded(() -> answerer.admit(request), Function.identity(), Optional.of(Outcome.UNANSWERED));
    }

    /** The handler is done with it, or its time is up. */
    Future<Verdict> answered(Answerer.Arrived request, AsyncResult<@Nullable Object> answer) {
        Throwable failure;
        try {
            failure = failure(answer);
        } catch (RuntimeException brokenFailure) { // its causes are asked for, which are user code
            failure = brokenFailure;
        }
        Throwable cause = failure;
        Object value = answer.result() instanceof Settlement ? null : answer.result();
        return cause == null
                ? told(() -> answerer.answer(request, value), null)
                : told(() -> answerer.fail(request, cause), cause);
    }

    // a request is neither tried again nor kept: its caller waits, and is told of the cause instead
    private static @Nullable Throwable failure(AsyncResult<@Nullable Object> answer) {
        if (answer.failed()) {
            return FailurePolicy.unwrapped(answer.cause());
        }
        if (answer.result() instanceof Settlement.Retry asked) {
            return asked.cause();
        }
        return answer.result() instanceof Settlement.DeadLetter asked ? asked.cause() : null;
    }

    /** It never reached the handler. */
    Future<Verdict> refused(Answerer.Arrived request, Verdict verdict) {
        Throwable cause = verdict.cause() != null
                ? verdict.cause()
                : new DeliveryException.UnwantedVersion(request.envelope().topic() + " "
                        + (request.envelope().version() == null
                                ? "(no version)"
                                : request.envelope().version()));
        return told(() -> answerer.refuse(request, cause), cause);
    }

    private Future<Verdict> told(Supplier<Future<Outcome>> step, @Nullable Throwable cause) {
        return guarded(step, outcome -> Verdict.answered(outcome, cause), Verdict.answered(Outcome.UNANSWERED, cause));
    }

    private <T, V> Future<V> guarded(Supplier<Future<T>> step, Function<T, V> end, V broken) {
        return Future.<Void>succeededFuture()
                .compose(turn -> Objects.requireNonNull(step.get(), "it returned null instead of a future"))
                .map(end)
                .otherwise(fault -> {
                    LOG.error("what answers for {} failed", handler.source(), fault);
                    return broken;
                });
    }
}
