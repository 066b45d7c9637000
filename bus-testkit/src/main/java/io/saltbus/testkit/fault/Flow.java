package io.saltbus.testkit.fault;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.socket.SocketChannel;
import java.util.ArrayDeque;
import java.util.Queue;
import java.util.concurrent.TimeUnit;

/** One direction of a connection: what has arrived and has not left yet. Used on the proxy's loop only. */
final class Flow {
    private static final long MAX_HELD_BYTES = 1 << 20;

    private enum State {
        OPEN,
        /** The end is held or sent: what still arrives is thrown away. */
        ENDED,
        /** The direction is cut off, and nobody is told. */
        DROPPING
    }

    private final FaultProxy proxy;
    private final SocketChannel source;
    private final SocketChannel target;
    private final Runnable onEndSent;
    private final Queue<Held> held = new ArrayDeque<>();
    private State state = State.OPEN;
    private boolean endSent;
    private boolean wakeUpSet;
    private long heldBytes;

    /** @param onEndSent called once, when the target has been told that no more comes */
    Flow(FaultProxy proxy, SocketChannel source, SocketChannel target, Runnable onEndSent) {
        this.proxy = proxy;
        this.source = source;
        this.target = target;
        this.onEndSent = onEndSent;
    }

    void arrived(ByteBuf bytes) {
        if (state != State.OPEN) {
            bytes.release();
            return;
        }
        hold(bytes, false);
    }

    /** The source sends no more, or the proxy pretends so. */
    void end() {
        if (state == State.OPEN) {
            state = State.ENDED;
            hold(Unpooled.EMPTY_BUFFER, true);
        }
    }

    void drop() {
        state = State.DROPPING;
        release();
        pump();
    }

    boolean isDropping() {
        return state == State.DROPPING;
    }

    boolean isEndSent() {
        return endSent;
    }

    void release() {
        held.forEach(each -> each.bytes.release());
        held.clear();
        heldBytes = 0;
    }

    private void hold(ByteBuf bytes, boolean last) {
        held.add(new Held(bytes, last, System.nanoTime() + proxy.delayNanos()));
        heldBytes += bytes.readableBytes();
        pump();
    }

    /**
     * Sends what may leave now, in the order of arrival: what is due sooner, because the delay was made shorter, waits for what came
     * before it. Then reads on where there is room.
     */
    void pump() {
        while (!held.isEmpty() && !proxy.isStalled() && hasRoom(target)) {
            long waitNanos = held.element().dueNanos - System.nanoTime();
            if (waitNanos > 0) {
                wakeUpIn(waitNanos);
                break;
            }
            send(held.remove());
        }
        boolean wanted = heldBytes < MAX_HELD_BYTES && hasRoom(target) && !proxy.isStalled();
        source.config().setAutoRead(source.isActive() && (wanted || state == State.DROPPING));
    }

    private static boolean hasRoom(SocketChannel channel) {
        return channel.isActive() && channel.isWritable();
    }

    @SuppressWarnings("FutureReturnValueIgnored") // it fails only with the loop, which ends with all connections
    private void wakeUpIn(long waitNanos) {
        if (!wakeUpSet) {
            wakeUpSet = true;
            source.eventLoop()
                    .schedule(
                            () -> {
                                wakeUpSet = false;
                                pump();
                            },
                            waitNanos,
                            TimeUnit.NANOSECONDS);
        }
    }

    private void send(Held next) {
        heldBytes -= next.bytes.readableBytes();
        var written = target.writeAndFlush(next.bytes);
        if (next.last) {
            // only once all is written: shutting the output fails the writes that are still queued
            written.addListener(done -> endTarget());
        }
    }

    @SuppressWarnings(
            "FutureReturnValueIgnored") // fails only where the target is gone, which the connection is told by itself
    private void endTarget() {
        target.shutdownOutput();
        endSent = true;
        onEndSent.run();
    }

    private record Held(ByteBuf bytes, boolean last, long dueNanos) {}
}
