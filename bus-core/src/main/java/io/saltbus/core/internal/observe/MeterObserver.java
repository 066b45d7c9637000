package io.saltbus.core.internal.observe;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import io.saltbus.core.event.Envelope;
import io.saltbus.core.observe.BusObserver;
import io.saltbus.core.observe.Load;
import io.saltbus.core.observe.Settled;
import io.saltbus.core.publish.Confirmed;
import io.saltbus.core.publish.PublishOutcome;
import io.saltbus.core.subscribe.Outcome;
import java.time.Duration;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;

/** Meters by topic, handler and outcome, which are few; never by message. Each is looked up once, as the registry's own look-up is slow. */
public final class MeterObserver implements BusObserver {
    private final MeterRegistry meters;
    private final String service;
    private final Map<PublishKey, Timer> publishes = new ConcurrentHashMap<>();
    private final Map<DeliveryKey, Timer> deliveries = new ConcurrentHashMap<>();

    private record PublishKey(String topic, String outcome) {}

    private record DeliveryKey(String handler, Outcome outcome) {}

    /**
     * @param meters where the meters are kept
     * @param service the bus's, a tag of each meter
     * @param load what the bus is busy with, for the gauges
     */
    public MeterObserver(MeterRegistry meters, String service, Supplier<Load> load) {
        this.meters = meters;
        this.service = service;
        Gauge.builder("saltbus.handlers.running", () -> load.get().running())
                .description("calls of handlers that have not ended")
                .tag("service", service)
                .register(meters);
        Gauge.builder("saltbus.deliveries.waiting", () -> load.get().waiting())
                .description("deliveries that wait in this process for their key, a slot, a rate or a batch")
                .tag("service", service)
                .register(meters);
    }

    @Override
    public void published(Envelope envelope, int bytes, PublishOutcome outcome, Duration took) {
        publishes
                .computeIfAbsent(new PublishKey(envelope.topic(), name(outcome)), this::publishTimer)
                .record(took);
    }

    @Override
    public void settled(Settled delivery) {
        deliveries
                .computeIfAbsent(new DeliveryKey(delivery.handler(), delivery.outcome()), this::deliveryTimer)
                .record(delivery.took());
    }

    @Override
    public void blockedLoop(String handler, Envelope envelope, Duration blocked) {
        counter("saltbus.handlers.blocked.loop", handler).increment();
    }

    @Override
    public void softLimitReached(String handler, Envelope envelope) {
        counter("saltbus.handlers.soft.limit", handler).increment();
    }

    @Override
    public void abandoned(String handler, Envelope envelope) {
        counter("saltbus.handlers.abandoned", handler).increment();
    }

    private static String name(PublishOutcome outcome) {
        if (outcome instanceof Confirmed confirmed) {
            return confirmed.routed() ? "confirmed" : "unrouted";
        }
        return "failed";
    }

    private Timer publishTimer(PublishKey key) {
        return Timer.builder("saltbus.publish")
                .description("from the call of publish to its end")
                .tag("service", service)
                .tag("topic", key.topic())
                .tag("outcome", key.outcome())
                .register(meters);
    }

    private Timer deliveryTimer(DeliveryKey key) {
        return Timer.builder("saltbus.delivery")
                .description("from a delivery's arrival to its settlement")
                .tag("service", service)
                .tag("handler", key.handler())
                .tag("outcome", key.outcome().name().toLowerCase(Locale.ROOT))
                .register(meters);
    }

    private Counter counter(String name, String handler) {
        return Counter.builder(name)
                .tag("service", service)
                .tag("handler", handler)
                .register(meters);
    }
}
