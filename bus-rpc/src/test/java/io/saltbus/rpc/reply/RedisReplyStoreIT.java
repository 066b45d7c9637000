package io.saltbus.rpc.reply;

import io.saltbus.core.time.Scheduler;
import io.saltbus.rpc.internal.redis.RedisReplyStore;
import io.saltbus.testkit.service.PrivateRedis;
import io.saltbus.testkit.service.WithServices;
import io.vertx.core.Vertx;
import io.vertx.core.internal.VertxInternal;
import org.junit.jupiter.api.BeforeAll;

@WithServices
class RedisReplyStoreIT extends ReplyStoreContract {
    private static PrivateRedis redis;

    @BeforeAll
    static void start(PrivateRedis started) {
        redis = started;
    }

    @Override
    protected ReplyStore create(Vertx vertx, Scheduler scheduler) {
        return RedisReplyStore.create(((VertxInternal) vertx).createEventLoopContext(), redis.url(), scheduler);
    }
}
