package io.saltbus.core.schema;

import io.micrometer.core.instrument.MeterRegistry;
import io.saltbus.core.time.Scheduler;
import io.vertx.core.Vertx;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * What a bus tells its registry.
 *
 * @param vertx where it runs
 * @param scheduler where time comes from
 * @param random where jitter comes from; used from several threads
 * @param service the service's name
 * @param serviceVersion the version of the service that is deployed; null where nothing was said
 * @param meters where meters are kept, or null
 */
public record RegistrySettings(
        Vertx vertx,
        Scheduler scheduler,
        RandomGenerator random,
        String service,
        @Nullable String serviceVersion,
        @Nullable MeterRegistry meters) {}
