package io.saltbus.rpc.internal.call;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.time.Duration;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.IntSupplier;
import org.jspecify.annotations.Nullable;

/** Meters of calls by topic and outcome, and of answers that no call waited for. Does nothing where no meters are kept. */
final class CallMeters {
    /** What is wrong with an answer. */
    enum Unwanted {
        /** Its call is over, or of another process. */
        LATE,
        /** Its call was answered before. */
        DUPLICATE,
        /** It cannot be read, or does not fit. */
        MALFORMED
    }

    private final @Nullable MeterRegistry meters;
    private final String service;
    private final Map<CallKey, Timer> calls = new ConcurrentHashMap<>();

    private record CallKey(String topic, Ending ending) {}

    /**
     * @param meters where the meters are kept, or null
     * @param service the bus's, a tag of each meter
     * @param inFlight how many calls wait
     */
    CallMeters(@Nullable MeterRegistry meters, String service, IntSupplier inFlight) {
        this.meters = meters;
        this.service = service;
        if (meters != null) {
            Gauge.builder("saltbus.rpc.in.flight", inFlight::getAsInt)
                    .description("calls that wait for their answers")
                    .tag("service", service)
                    .register(meters);
        }
    }

    /** A call is over. */
    void ended(String topic, Ending ending, Duration took) {
        MeterRegistry kept = meters;
        if (kept != null) {
            calls.computeIfAbsent(new CallKey(topic, ending), key -> timer(kept, key))
                    .record(took);
        }
    }

    private Timer timer(MeterRegistry kept, CallKey key) {
        return Timer.builder("saltbus.rpc.calls")
                .description("from a call to its end")
                .tag("service", service)
                .tag("topic", key.topic())
                .tag("outcome", key.ending().name().toLowerCase(Locale.ROOT))
                .register(kept);
    }

    /** An answer came that is of no use. */
    void unwanted(Unwanted kind) {
        if (meters != null) {
            Counter.builder("saltbus.rpc.replies")
                    .description("answers of no use")
                    .tag("service", service)
                    .tag("kind", kind.name().toLowerCase(Locale.ROOT))
                    .register(meters)
                    .increment();
        }
    }
}
