package io.saltbus.core.internal.context;

import io.opentelemetry.context.Context;
import io.saltbus.core.event.Envelope;
import io.vertx.core.Vertx;
import io.vertx.core.spi.context.storage.ContextLocal;
import org.jspecify.annotations.Nullable;

/**
 * The delivery that code on this Vert.x context works for. It is set on the duplicated context that each delivery runs on, and so is
 * seen after every asynchronous hop that stays on that context.
 *
 * @param envelope the message being handled; null for several at once, of which none alone is the cause
 * @param trace the span of its handling
 * @param deadlineNanos when its caller stops waiting for the answer, in the scheduler's nano time; null where nobody waits, or it is not known
 */
public record DeliveryScope(
        @Nullable Envelope envelope,
        Context trace,
        @Nullable Long deadlineNanos) {
    /** Of code that works for no delivery, or for several at once. */
    public static final DeliveryScope NONE = new DeliveryScope(null, Context.root(), null);

    /** Vert.x gives each registered local a slot, and must know them before it is made: see {@link DeliveryScopeProvider}. */
    static final ContextLocal<DeliveryScope> LOCAL = ContextLocal.registerLocal(DeliveryScope.class);

    /** The delivery of the current context, or null outside of any. */
    public static @Nullable DeliveryScope current() {
        io.vertx.core.Context context = Vertx.currentContext();
        return context == null ? null : context.getLocal(LOCAL);
    }

    /** Lets code on this context find the delivery. */
    public void enter(io.vertx.core.Context context) {
        context.putLocal(LOCAL, this);
    }
}
