package io.saltbus.benchmarks.rpc;

import java.util.Arrays;
import java.util.Locale;

/**
 * What some calls took.
 *
 * @param nanos each, sorted
 * @param perSecond how many ended in a second
 */
@SuppressWarnings("ArrayRecordComponent") // measured once, never compared
record Measured(long[] nanos, double perSecond) {
    static Measured of(CallPath path, int calls, int inFlight) throws Exception {
        long start = System.nanoTime();
        long[] nanos = path.call(calls, inFlight);
        double seconds = (System.nanoTime() - start) / 1e9;
        Arrays.sort(nanos);
        return new Measured(nanos, calls / seconds);
    }

    double micros(double percent) {
        return nanos[(int) Math.min(nanos.length - 1, (long) (nanos.length * percent / 100))] / 1e3;
    }

    @Override
    public String toString() {
        return String.format(
                Locale.ROOT,
                "p50 %,8.0f us  p90 %,8.0f us  p99 %,8.0f us  p99.9 %,8.0f us  %,8.0f/s",
                micros(50),
                micros(90),
                micros(99),
                micros(99.9),
                perSecond);
    }
}
