/** The transport on RabbitMQ. */
module io.saltbus.rabbitmq {
    requires com.fasterxml.jackson.core;
    requires com.rabbitmq.client;
    requires io.netty.buffer;
    requires io.netty.common;
    requires io.netty.handler;
    requires io.netty.transport;
    requires org.slf4j;
    requires transitive com.fasterxml.jackson.databind;
    requires transitive io.saltbus.core;
    requires transitive io.vertx.core;
    requires transitive io.vertx.rabbitmq.client;
    requires static transitive org.jspecify;

    exports io.saltbus.rabbitmq;

    provides io.saltbus.core.transport.TransportFactory with
            io.saltbus.rabbitmq.RabbitTransportFactory;
}
