package io.saltbus.rpc.internal.store;

import io.saltbus.core.extension.BusServices;
import io.saltbus.core.failure.ConfigurationException;
import io.saltbus.rpc.RpcOptions;
import io.saltbus.rpc.internal.redis.RedisReplyStore;
import io.saltbus.rpc.internal.wire.ReplyFormats;
import io.saltbus.rpc.reply.MemoryReplyStore;
import io.saltbus.rpc.reply.ReplyStore;
import io.vertx.core.Future;
import io.vertx.core.internal.ContextInternal;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Where answers go and how they are written. The store is reached when the first one needs it, and not before. */
public final class Replies {
    private final @Nullable ReplyStore store;
    private final ReplyFormats formats;
    private final boolean required;
    private @Nullable Future<ReplyStore> connecting;

    /**
     * Of a bus.
     *
     * @param home where a store of the bus's own works
     */
    public Replies(RpcOptions options, BusServices services, ContextInternal home) {
        this.store = store(options, services, home);
        this.formats = ReplyFormats.of(services);
        this.required = options.required();
    }

    private static @Nullable ReplyStore store(RpcOptions options, BusServices services, ContextInternal home) {
        if (options.replies() != null) {
            return options.replies();
        }
        if (services.redisUrl() != null) {
            return RedisReplyStore.create(home, services.redisUrl(), services.scheduler());
        }
        return services.transport().betweenProcesses()
                ? null
                : MemoryReplyStore.shared(services.vertx(), services.scheduler());
    }

    /** How answers are written. */
    public ReplyFormats formats() {
        return formats;
    }

    /** Where the store is, for errors: without credentials. */
    public String address() {
        return store == null ? "the store of replies" : store.address();
    }

    /**
     * The store, reached.
     *
     * @return fails with {@link ConfigurationException} where none is configured
     */
    public synchronized Future<ReplyStore> ready() {
        if (store == null) {
            return Future.failedFuture(
                    new ConfigurationException("calls over a broker between processes need Redis for their answers: set"
                            + " SALTBUS_REDIS_URL or SaltBusBuilder.redis(\"redis://localhost\")"));
        }
        if (connecting == null || connecting.failed()) {
            connecting = store.connect().map(store);
        }
        return connecting;
    }

    /** The store, reached if that is required of a start; otherwise it may come later. */
    public Future<ReplyStore> readyForStart() {
        return store == null || required ? ready() : ready().otherwise(store);
    }

    /** Why answers cannot come right now, where they are needed; empty where they can. */
    public List<String> troubles() {
        boolean used;
        synchronized (this) {
            used = connecting != null;
        }
        return store == null || !used ? List.of() : store.troubles();
    }

    /** Lets go of the store. */
    public Future<Void> close() {
        return store == null ? Future.succeededFuture() : store.close();
    }
}
