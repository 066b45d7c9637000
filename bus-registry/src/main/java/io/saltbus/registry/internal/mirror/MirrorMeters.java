package io.saltbus.registry.internal.mirror;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Meters of a mirror. Does nothing where no meters are kept. */
final class MirrorMeters {
    private final @Nullable MeterRegistry meters;
    private final String service;

    /**
     * @param meters where the meters are kept, or null
     * @param service the bus's, a tag of each meter
     */
    MirrorMeters(@Nullable MeterRegistry meters, String service) {
        this.meters = meters;
        this.service = service;
    }

    void watch(Supplier<Number> schemas, Supplier<Number> pending, Supplier<Number> conflicts, Supplier<Number> away) {
        gauge("saltbus.registry.schemas", "schemas in memory", schemas);
        gauge("saltbus.registry.pending", "declared schemas that wait for the registry", pending);
        gauge("saltbus.registry.conflicts", "declared schemas that the registry refuses", conflicts);
        gauge("saltbus.registry.away", "1 while the registry cannot be reached, otherwise 0", away);
    }

    private void gauge(String name, String description, Supplier<Number> value) {
        if (meters != null) {
            Gauge.builder(name, value)
                    .description(description)
                    .tag("service", service)
                    .register(meters);
        }
    }

    void refreshed(boolean ok) {
        count("saltbus.registry.refreshes", "schemas brought from the registry", ok);
    }

    void reported(boolean ok) {
        count("saltbus.registry.reports", "reports to the registry of what runs", ok);
    }

    private void count(String name, String description, boolean ok) {
        if (meters != null) {
            Counter.builder(name)
                    .description(description)
                    .tag("service", service)
                    .tag("outcome", ok ? "ok" : "failed")
                    .register(meters)
                    .increment();
        }
    }
}
