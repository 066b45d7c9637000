package io.saltbus.examples.users.auth;

import io.saltbus.core.event.Event;
import io.saltbus.core.event.EventMode;
import io.saltbus.core.event.Sensitive;
import io.saltbus.rpc.RpcRequest;

/** The question, as this service asks it. */
@Event(value = "rpc.user.validate", mode = EventMode.RPC)
record Credentials(String email, @Sensitive String password) implements RpcRequest<Credentials.Owner> {
    /** What this service wants to know. */
    record Owner(long userId, boolean isActive) {}
}
