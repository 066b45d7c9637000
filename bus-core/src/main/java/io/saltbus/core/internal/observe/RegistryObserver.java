package io.saltbus.core.internal.observe;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.saltbus.core.event.Envelope;
import io.saltbus.core.event.Version;
import io.saltbus.core.observe.BusObserver;
import io.saltbus.core.observe.Settled;
import io.saltbus.core.publish.Confirmed;
import io.saltbus.core.publish.PublishOutcome;
import io.saltbus.core.schema.SchemaRegistry;
import io.saltbus.core.schema.SchemaStatus;
import io.saltbus.core.subscribe.Outcome;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Tells the registry what is published and handled, and people once of each version that they were asked to leave. */
public final class RegistryObserver implements BusObserver {
    private static final Logger LOG = LoggerFactory.getLogger("io.saltbus.events");

    private final SchemaRegistry registry;
    private final String service;
    private final @Nullable MeterRegistry meters;
    private final Map<Event, Left> left = new ConcurrentHashMap<>();

    private record Event(String topic, Version version) {}

    /** A version that publishers were asked to leave. */
    private record Left(@Nullable Counter publishes) {}

    /**
     * @param registry who is told
     * @param service the bus's, a tag of each meter
     * @param meters where the meters are kept, or null
     */
    public RegistryObserver(SchemaRegistry registry, String service, @Nullable MeterRegistry meters) {
        this.registry = registry;
        this.service = service;
        this.meters = meters;
    }

    @Override
    public void published(Envelope envelope, int bytes, PublishOutcome outcome, Duration took) {
        Version version = envelope.version();
        if (version == null || !(outcome instanceof Confirmed)) {
            return;
        }
        registry.published(envelope.topic(), version);
        if (registry.status(envelope.topic(), version) == SchemaStatus.DEPRECATED) {
            Counter publishes = left.computeIfAbsent(new Event(envelope.topic(), version), this::tell).publishes;
            if (publishes != null) {
                publishes.increment();
            }
        }
    }

    private Left tell(Event event) {
        LOG.warn(
                "deprecated_version topic={} version={}: publish a newer one, this one will be refused some day",
                event.topic,
                event.version);
        return new Left(
                meters == null
                        ? null
                        : Counter.builder("saltbus.publish.deprecated")
                                .description("publishes of versions that their publishers were asked to leave")
                                .tag("service", service)
                                .tag("topic", event.topic)
                                .tag("version", event.version.toString())
                                .register(meters));
    }

    @Override
    public void settled(Settled delivery) {
        if (delivery.outcome() == Outcome.HANDLED || delivery.outcome() == Outcome.REFUSED) {
            Envelope envelope = delivery.envelope();
            registry.handled(delivery.handler(), envelope.topic(), envelope.version());
        }
    }
}
