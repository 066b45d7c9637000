package io.saltbus.rpc.internal;

import io.saltbus.core.extension.BusExtension;
import io.saltbus.core.extension.BusServices;
import io.saltbus.rpc.Rpc;
import io.saltbus.rpc.RpcOptions;

/** Adds calls to every bus, where bus-rpc is on the class path. */
public final class RpcFactory implements BusExtension.Factory {
    @Override
    public Class<?> type() {
        return Rpc.class;
    }

    @Override
    public BusExtension create(BusServices services) {
        return RpcOptions.defaults().create(services);
    }
}
