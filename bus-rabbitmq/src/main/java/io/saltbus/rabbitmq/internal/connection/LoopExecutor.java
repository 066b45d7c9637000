package io.saltbus.rabbitmq.internal.connection;

import io.netty.channel.EventLoop;
import java.util.List;
import java.util.concurrent.AbstractExecutorService;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Runs the client's consumer tasks on an event loop, and at once where it is called there. As a later turn they would hang it: the client
 * keeps at most 1,000 deliveries of a channel for its executor, and the thread that waits for room is the one that would make it.
 */
final class LoopExecutor extends AbstractExecutorService {
    private static final Logger LOG = LoggerFactory.getLogger(LoopExecutor.class);

    private final EventLoop loop;

    LoopExecutor(EventLoop loop) {
        this.loop = loop;
    }

    @Override
    public void execute(Runnable task) {
        if (loop.inEventLoop()) {
            task.run();
        } else {
            try {
                loop.execute(task);
            } catch (RejectedExecutionException gone) { // thrown on, it would stop the client's shutdown half way
                LOG.debug("a task of the client was dropped with its Vertx", gone);
            }
        }
    }

    /** The loop belongs to Vert.x. */
    @Override
    public void shutdown() {}

    @Override
    public List<Runnable> shutdownNow() {
        return List.of();
    }

    @Override
    public boolean isShutdown() {
        return loop.isShutdown();
    }

    @Override
    public boolean isTerminated() {
        return loop.isTerminated();
    }

    @Override
    public boolean awaitTermination(long timeout, TimeUnit unit) throws InterruptedException {
        return loop.awaitTermination(timeout, unit);
    }
}
