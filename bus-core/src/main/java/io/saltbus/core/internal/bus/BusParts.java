package io.saltbus.core.internal.bus;

import io.micrometer.core.instrument.MeterRegistry;
import io.opentelemetry.api.OpenTelemetry;
import io.saltbus.core.event.Version;
import io.saltbus.core.extension.BusExtension;
import io.saltbus.core.observe.BusObserver;
import io.saltbus.core.schema.PayloadLimits;
import io.saltbus.core.schema.SchemaRegistry;
import io.saltbus.core.subscribe.Interceptor;
import io.saltbus.core.subscribe.Subscribe;
import io.saltbus.core.time.Scheduler;
import io.saltbus.core.transport.Transport;
import io.saltbus.core.transport.WireFormat;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.util.List;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * What a bus is made of, as the builder gathered it.
 *
 * @param vertx where it runs
 * @param service the service's name
 * @param transport the broker
 * @param registry where schemas are shared
 * @param scheduler where time comes from
 * @param random where jitter comes from
 * @param versionMatch what a version stands for where a handler does not say it
 * @param payloadLimits how large payloads may be
 * @param shutdownTimeout how long a close waits for handlers
 * @param extending what modules add to it
 * @param declared what the service publishes and handles from its start
 * @param watching who is around its work
 */
public record BusParts(
        Vertx vertx,
        String service,
        Transport transport,
        SchemaRegistry registry,
        Scheduler scheduler,
        RandomGenerator random,
        Subscribe.VersionMatch versionMatch,
        PayloadLimits payloadLimits,
        Duration shutdownTimeout,
        Extending extending,
        Declared declared,
        Watching watching) {
    /**
     * What modules add to a bus.
     *
     * @param given instead of those that are found, where they are of the same type
     * @param format how messages are written
     * @param redisUrl where Redis is, or null
     */
    public record Extending(
            List<BusExtension.Factory> given,
            WireFormat format,
            @Nullable String redisUrl) {}

    /**
     * What the service publishes and handles from its start.
     *
     * @param packages to find events in
     * @param events more classes of events
     * @param jsonEvents events without a class
     * @param handlers objects with {@code @Subscribe} methods
     */
    public record Declared(
            List<String> packages, List<Class<?>> events, List<JsonEvent> jsonEvents, List<Object> handlers) {}

    /**
     * An event without a class.
     *
     * @param topic its topic
     * @param version its schema's version
     * @param schema its JSON Schema
     */
    public record JsonEvent(String topic, Version version, JsonObject schema) {}

    /**
     * Who is around the work of a bus.
     *
     * @param interceptors around every call of a handler
     * @param observers told of everything
     * @param meters where meters are kept, or null
     * @param openTelemetry what makes spans
     */
    public record Watching(
            List<Interceptor> interceptors,
            List<BusObserver> observers,
            @Nullable MeterRegistry meters,
            OpenTelemetry openTelemetry) {}
}
