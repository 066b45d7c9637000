package io.saltbus.benchmarks.rabbitmq;

/**
 * A way of moving messages that is measured beside others.
 *
 * @param name what it is called in the table
 * @param opener connects it; not measured
 */
record Candidate(String name, Opener opener) {
    /** Connects a lane. */
    @FunctionalInterface
    interface Opener {
        Lane open(Place place) throws Exception;
    }
}
