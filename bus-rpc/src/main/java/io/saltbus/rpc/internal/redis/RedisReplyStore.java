package io.saltbus.rpc.internal.redis;

import io.saltbus.core.time.Scheduler;
import io.saltbus.rpc.reply.ReplyStore;
import io.vertx.core.Vertx;

/** Replies through Redis. */
public final class RedisReplyStore {
    private RedisReplyStore() {}

    /**
     * A client, not connected yet.
     *
     * @throws io.saltbus.core.failure.ConfigurationException where the address cannot be used, naming what is wrong
     */
    @SuppressWarnings("DoNotCallSuggester") // frame
    public static ReplyStore create(Vertx vertx, String url, Scheduler scheduler) {
        throw new UnsupportedOperationException("frame");
    }
}
