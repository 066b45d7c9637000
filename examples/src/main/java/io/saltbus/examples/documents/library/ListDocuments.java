package io.saltbus.examples.documents.library;

import io.saltbus.core.event.Default;
import io.saltbus.core.event.Event;
import io.saltbus.core.event.EventMode;
import io.saltbus.rpc.RpcRequest;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The question, as this service understands it. */
@Event(value = "rpc.documents.list", mode = EventMode.RPC, error = ListDocuments.Refusal.class)
record ListDocuments(
        long userId, @Nullable Long folderId, @Default("50") int limit) implements RpcRequest<ListDocuments.Documents> {
    /** The answer. */
    record Documents(List<Map<String, Object>> documents, int total, boolean hasMore) {}

    /** What it is refused with. */
    record Refusal(
            String errorCode, String errorMessage, @Nullable Place details) {}

    /** Where the user may not look. */
    record Place(long userId, @Nullable Long folderId) {}
}
