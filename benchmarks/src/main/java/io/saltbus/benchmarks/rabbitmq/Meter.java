package io.saltbus.benchmarks.rabbitmq;

/** Measures one move of messages by what the whole process used. */
final class Meter {
    /**
     * What one message cost.
     *
     * @param perSecond messages a second
     * @param cpuMicros CPU of this process a message, in us: user and system, all threads but the compilers of the JVM
     * @param switches voluntary context switches of this process a message
     */
    record Cost(double perSecond, double cpuMicros, double switches) {}

    private Meter() {}

    static Cost measure(Lane lane, int messages) throws Exception {
        Threads before = Threads.now();
        long start = System.nanoTime();
        lane.move(messages);
        long nanos = System.nanoTime() - start;
        Threads after = Threads.now();
        return new Cost(
                messages * 1e9 / nanos,
                (after.working() - before.working()) / 1e3 / messages,
                (after.switches() - before.switches()) / (double) messages);
    }
}
