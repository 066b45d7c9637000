package io.saltbus.benchmarks.rpc;

import java.io.IOException;

/** One way to call and be answered. */
interface CallPath extends AutoCloseable {
    /** What it is called in the table. */
    String name();

    /**
     * Makes calls, some of them at the same time.
     *
     * @param calls how many in all
     * @param inFlight how many at once
     * @return how long each took, in ns
     */
    long[] call(int calls, int inFlight) throws Exception;

    @Override
    void close() throws IOException;
}
