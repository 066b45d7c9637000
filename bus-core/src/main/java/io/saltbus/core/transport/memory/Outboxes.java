package io.saltbus.core.transport.memory;

import io.netty.channel.EventLoop;
import io.vertx.core.internal.ContextInternal;
import java.util.HashMap;
import java.util.Map;

/** The outbox of each event loop that publishes: there are as many as loops, and they are never taken down. */
final class Outboxes {
    private final Guard guard;
    private final Map<EventLoop, Outbox> byLoop = new HashMap<>();

    Outboxes(Guard guard) {
        this.guard = guard;
    }

    Outbox of(ContextInternal context) {
        EventLoop loop = context.nettyEventLoop();
        Outbox known = byLoop.get(loop);
        if (known == null) {
            known = new Outbox(loop, guard);
            byLoop.put(loop, known);
        }
        return known;
    }
}
