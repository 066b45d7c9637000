package io.saltbus.rpc.internal.respond;

import io.saltbus.core.event.Event;
import io.saltbus.core.event.EventMode;
import io.saltbus.rpc.RpcRequest;
import java.util.List;

/** The requests of tests, and their answers. */
final class Documents {
    static final String TOPIC = "rpc.documents.list";

    private Documents() {}

    @Event(value = TOPIC, mode = EventMode.RPC, error = Refusal.class)
    record Request(long userId) implements RpcRequest<Listing> {}

    record Listing(List<String> titles, long totalCount) {}

    record Refusal(String errorCode, String errorMessage, Hint details) {}

    record Hint(long folderId) {}

    /** Its error has a field that no caller reads. */
    @Event(value = "rpc.odd", mode = EventMode.RPC, error = OddError.class)
    record Odd(int number) implements RpcRequest<Listing> {}

    record OddError(String errorCode, String errorMessage, String hint) {}

    /** Its answer is no object. */
    @Event(value = "rpc.plain", mode = EventMode.RPC)
    record Plain(int number) implements RpcRequest<List<String>> {}
}
