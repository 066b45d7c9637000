package io.saltbus.rpc.reply;

import io.saltbus.core.time.Scheduler;
import io.vertx.core.Vertx;

class MemoryReplyStoreTest extends ReplyStoreContract {
    @Override
    protected ReplyStore create(Vertx vertx, Scheduler scheduler) {
        return MemoryReplyStore.shared(vertx, scheduler);
    }
}
