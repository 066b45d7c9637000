package io.saltbus.examples.documents.library;

import io.saltbus.core.SaltBus;
import io.saltbus.core.SaltBusBuilder;
import io.saltbus.core.subscribe.Subscribe;
import io.saltbus.rpc.RpcException;
import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.Map;
import java.util.stream.LongStream;

/** The service that keeps documents. A user may see the folder of the same number, and no other. */
public final class Library {
    private static final int DOCUMENTS_IN_A_FOLDER = 70;

    private Library() {}

    /**
     * Starts the service.
     *
     * @return its bus
     */
    public static Future<SaltBus> start(SaltBusBuilder builder) {
        SaltBus bus = builder.handlers(new Library()).build();
        return bus.start().map(bus);
    }

    @Subscribe
    Future<ListDocuments.Documents> list(ListDocuments asked) {
        Long folder = asked.folderId();
        if (folder != null && folder != asked.userId()) {
            return Future.failedFuture(new RpcException(
                    "NO_ACCESS",
                    "user " + asked.userId() + " may not see folder " + folder,
                    new JsonObject().put("user_id", asked.userId()).put("folder_id", folder)));
        }
        List<Map<String, Object>> found = LongStream.rangeClosed(1, Math.min(asked.limit(), DOCUMENTS_IN_A_FOLDER))
                .mapToObj(number -> Map.<String, Object>of("id", number, "title", "Document " + number))
                .toList();
        // as many as were asked for: there may be more
        return Future.succeededFuture(new ListDocuments.Documents(found, found.size(), found.size() == asked.limit()));
    }
}
