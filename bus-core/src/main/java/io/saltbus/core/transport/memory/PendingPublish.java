package io.saltbus.core.transport.memory;

import io.saltbus.core.failure.BusException;
import io.saltbus.core.publish.Confirmed;
import io.saltbus.core.publish.PublishException;
import io.vertx.core.Future;
import io.vertx.core.internal.ContextInternal;
import io.vertx.core.internal.PromiseInternal;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** One publish on its way to its confirm: decided once, under the guard, and its future then completed by the {@link Outbox}. */
final class PendingPublish {
    final Session session;

    private final String messageId;
    private final PromiseInternal<Confirmed> promise;
    private final Outboxes outboxes;
    // the confirm comes when no copy waits for room any more; most publishes never wait
    private final List<Copy> waiting = new ArrayList<>(0);
    private boolean routed;
    private Alarm.@Nullable Entry timeout;
    private @Nullable BusException failure;

    PendingPublish(String messageId, Session session, ContextInternal context, Outboxes outboxes) {
        this.messageId = messageId;
        this.session = session;
        this.promise = context.promise();
        this.outboxes = outboxes;
    }

    Future<Confirmed> future() {
        return promise.future();
    }

    /** A queue has taken a copy. */
    void taken() {
        routed = true;
    }

    void waitFor(Copy copy) {
        waiting.add(copy);
    }

    /** The copy has found room, or its queue is gone. */
    void stopWaitingFor(Copy copy) {
        waiting.remove(copy);
        if (waiting.isEmpty()) {
            confirm();
        }
    }

    /** Confirms where no copy waits for room; otherwise gives up when the session's confirm timeout has passed. */
    void confirmOrWait(Alarm alarm) {
        if (waiting.isEmpty()) {
            confirm();
            return;
        }
        timeout = alarm.at(
                alarm.dueIn(session.confirmTimeout),
                () -> withdraw(new PublishException.Unconfirmed(
                        messageId, session.confirmTimeout, "a queue that it is for is full")));
    }

    void confirm() {
        decide();
    }

    /** Takes back the copies that wait for room, and fails. */
    void withdraw(BusException cause) {
        for (Copy copy : waiting) {
            copy.publish = null;
            if (copy.list != null) {
                copy.list.remove(copy);
            }
        }
        fail(cause);
    }

    void fail(BusException cause) {
        failure = cause;
        decide();
    }

    private void decide() {
        if (timeout != null) {
            timeout.cancel();
        }
        outboxes.of(promise.context()).add(this);
    }

    /** Tells the publisher; without the guard. */
    void complete() {
        if (failure == null) {
            promise.complete(new Confirmed(messageId, routed));
        } else {
            promise.fail(failure);
        }
    }
}
