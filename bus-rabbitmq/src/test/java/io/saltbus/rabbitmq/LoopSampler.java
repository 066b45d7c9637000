package io.saltbus.rabbitmq;

import java.util.Arrays;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Collectors;

/** Looks at all event loops every few ms, and remembers those that wait for something other than their selector. */
final class LoopSampler implements AutoCloseable {
    private static final long EVERY_NANOS = 2_000_000;

    private final Queue<String> waits = new ConcurrentLinkedQueue<>();
    private final Thread sampling = new Thread(this::sample, "loop-sampler");
    private volatile boolean ended;

    private LoopSampler() {}

    static LoopSampler start() {
        var sampler = new LoopSampler();
        sampler.sampling.setDaemon(true);
        sampler.sampling.start();
        return sampler;
    }

    private void sample() {
        while (!ended) {
            Thread.getAllStackTraces().forEach((thread, stack) -> {
                String text = Arrays.stream(stack).map(frame -> "\tat " + frame).collect(Collectors.joining("\n"));
                // BLOCKED for a lock that is free the next moment, such as a class being loaded, is not waiting
                boolean waits =
                        thread.getState() == Thread.State.WAITING || thread.getState() == Thread.State.TIMED_WAITING;
                if (thread.getName().startsWith("vert.x-eventloop") && waits && showsWait(text)) {
                    this.waits.add(thread + "\n" + text);
                }
            });
            LockSupport.parkNanos(EVERY_NANOS);
        }
    }

    /**
     * Whether a stack is that of a thread which waits in the middle of its work. To queue for a mutex, such as that of a log's stream, is no
     * such wait: its holder goes on, and how long it takes is the machine's matter.
     */
    static boolean showsWait(String stack) {
        return !stack.contains("ReentrantLock.lock(")
                && (stack.contains("Unsafe.park") || stack.contains("Object.wait") || stack.contains("Thread.sleep"));
    }

    Queue<String> waits() {
        return waits;
    }

    @Override
    public void close() {
        ended = true;
    }
}
