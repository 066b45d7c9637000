package io.saltbus.core.internal.dispatch;

import io.saltbus.core.extension.Answering;
import io.saltbus.core.internal.json.PayloadCodec;
import io.saltbus.core.internal.observe.Tracing;
import io.saltbus.core.internal.schema.SchemaDeriver;
import io.saltbus.core.observe.BusObserver;
import io.saltbus.core.schema.SchemaRegistry;
import io.saltbus.core.subscribe.Interceptor;
import io.saltbus.core.subscribe.Subscribe;
import io.saltbus.core.time.Scheduler;
import io.saltbus.core.transport.Transport;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.util.List;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * What every part of the dispatch works with; one for a bus.
 *
 * @param service the name of the service, first part of its queues' names
 * @param instance tells this process from others of the service
 * @param vertx where handlers run
 * @param transport where deliveries come from
 * @param scheduler where time comes from
 * @param registry what payloads are validated by
 * @param codec reads payloads
 * @param deriver makes the schema of a handler's record
 * @param answering brings answers to callers, or null where no module does
 * @param interceptors around every call, outermost first
 * @param observer is told of every end
 * @param tracing makes a span of every handling
 * @param load counts what runs and waits
 * @param versionMatch what a version stands for where a handler does not say it
 * @param random for the jitter of retries
 * @param shutdownTimeout how long a close waits for handlers
 */
public record DispatchServices(
        String service,
        String instance,
        Vertx vertx,
        Transport transport,
        Scheduler scheduler,
        SchemaRegistry registry,
        PayloadCodec codec,
        SchemaDeriver deriver,
        @Nullable Answering answering,
        List<Interceptor> interceptors,
        BusObserver observer,
        Tracing tracing,
        LoadCounter load,
        Subscribe.VersionMatch versionMatch,
        RandomGenerator random,
        Duration shutdownTimeout) {}
