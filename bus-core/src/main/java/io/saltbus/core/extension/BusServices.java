package io.saltbus.core.extension;

import io.micrometer.core.instrument.MeterRegistry;
import io.saltbus.core.schema.PayloadLimits;
import io.saltbus.core.time.Scheduler;
import io.saltbus.core.transport.Transport;
import io.saltbus.core.transport.WireFormat;
import io.vertx.core.Vertx;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * What a bus lends to its extensions.
 *
 * @param vertx where it runs
 * @param service the service's name
 * @param transport the broker
 * @param format how its messages are written
 * @param scheduler where time comes from
 * @param random where chance comes from; used from several threads
 * @param payloadLimits how large payloads may be
 * @param meters where meters are kept, or null
 * @param redisUrl where Redis is, or null where nothing was said
 * @param payloads reads and writes payloads as the bus does
 * @param requests makes requests
 */
public record BusServices(
        Vertx vertx,
        String service,
        Transport transport,
        WireFormat format,
        Scheduler scheduler,
        RandomGenerator random,
        PayloadLimits payloadLimits,
        @Nullable MeterRegistry meters,
        @Nullable String redisUrl,
        Payloads payloads,
        Requests requests) {}
