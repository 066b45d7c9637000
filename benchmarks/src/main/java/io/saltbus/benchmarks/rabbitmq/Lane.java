package io.saltbus.benchmarks.rabbitmq;

import io.netty.channel.EventLoop;
import org.jspecify.annotations.Nullable;

/** A connected way of moving messages. Used by one thread. */
interface Lane {
    /** Moves that many messages; returns once each is confirmed, or acked. */
    void move(int messages) throws Exception;

    /** The event loop that it works on; null where it works on threads of its own. */
    default @Nullable EventLoop loop() {
        return null;
    }

    /** Disconnects it. */
    void end() throws Exception;
}
