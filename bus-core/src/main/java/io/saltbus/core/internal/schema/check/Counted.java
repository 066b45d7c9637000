package io.saltbus.core.internal.schema.check;

import com.fasterxml.jackson.databind.JsonNode;

/**
 * A check that is one step of a bounded number. Schemas whose references lead to the same place by many ways, or come back to themselves
 * under a choice, can ask exponentially much of a small payload; all their checks are counted, those of other schemas are not.
 */
public final class Counted implements Check {
    private static final int STEPS = 1_000_000; // some 50 ms
    private static final ThreadLocal<long[]> LEFT = ThreadLocal.withInitial(() -> new long[1]);

    private final Check counted;

    /** @param counted what is asked at each step */
    public Counted(Check counted) {
        this.counted = counted;
    }

    /** The check of the whole payload, which begins to count. */
    public static Check whole(Check root) {
        return new Start(root);
    }

    @Override
    public boolean accepts(JsonNode value) {
        step();
        return counted.accepts(value);
    }

    @Override
    public void report(JsonNode value, Report report) {
        step();
        counted.report(value, report);
    }

    private static void step() {
        if (--LEFT.get()[0] < 0) {
            throw new Exhausted();
        }
    }

    /** The schema asks more of the payload than can be answered in a bounded time. */
    public static final class Exhausted extends RuntimeException {
        private static final long serialVersionUID = 1L;

        Exhausted() {
            super("the schema asks too much of this payload", null, false, false);
        }
    }

    private record Start(Check root) implements Check {
        @Override
        public boolean accepts(JsonNode value) {
            LEFT.get()[0] = STEPS;
            return root.accepts(value);
        }

        @Override
        public void report(JsonNode value, Report report) {
            LEFT.get()[0] = STEPS;
            root.report(value, report);
        }
    }
}
