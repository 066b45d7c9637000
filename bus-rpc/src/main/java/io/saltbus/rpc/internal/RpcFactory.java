package io.saltbus.rpc.internal;

import io.saltbus.core.extension.BusExtension;
import io.saltbus.core.extension.BusServices;
import io.saltbus.core.extension.Payloads;
import io.saltbus.core.schema.EventSchemas;
import io.saltbus.core.schema.Schema;
import io.saltbus.rpc.Rpc;
import io.saltbus.rpc.RpcOptions;
import io.saltbus.rpc.internal.respond.Responders;

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

    @Override
    public EventSchemas schemasOf(Class<?> request, Schema payload, Payloads payloads) {
        return Responders.schemasOf(request, payload, payloads);
    }
}
