package io.saltbus.rpc.reply;

import static org.assertj.core.api.Assertions.assertThat;

import io.saltbus.core.time.Scheduler;
import io.saltbus.core.time.VirtualScheduler;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class MemoryReplyStoreTest extends ReplyStoreContract {
    @Override
    protected ReplyStore create(Vertx vertx, Scheduler scheduler) {
        return MemoryReplyStore.shared(vertx, scheduler);
    }

    @Test
    void nothingIsLeftWhenItsTimeHasCome() throws Exception {
        Vertx vertx = Vertx.vertx();
        try {
            var scheduler = new VirtualScheduler(Instant.EPOCH);
            MemoryReplyStore store = MemoryReplyStore.shared(vertx, scheduler);
            ReplyAddress to = ReplyAddress.ofCaller("caller", "1");
            get(store.deliver(to, Buffer.buffer("one"), Duration.ofSeconds(10)));
            get(store.deliver(to, Buffer.buffer("two"), Duration.ofSeconds(20)));
            get(store.claim("claim", "owner", Duration.ofSeconds(15)));
            get(store.claim("claim", "owner", Duration.ofHours(1)));
            assertThat(store.size()).isEqualTo(2);
            scheduler.advance(Duration.ofSeconds(12));
            awaitSize(store, 2);
            scheduler.advance(Duration.ofSeconds(5));
            awaitSize(store, 1);
            scheduler.advance(Duration.ofSeconds(5));
            awaitSize(store, 0);
        } finally {
            get(vertx.close());
        }
    }

    /** Expiry runs on the store's own context, soon after the clock has moved. */
    private static void awaitSize(MemoryReplyStore store, int size) {
        long start = System.nanoTime();
        while (store.size() != size) {
            assertThat(System.nanoTime() - start)
                    .isLessThan(Duration.ofSeconds(30).toNanos());
            Thread.onSpinWait();
        }
    }
}
