package io.saltbus.rpc.internal.respond;

import io.saltbus.core.extension.Answerer;
import io.saltbus.core.subscribe.Outcome;
import io.saltbus.core.time.Scheduler;
import io.saltbus.rpc.reply.ReplyAddress;
import io.vertx.core.Future;
import java.util.Optional;

/**
 * Decides whether a handler is called for a request: not where nobody waits any more, and not where it was handled before. Safe for use from
 * any thread.
 *
 * @param scheduler tells whether it is too late
 * @param cancellations what callers gave up
 * @param running what is handled now
 * @param repeats looks after requests that come again
 */
record Admission(Scheduler scheduler, Cancellations cancellations, RunningCalls running, Repeats repeats) {
    private static final Future<Optional<Outcome>> ADMITTED = Future.succeededFuture(Optional.empty());

    /** Empty where it is to be handled, which {@link #ended} then ends. */
    Future<Optional<Outcome>> admit(Answerer.Arrived request) {
        Long deadline = request.deadlineNanos();
        if ((deadline != null && scheduler.nanoTime() - deadline >= 0)
                || cancellations.has(request.envelope().messageId())) {
            return Future.succeededFuture(Optional.of(Outcome.TOO_LATE));
        }
        ReplyAddress address = ReplyAddress.of(request.envelope());
        if (address == null) {
            return ADMITTED;
        }
        Future<Outcome> other = running.begin(address.key(), request);
        if (other != null) {
            return other.map(Optional::of);
        }
        // the first time there is nothing to look for, and so no round trip to be paid
        return isFirst(request) ? ADMITTED : admitAgain(request, address);
    }

    private static boolean isFirst(Answerer.Arrived request) {
        return request.redeliveries() == 0 && request.envelope().attempt() == 1;
    }

    private Future<Optional<Outcome>> admitAgain(Answerer.Arrived request, ReplyAddress address) {
        Future<Outcome> end = running.end(address.key());
        return repeats.admit(request, address, end)
                .onSuccess(admitted -> admitted.ifPresent(outcome -> ended(request, outcome)));
    }

    /** A request that was admitted has come to its end. */
    void ended(Answerer.Arrived request, Outcome outcome) {
        ReplyAddress address = ReplyAddress.of(request.envelope());
        if (address != null) {
            running.ended(address.key(), request, outcome);
        }
    }
}
