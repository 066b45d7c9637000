package io.saltbus.rpc.internal.respond;

import io.saltbus.core.extension.BusServices;
import io.saltbus.core.time.Scheduler;
import io.saltbus.rpc.RpcOptions;
import io.saltbus.rpc.internal.store.Replies;
import io.saltbus.rpc.reply.ReplyAddress;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** Brings answers to their callers, trying again as long as these wait. Safe for use from any thread. */
final class ReplyDelivery {
    /** How long a caller is believed to wait that does not say it. */
    static final Duration PATIENCE = Duration.ofSeconds(30);

    private static final Duration FIRST_PAUSE = Duration.ofMillis(100);
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(2);
    private static final Duration NATIVE_TTL = Duration.ofHours(1);
    private static final Duration CELERY_TTL = Duration.ofDays(1); // Celery's result_expires

    private final Vertx vertx;
    private final Scheduler scheduler;
    private final Replies replies;
    private final @Nullable Duration ttl;
    private volatile boolean closed;

    ReplyDelivery(RpcOptions options, BusServices services, Replies replies) {
        this.vertx = services.vertx();
        this.scheduler = services.scheduler();
        this.replies = replies;
        this.ttl = options.replyTtl();
    }

    /**
     * Brings an answer. It is tried once at least, because the caller may ask for it after its deadline too.
     *
     * @param deadlineNanos when its caller stops waiting, in the scheduler's nano time; null where that is not known
     * @return whether it was brought; it does not fail
     */
    Future<Boolean> bring(ReplyAddress to, Buffer reply, @Nullable Long deadlineNanos) {
        long until = deadlineNanos == null ? scheduler.nanoTime() + PATIENCE.toNanos() : deadlineNanos;
        var bringing = new Bringing(to, reply, until, vertx.getOrCreateContext());
        bringing.attempt();
        return bringing.brought.future();
    }

    /** What could not be brought so far is given up. */
    void close() {
        closed = true;
    }

    private Duration ttl(ReplyAddress to) {
        if (ttl != null) {
            return ttl;
        }
        return to.form() == ReplyAddress.Form.CELERY ? CELERY_TTL : NATIVE_TTL;
    }

    /** One answer on its way. */
    private final class Bringing {
        private final ReplyAddress to;
        private final Buffer reply;
        private final long untilNanos;
        private final Context context;
        private final Promise<Boolean> brought = Promise.promise();
        private Duration pause = FIRST_PAUSE;

        private Bringing(ReplyAddress to, Buffer reply, long untilNanos, Context context) {
            this.to = to;
            this.reply = reply;
            this.untilNanos = untilNanos;
            this.context = context;
        }

        private void attempt() {
            replies.ready()
                    .compose(store -> store.deliver(to, reply, ttl(to)))
                    .onComplete(told -> brought.complete(true), this::failed);
        }

        private void failed(Throwable cause) {
            long left = untilNanos - scheduler.nanoTime();
            if (closed || left <= 0) {
                ResponderLog.undelivered(to, cause);
                brought.complete(false);
                return;
            }
            Duration wait = pause.toNanos() < left ? pause : Duration.ofNanos(left);
            pause = pause.compareTo(LONGEST_PAUSE.dividedBy(2)) > 0 ? LONGEST_PAUSE : pause.multipliedBy(2);
            scheduler.schedule(wait, context, this::attempt);
        }
    }
}
