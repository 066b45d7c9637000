/** Calls as futures that always end, their answers through Redis. */
module io.saltbus.rpc {
    requires com.fasterxml.jackson.core;
    requires static com.google.errorprone.annotations;
    requires org.slf4j;
    requires transitive com.fasterxml.jackson.databind;
    requires transitive io.saltbus.core;
    requires transitive io.vertx.core;
    requires io.vertx.redis.client;
    requires micrometer.core;
    requires static transitive org.jspecify;

    exports io.saltbus.rpc;
    exports io.saltbus.rpc.reply;

    provides io.saltbus.core.extension.BusExtension.Factory with
            io.saltbus.rpc.internal.RpcFactory;
}
