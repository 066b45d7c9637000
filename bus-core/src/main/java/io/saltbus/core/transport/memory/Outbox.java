package io.saltbus.core.transport.memory;

import io.netty.channel.EventLoop;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.RejectedExecutionException;

/**
 * The decided publishes of one event loop. All that are decided before the loop's next turn are completed in that turn: one hop for many,
 * and never inside the call of {@code publish}, so that a publisher that goes on from each confirm to the next does not grow the stack.
 */
final class Outbox {
    private final EventLoop loop;
    private final Guard guard;
    private List<PendingPublish> decided = new ArrayList<>();

    Outbox(EventLoop loop, Guard guard) {
        this.loop = loop;
        this.guard = guard;
    }

    /** Only under the guard. */
    void add(PendingPublish publish) {
        if (decided.isEmpty()) {
            guard.afterwards(this::wake);
        }
        decided.add(publish);
    }

    private void wake() {
        try {
            loop.execute(this::deliver);
        } catch (RejectedExecutionException loopIsGone) {
            // Vert.x was closed under the bus: who still holds a future finds it completed, from this thread
            deliver();
        }
    }

    private void deliver() {
        List<PendingPublish> batch;
        guard.enter();
        try {
            batch = decided;
            decided = new ArrayList<>();
        } finally {
            guard.exit();
        }
        batch.forEach(PendingPublish::complete);
    }
}
