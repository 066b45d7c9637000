package io.saltbus.core.transport.memory;

import io.saltbus.core.failure.ConnectionException;
import io.saltbus.core.transport.ConsumeOptions;
import io.saltbus.core.transport.Consumer;
import io.saltbus.core.transport.Delivery;
import io.saltbus.core.transport.Disposition;
import io.vertx.core.Future;
import io.vertx.core.Handler;
import io.vertx.core.internal.ContextInternal;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.RejectedExecutionException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One consumer: copies are put into its inbox under the guard, and handed to its handler in turns of its own context. */
final class MemoryConsumer implements Consumer {
    /** Deliveries handed over in one turn; then whatever else waits for the loop comes first. */
    private static final int TURN = 256;

    private static final Logger LOG = LoggerFactory.getLogger(MemoryConsumer.class);

    private enum State {
        RUNNING,
        PAUSED,
        CLOSED
    }

    private final Guard guard;
    private final Session session;
    private final MemoryQueue queue;
    private final ContextInternal context;
    private final ConsumeOptions options;
    private final Handler<Delivery> handler;
    private final CopyList inbox = new CopyList();
    private final CopyList unsettled = new CopyList();
    private volatile State state = State.RUNNING;
    private boolean turnComing;

    MemoryConsumer(Guard guard, Session session, MemoryQueue queue, ConsumeOptions options, Handler<Delivery> handler) {
        this.guard = guard;
        this.session = session;
        this.queue = queue;
        this.context = (ContextInternal) options.context();
        this.options = options;
        this.handler = handler;
    }

    int priority() {
        return options.priority();
    }

    /** Under the guard. */
    boolean hasRoom() {
        return state == State.RUNNING && inbox.size() + unsettled.size() < options.prefetch();
    }

    /** Whether it has let go of all that it had, and wants no more now; under the guard. */
    boolean idle() {
        return state != State.RUNNING && inbox.isEmpty() && unsettled.isEmpty();
    }

    /** Puts a copy into the inbox; under the guard. */
    void take(Copy copy) {
        inbox.add(copy);
        if (!turnComing) {
            turnComing = true;
            guard.afterwards(this::wake);
        }
    }

    private void wake() {
        try {
            context.runOnContext(woken -> turn());
        } catch (RejectedExecutionException loopIsGone) {
            LOG.debug("queue {} has a consumer on a loop that is gone: close it to free its messages", queue.name);
        }
    }

    private void turn() {
        for (int handed = 0; handed < TURN; handed++) {
            MemoryDelivery delivery = next();
            if (delivery == null) {
                return;
            }
            context.<Delivery>dispatch(delivery, handler);
        }
        wake();
    }

    private @Nullable MemoryDelivery next() {
        guard.enter();
        try {
            Copy copy = inbox.poll();
            if (copy == null) {
                turnComing = false;
                return null;
            }
            unsettled.add(copy);
            var delivery = new MemoryDelivery(this, copy);
            copy.delivery = delivery;
            return delivery;
        } finally {
            guard.exit();
        }
    }

    Future<Void> settle(MemoryDelivery delivery, Disposition how) {
        queue.kind.check(how);
        guard.enter();
        try {
            Copy copy = delivery.copy();
            if (copy.delivery != delivery) {
                return caller().failedFuture(delivery.refusal());
            }
            delivery.markSettled();
            copy.delivery = null;
            unsettled.remove(copy);
            queue.settle(copy, how);
        } finally {
            guard.exit();
        }
        return caller().succeededFuture();
    }

    boolean lost(MemoryDelivery delivery) {
        guard.enter();
        try {
            return !delivery.settled() && delivery.copy().delivery != delivery;
        } finally {
            guard.exit();
        }
    }

    /** The copy is done for the queue: it is not given back, whatever becomes of this consumer. */
    void ackEarly(MemoryDelivery delivery) {
        guard.enter();
        try {
            delivery.copy().done = true;
        } finally {
            guard.exit();
        }
    }

    @Override
    public boolean live() {
        return state == State.RUNNING;
    }

    @Override
    public Future<Void> pause() {
        return move(State.PAUSED);
    }

    @Override
    public Future<Void> resume() {
        return move(State.RUNNING);
    }

    private Future<Void> move(State to) {
        guard.enter();
        try {
            if (state == State.CLOSED) {
                return caller().failedFuture(new ConnectionException.Closed("the consumer of queue " + queue.name));
            }
            state = to;
            if (to == State.PAUSED) {
                queue.restore(drain(inbox));
            } else {
                queue.dispatch();
            }
        } finally {
            guard.exit();
        }
        return caller().succeededFuture();
    }

    @Override
    public Future<Void> close() {
        guard.enter();
        try {
            end();
        } finally {
            guard.exit();
        }
        return caller().succeededFuture();
    }

    /** Leaves the queue and gives back what is not settled; under the guard. */
    void end() {
        if (state == State.CLOSED) {
            return;
        }
        state = State.CLOSED;
        session.consumers.remove(this);
        queue.leave(this);
        unsettled.forEach(copy -> {
            copy.redeliveries++;
            copy.delivery = null;
        });
        List<Copy> returned = drain(unsettled);
        returned.addAll(drain(inbox));
        queue.restore(returned);
    }

    private static List<Copy> drain(CopyList list) {
        var all = new ArrayList<Copy>(list.size());
        for (Copy copy = list.poll(); copy != null; copy = list.poll()) {
            all.add(copy);
        }
        return all;
    }

    // a caller on a duplicated context goes on there, with its locals
    private ContextInternal caller() {
        ContextInternal current = ContextInternal.current();
        return current == null ? context : current;
    }
}
