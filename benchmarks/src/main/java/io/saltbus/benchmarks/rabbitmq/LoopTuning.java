package io.saltbus.benchmarks.rabbitmq;

import com.rabbitmq.client.AMQP;
import com.rabbitmq.client.Channel;
import com.rabbitmq.client.Connection;
import com.rabbitmq.client.ConnectionFactory;
import io.netty.buffer.PooledByteBufAllocator;
import io.netty.channel.EventLoop;
import io.netty.handler.flush.FlushConsolidationHandler;
import java.util.concurrent.ExecutorService;

/**
 * How the client's Netty transport is set up on an event loop.
 *
 * @param flushEvery how many flushes are put together at most; 1 for none, 256 is what the client sets
 * @param numbering who counts the messages of a channel
 * @param dispatch how a delivery gets to its consumer
 * @param heartbeatSeconds 0 for none, and so without the client's handler that watches every write
 * @param buffers where the bytes of frames are put
 */
record LoopTuning(int flushEvery, Numbering numbering, Dispatch dispatch, int heartbeatSeconds, Buffers buffers) {
    /** Who counts the messages that were published on a channel. */
    enum Numbering {
        /** The client: each message is put into a sorted set, and taken out by its confirm. */
        CLIENT,
        /** We: {@code confirm.select} is sent without the client's knowledge. */
        OURS
    }

    /** How a delivery gets to its consumer. */
    enum Dispatch {
        /** By a task on the loop for all that wait. */
        TASK,
        /** At once, within the read. */
        INLINE
    }

    /** Where the bytes of frames are put. */
    enum Buffers {
        /** Netty's default allocator, which adapts. */
        DEFAULT,
        /** Netty's pooled allocator, which Vert.x uses. */
        POOLED
    }

    /** As the client comes. */
    static final LoopTuning PLAIN = new LoopTuning(256, Numbering.CLIENT, Dispatch.TASK, 60, Buffers.DEFAULT);

    /** What the transport does. */
    static final LoopTuning CHOSEN = PLAIN.withDispatch(Dispatch.INLINE);

    LoopTuning withFlushEvery(int value) {
        return new LoopTuning(value, numbering, dispatch, heartbeatSeconds, buffers);
    }

    LoopTuning withNumbering(Numbering value) {
        return new LoopTuning(flushEvery, value, dispatch, heartbeatSeconds, buffers);
    }

    LoopTuning withDispatch(Dispatch value) {
        return new LoopTuning(flushEvery, numbering, value, heartbeatSeconds, buffers);
    }

    LoopTuning withBuffers(Buffers value) {
        return new LoopTuning(flushEvery, numbering, dispatch, heartbeatSeconds, value);
    }

    LoopTuning withoutHeartbeat() {
        return new LoopTuning(flushEvery, numbering, dispatch, 0, buffers);
    }

    /** Not to be called on the loop: it waits. */
    Connection connect(Place place, EventLoop loop) throws Exception {
        ConnectionFactory factory = place.factory();
        factory.setRequestedHeartbeat(heartbeatSeconds);
        factory.netty().eventLoopGroup(loop).channelCustomizer(channel -> {
            if (buffers == Buffers.POOLED) {
                channel.config().setAllocator(PooledByteBufAllocator.DEFAULT);
            }
            if (flushEvery != PLAIN.flushEvery) {
                channel.pipeline().remove(FlushConsolidationHandler.class);
                if (flushEvery > 1) {
                    channel.pipeline().addFirst(new FlushConsolidationHandler(flushEvery, true));
                }
            }
        });
        ExecutorService consumers = dispatch == Dispatch.INLINE ? new InlineOnLoop(loop) : loop;
        return factory.newConnection(consumers);
    }

    /** Puts a channel into confirm mode. Not to be called on the loop. */
    void confirmSelect(Channel channel) throws Exception {
        switch (numbering) {
            case CLIENT -> channel.confirmSelect();
            case OURS -> channel.rpc(new AMQP.Confirm.Select.Builder().build());
        }
    }
}
