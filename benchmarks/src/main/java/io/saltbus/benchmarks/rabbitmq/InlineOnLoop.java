package io.saltbus.benchmarks.rabbitmq;

import io.netty.channel.EventLoop;
import java.util.List;
import java.util.concurrent.AbstractExecutorService;
import java.util.concurrent.TimeUnit;

/**
 * Runs on a loop, and at once where it is called there. The client's queue of consumer work holds 1000 items and is filled by the loop:
 * were it emptied by a later task of the same loop, a read of more than 1000 deliveries would wait for itself.
 */
final class InlineOnLoop extends AbstractExecutorService {
    private final EventLoop loop;

    InlineOnLoop(EventLoop loop) {
        this.loop = loop;
    }

    @Override
    public void execute(Runnable task) {
        if (loop.inEventLoop()) {
            task.run();
        } else {
            loop.execute(task);
        }
    }

    /** The loop is not ours to end. */
    @Override
    public void shutdown() {}

    @Override
    public List<Runnable> shutdownNow() {
        return List.of();
    }

    @Override
    public boolean isShutdown() {
        return false;
    }

    @Override
    public boolean isTerminated() {
        return false;
    }

    @Override
    public boolean awaitTermination(long timeout, TimeUnit unit) {
        return false;
    }
}
