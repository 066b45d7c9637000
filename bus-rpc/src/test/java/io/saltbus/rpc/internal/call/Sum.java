package io.saltbus.rpc.internal.call;

import io.saltbus.core.event.Default;
import io.saltbus.core.event.Event;
import io.saltbus.core.event.EventMode;
import io.saltbus.rpc.RpcRequest;

/** The request of these tests: a sum, in a unit that must be given. */
@Event(value = "rpc.sum", mode = EventMode.RPC)
record Sum(int left, int right, String unit) implements RpcRequest<Sum.Result> {
    /** Its answer. */
    record Result(int sum, String unit, @Default("exact") String precision) {}

    static Sum of(int left, int right) {
        return new Sum(left, right, "apples");
    }
}
