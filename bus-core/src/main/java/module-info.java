/** Events, publish, subscribe, validation, retries, dead letters, and the in-memory transport. */
module io.saltbus.core {
    requires com.fasterxml.classmate;
    requires com.fasterxml.jackson.annotation;
    requires com.fasterxml.jackson.core;
    requires com.fasterxml.jackson.datatype.jdk8;
    requires com.fasterxml.jackson.datatype.jsr310;
    requires com.fasterxml.uuid;
    requires com.github.victools.jsonschema.generator;
    requires com.github.victools.jsonschema.module.jackson;
    requires com.github.victools.jsonschema.module.jakarta.validation;
    requires static com.google.errorprone.annotations;
    requires io.github.classgraph;
    requires com.networknt.schema;
    requires io.netty.common;
    requires io.netty.transport;
    requires io.vertx.config;
    requires transitive com.fasterxml.jackson.databind;
    requires transitive io.vertx.core;
    requires transitive io.opentelemetry.api;
    requires io.opentelemetry.context;
    requires jakarta.validation;
    requires transitive micrometer.core;
    requires static transitive org.jspecify;
    requires org.slf4j;

    exports io.saltbus.core;
    exports io.saltbus.core.config;
    exports io.saltbus.core.event;
    exports io.saltbus.core.extension;
    exports io.saltbus.core.failure;
    exports io.saltbus.core.observe;
    exports io.saltbus.core.publish;
    exports io.saltbus.core.schema;
    exports io.saltbus.core.subscribe;
    exports io.saltbus.core.time;
    exports io.saltbus.core.transport;
    exports io.saltbus.core.transport.memory;

    uses io.saltbus.core.extension.BusExtension.Factory;
    uses io.saltbus.core.schema.SchemaRegistryProvider;
    uses io.saltbus.core.transport.TransportFactory;

    provides io.vertx.core.spi.VertxServiceProvider with
            io.saltbus.core.internal.context.DeliveryScopeProvider;
    provides io.saltbus.core.transport.TransportFactory with
            io.saltbus.core.transport.memory.MemoryTransportFactory;
}
