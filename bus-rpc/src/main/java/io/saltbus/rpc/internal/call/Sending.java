package io.saltbus.rpc.internal.call;

import io.saltbus.core.extension.Request;
import io.saltbus.core.failure.BusException;
import io.saltbus.core.failure.ConnectionException;
import io.saltbus.core.publish.Confirmed;
import io.saltbus.core.publish.PublishException;
import io.saltbus.rpc.CallException;
import io.saltbus.rpc.CallOptions;
import io.vertx.core.Future;
import java.time.Duration;
import java.util.concurrent.RejectedExecutionException;

/**
 * Sends the request of one call: once, and again as its options say. The call ends by a send only where none of the others can still bring an
 * answer.
 */
final class Sending {
    private final PendingCall<?> call;
    private final Request request;
    private final CallOptions options;
    private final TimerWheel wheel;
    private int sent;
    private int unconfirmed;
    private int planned;
    private boolean routed;

    Sending(PendingCall<?> call, Request request, CallOptions options, TimerWheel wheel) {
        this.call = call;
        this.request = request;
        this.options = options;
        this.wheel = wheel;
    }

    void begin() {
        if (options.attempts() > 1) {
            Duration left = call.left();
            Duration used = call.timeout().minus(left);
            for (int attempt = 1; attempt < options.attempts(); attempt++) {
                plan(call.timeout()
                        .multipliedBy(attempt)
                        .dividedBy(options.attempts())
                        .minus(used));
            }
        }
        if (options.hedgeAfter() != null) {
            plan(options.hedgeAfter());
        }
        send();
    }

    private void plan(Duration after) {
        if (after.isNegative() || after.compareTo(call.left()) >= 0) {
            return;
        }
        synchronized (this) {
            planned++;
        }
        TimerWheel.Entry timer = wheel.add(after, this::sendPlanned);
        call.atEnd(timer::cancel);
    }

    private void sendPlanned() {
        synchronized (this) {
            planned--;
        }
        send();
    }

    private void send() {
        if (!call.waits()) {
            return;
        }
        int number;
        synchronized (this) {
            number = sent++;
            unconfirmed++;
        }
        Future<Confirmed> sending;
        try {
            int attempt = request.envelope().attempt() + number;
            sending = number == 0 ? request.send() : request.sendAgain(attempt, call.left());
        } catch (RejectedExecutionException loopIsGone) {
            sending = Future.failedFuture(new ConnectionException.Closed("the Vertx of the bus"));
        }
        sending.onComplete(this::confirmed, this::failed);
    }

    private void confirmed(Confirmed confirmed) {
        boolean nobody;
        synchronized (this) {
            unconfirmed--;
            routed |= confirmed.routed();
            nobody = !routed && unconfirmed == 0;
        }
        if (nobody) {
            call.fail(new CallException.NoResponder(call.what()));
        }
    }

    private void failed(Throwable cause) {
        BusException failure = cause instanceof BusException known
                ? known
                : new PublishException.Rejected("the request could not be sent: " + cause.getMessage(), cause);
        boolean last;
        synchronized (this) {
            unconfirmed--;
            last = !routed && unconfirmed == 0 && (planned == 0 || !failure.retryable());
        }
        if (last) {
            call.fail(failure);
        }
    }
}
