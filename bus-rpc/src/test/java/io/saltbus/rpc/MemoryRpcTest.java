package io.saltbus.rpc;

import io.saltbus.core.SaltBus;
import io.saltbus.core.SaltBusBuilder;

class MemoryRpcTest extends RpcContract {
    @Override
    SaltBusBuilder bus(String service, String prefix) {
        return SaltBus.builder(vertx).service(prefix + service);
    }
}
