package io.saltbus.core.transport.memory;

import io.saltbus.core.failure.BusException;
import io.saltbus.core.publish.Confirmed;
import io.vertx.core.Future;
import io.vertx.core.internal.ContextInternal;
import io.vertx.core.internal.PromiseInternal;
import org.jspecify.annotations.Nullable;

/** One publish on its way to its confirm: it is decided under the guard, and its future completed by the {@link Outbox}. */
final class PendingPublish {
    final String messageId;
    final Session session;
    private final PromiseInternal<Confirmed> promise;
    private final Outboxes outboxes;
    /** Copies that wait for room; the confirm comes when none does. */
    int waiting;

    boolean routed;
    Alarm.@Nullable Entry timeout;
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

    void confirm() {
        outboxes.of(promise.context()).add(this);
    }

    void fail(BusException cause) {
        failure = cause;
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
