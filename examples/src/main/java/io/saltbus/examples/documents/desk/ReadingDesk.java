package io.saltbus.examples.documents.desk;

import io.saltbus.core.SaltBus;
import io.saltbus.core.SaltBusBuilder;
import io.saltbus.rpc.CallOptions;
import io.saltbus.rpc.Rpc;
import io.saltbus.rpc.RpcReply;
import io.vertx.core.Future;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** The service that shows users their documents. */
public final class ReadingDesk {
    private static final CallOptions PATIENCE = CallOptions.timeout(Duration.ofSeconds(10));

    private final SaltBus bus;
    private final Rpc rpc;

    private ReadingDesk(SaltBus bus) {
        this.bus = bus;
        this.rpc = Rpc.of(bus);
    }

    /** Starts the service. */
    public static Future<ReadingDesk> start(SaltBusBuilder builder) {
        SaltBus bus = builder.event(DocumentListRequest.class).build();
        return bus.start().map(started -> new ReadingDesk(bus));
    }

    /**
     * What a user sees, in words.
     *
     * @param folderId null for all folders
     */
    public Future<String> show(long userId, @Nullable Long folderId, int limit) {
        return rpc.call(new DocumentListRequest(userId, folderId, limit), PATIENCE)
                .map(reply -> reply.fold(ReadingDesk::page, ReadingDesk::excuse));
    }

    private static String page(DocumentListRequest.DocumentList list) {
        return list.total() + " documents" + (list.hasMore() ? ", and more" : "");
    }

    private static String excuse(RpcReply.Failure<?> failure) {
        return failure.code() + " " + failure.details();
    }

    /** Ends the service. */
    public Future<Void> close() {
        return bus.close();
    }
}
