package io.saltbus.examples.documents.desk;

import io.saltbus.core.event.Default;
import io.saltbus.core.event.Event;
import io.saltbus.core.event.EventMode;
import io.saltbus.rpc.RpcRequest;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The question, as this service asks it. */
@Event(value = "rpc.documents.list", mode = EventMode.RPC)
record DocumentListRequest(
        long userId, @Nullable Long folderId, @Default("50") int limit)
        implements RpcRequest<DocumentListRequest.DocumentList> {
    /** The answer. */
    record DocumentList(List<Map<String, Object>> documents, int total, boolean hasMore) {}
}
