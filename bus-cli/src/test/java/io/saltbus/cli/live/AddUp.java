package io.saltbus.cli.live;

import io.saltbus.core.event.Event;
import io.saltbus.core.event.EventMode;
import io.saltbus.rpc.RpcRequest;

@Event(value = "rpc.add.up", mode = EventMode.RPC)
public record AddUp(int left, int right) implements RpcRequest<AddUp.Sum> {
    public record Sum(int sum) {}
}
