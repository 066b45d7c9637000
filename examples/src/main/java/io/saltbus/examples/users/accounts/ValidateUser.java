package io.saltbus.examples.users.accounts;

import io.saltbus.core.event.Event;
import io.saltbus.core.event.EventMode;
import io.saltbus.core.event.Sensitive;
import io.saltbus.rpc.RpcRequest;

/** The question, as this service understands it. */
@Event(value = "rpc.user.validate", mode = EventMode.RPC)
record ValidateUser(String email, @Sensitive String password) implements RpcRequest<ValidateUser.User> {
    /** The answer. */
    record User(long userId, String email, boolean isActive) {}
}
