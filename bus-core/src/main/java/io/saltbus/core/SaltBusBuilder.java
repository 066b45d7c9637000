package io.saltbus.core;

import io.micrometer.core.instrument.MeterRegistry;
import io.opentelemetry.api.OpenTelemetry;
import io.saltbus.core.config.BusConfig;
import io.saltbus.core.event.Topic;
import io.saltbus.core.event.Version;
import io.saltbus.core.extension.BusExtension;
import io.saltbus.core.failure.ConfigurationException;
import io.saltbus.core.internal.bus.BusParts;
import io.saltbus.core.internal.bus.DefaultSaltBus;
import io.saltbus.core.internal.bus.Registries;
import io.saltbus.core.internal.bus.Transports;
import io.saltbus.core.observe.BusObserver;
import io.saltbus.core.schema.MemorySchemaRegistry;
import io.saltbus.core.schema.PayloadLimits;
import io.saltbus.core.schema.RegistrySettings;
import io.saltbus.core.schema.SchemaRegistry;
import io.saltbus.core.subscribe.Interceptor;
import io.saltbus.core.subscribe.Subscribe;
import io.saltbus.core.time.Scheduler;
import io.saltbus.core.transport.Transport;
import io.saltbus.core.transport.TransportSettings;
import io.saltbus.core.transport.WireFormat;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.ThreadLocalRandom;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * Puts a {@link SaltBus} together. What is set here wins over {@link #config}. Not safe for threads.
 */
public final class SaltBusBuilder {
    private final Vertx vertx;
    private final List<String> packages = new ArrayList<>();
    private final List<Class<?>> events = new ArrayList<>();
    private final List<BusParts.JsonEvent> jsonEvents = new ArrayList<>();
    private final List<Object> handlers = new ArrayList<>();
    private final List<Interceptor> interceptors = new ArrayList<>();
    private final List<BusObserver> observers = new ArrayList<>();
    private final List<BusExtension.Factory> extensions = new ArrayList<>();
    private @Nullable String service;
    private @Nullable String broker;
    private @Nullable String redis;
    private @Nullable Transport transport;
    private SchemaRegistry.@Nullable Factory registry;
    private @Nullable String serviceVersion;
    private @Nullable MeterRegistry meters;
    private @Nullable Scheduler scheduler;
    private OpenTelemetry openTelemetry = OpenTelemetry.noop();
    private RandomGenerator random = () -> ThreadLocalRandom.current().nextLong();
    private PayloadLimits payloadLimits = PayloadLimits.defaults();
    private Duration confirmTimeout = Duration.ofSeconds(30);
    private WireFormat format = WireFormat.NATIVE;
    private Duration shutdownTimeout = Duration.ofSeconds(30);

    SaltBusBuilder(Vertx vertx) {
        this.vertx = Objects.requireNonNull(vertx, "vertx");
    }

    /**
     * Takes the service's name and version, the broker, Redis and the registry from settings, where they are not set here. The registry is the one that
     * is reached over HTTP, or else the one in PostgreSQL where bus-registry is on the class path.
     */
    public SaltBusBuilder config(BusConfig config) {
        if (service == null && config.service() != null) {
            service(config.service());
        }
        if (serviceVersion == null) {
            serviceVersion = config.serviceVersion();
        }
        if (broker == null) {
            broker = config.brokerUrl();
        }
        if (redis == null) {
            redis = config.redisUrl();
        }
        if (registry == null && config.registryUrl() != null) {
            registry = Registries.at(config.registryUrl(), config.apiKey());
        }
        if (registry == null && config.postgresUrl() != null && Registries.know(config.postgresUrl())) {
            registry = Registries.at(config.postgresUrl(), null);
        }
        return this;
    }

    /** The service's name: one word, the first part of its queues' names, and the publisher of its events. Required, here or by settings. */
    public SaltBusBuilder service(String name) {
        Topic.check(Objects.requireNonNull(name, "service"), "service name");
        this.service = name;
        return this;
    }

    /** The broker's address; default {@code memory:}, the broker inside this Vertx. */
    public SaltBusBuilder broker(String address) {
        this.broker = address;
        return this;
    }

    /**
     * Redis's address, such as {@code redis://localhost}: where answers of calls between processes go. It is not contacted where nothing
     * needs it.
     */
    public SaltBusBuilder redis(String address) {
        this.redis = address;
        return this;
    }

    /** What a module adds to the bus, made otherwise than by default. */
    public SaltBusBuilder with(BusExtension.Factory extension) {
        extensions.add(extension);
        return this;
    }

    /** A transport made elsewhere, instead of the broker's address. */
    public SaltBusBuilder transport(Transport made) {
        this.transport = made;
        return this;
    }

    /** Where schemas are shared; default a registry inside this Vertx. The bus closes it. */
    public SaltBusBuilder registry(SchemaRegistry shared) {
        return registry(settings -> shared);
    }

    /** Where schemas are shared, such as {@code PgSchemaRegistry.at("postgresql://localhost/salt")}. */
    public SaltBusBuilder registry(SchemaRegistry.Factory shared) {
        this.registry = shared;
        return this;
    }

    /**
     * Where schemas are shared, by address.
     *
     * @param url {@code postgresql://...}, or {@code https://...} of a registry that is reached over HTTP
     * @throws ConfigurationException where no module on the class path knows such addresses
     */
    public SaltBusBuilder registry(String url) {
        return registry(Registries.at(url, null));
    }

    /** Which version of the service is deployed, for those who look into the registry: 1 to 50 characters, default none. */
    public SaltBusBuilder serviceVersion(String version) {
        if (version.isBlank() || version.length() > 50) { // the registry's column has no place for more
            throw new IllegalArgumentException(
                    "serviceVersion must have 1 to 50 characters, such as 2.4.1, had " + version.length());
        }
        this.serviceVersion = version;
        return this;
    }

    /**
     * Packages, with those below them, whose {@code @Event} classes this service publishes.
     *
     * @throws IllegalArgumentException where a name is blank: every class of every library would be read
     */
    public SaltBusBuilder scan(String... names) {
        for (String name : names) {
            if (name.isBlank()) {
                throw new IllegalArgumentException("scan(\"" + name
                        + "\") would read every class of every library: name a package, such as com.acme.events");
            }
        }
        packages.addAll(List.of(names));
        return this;
    }

    /** Classes that this service publishes, beside those that are scanned. */
    public SaltBusBuilder event(Class<?>... types) {
        events.addAll(List.of(types));
        return this;
    }

    /**
     * An event that this service publishes without a class.
     *
     * @param topic the event's topic
     * @param version the schema's version, such as {@code v1}
     * @param schema its JSON Schema (draft 2020-12)
     */
    public SaltBusBuilder event(String topic, String version, JsonObject schema) {
        jsonEvents.add(new BusParts.JsonEvent(Topic.check(topic), Version.parse(version), schema));
        return this;
    }

    /** Objects whose {@code @Subscribe} methods are subscribed by the start. Handlers of several instances are deployed as verticles instead. */
    public SaltBusBuilder handlers(Object... objects) {
        handlers.addAll(List.of(objects));
        return this;
    }

    /** Something done around every call of a handler; the first one added is the outermost. */
    public SaltBusBuilder interceptor(Interceptor interceptor) {
        interceptors.add(interceptor);
        return this;
    }

    /** Somebody to tell what the bus does. */
    public SaltBusBuilder observer(BusObserver observer) {
        observers.add(observer);
        return this;
    }

    /** Where meters are kept; default none. */
    public SaltBusBuilder meters(MeterRegistry registry) {
        this.meters = registry;
        return this;
    }

    /** What makes spans; default none, so that the trace context of messages is handed on and nothing recorded. */
    public SaltBusBuilder openTelemetry(OpenTelemetry telemetry) {
        this.openTelemetry = telemetry;
        return this;
    }

    /** Where time comes from; default real time. */
    public SaltBusBuilder scheduler(Scheduler time) {
        this.scheduler = time;
        return this;
    }

    /** Where the jitter of retries comes from; used from several threads. */
    public SaltBusBuilder random(RandomGenerator generator) {
        this.random = generator;
        return this;
    }

    /** How large payloads may be. */
    public SaltBusBuilder payloadLimits(PayloadLimits limits) {
        this.payloadLimits = limits;
        return this;
    }

    /** How long a publish may wait for its confirm: above zero, default 30 s. */
    public SaltBusBuilder confirmTimeout(Duration timeout) {
        this.confirmTimeout = timeout;
        return this;
    }

    /**
     * Joins a fleet of Python services on celery-salt: publishes in their format and on their exchange {@code tchu_events}, and takes
     * versions by their rule: a handler of {@code v1} gets whatever is not older, and what has no version goes to those of {@code latest}.
     */
    public SaltBusBuilder celeryInterop() {
        this.format = WireFormat.CELERY;
        return this;
    }

    /** How long a close waits for handlers: zero or more, default 30 s. */
    public SaltBusBuilder shutdownTimeout(Duration timeout) {
        if (timeout.isNegative()) {
            throw new IllegalArgumentException("shutdownTimeout must be zero or more, was " + timeout);
        }
        this.shutdownTimeout = timeout;
        return this;
    }

    /**
     * The bus, not started yet.
     *
     * @throws ConfigurationException where the service's name is missing or the broker's address cannot be used
     */
    public SaltBus build() {
        if (service == null) {
            throw new ConfigurationException("the service has no name: call service(\"...\") or set SALTBUS_SERVICE");
        }
        Scheduler time = scheduler != null ? scheduler : Scheduler.real(vertx);
        String address = broker != null ? broker : "memory:";
        return new DefaultSaltBus(new BusParts(
                vertx,
                service,
                transport != null
                        ? transport
                        : Transports.create(
                                vertx,
                                address,
                                new TransportSettings(time, confirmTimeout, service, format, payloadLimits)),
                registry != null
                        ? registry.create(new RegistrySettings(vertx, time, random, service, serviceVersion, meters))
                        : MemorySchemaRegistry.shared(vertx, "default"),
                time,
                random,
                format == WireFormat.CELERY ? Subscribe.VersionMatch.AT_LEAST : Subscribe.VersionMatch.COMPATIBLE,
                payloadLimits,
                shutdownTimeout,
                new BusParts.Extending(List.copyOf(extensions), format, redis),
                new BusParts.Declared(
                        List.copyOf(packages), List.copyOf(events), List.copyOf(jsonEvents), List.copyOf(handlers)),
                new BusParts.Watching(List.copyOf(interceptors), List.copyOf(observers), meters, openTelemetry)));
    }
}
