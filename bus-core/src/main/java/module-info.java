/** Events, publish, subscribe, validation, retries, dead letters, and the in-memory transport. */
module io.saltbus.core {
    requires static com.google.errorprone.annotations;
    requires com.networknt.schema;
    requires io.netty.common;
    requires io.netty.transport;
    requires transitive com.fasterxml.jackson.databind;
    requires transitive io.vertx.core;
    requires static transitive org.jspecify;
    requires org.slf4j;

    exports io.saltbus.core.event;
    exports io.saltbus.core.failure;
    exports io.saltbus.core.observe;
    exports io.saltbus.core.publish;
    exports io.saltbus.core.schema;
    exports io.saltbus.core.time;
    exports io.saltbus.core.transport;

    uses io.saltbus.core.transport.TransportFactory;
}
