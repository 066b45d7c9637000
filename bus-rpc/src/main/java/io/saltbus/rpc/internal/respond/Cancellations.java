package io.saltbus.rpc.internal.respond;

import io.saltbus.core.extension.BusServices;
import io.saltbus.core.time.Scheduler;
import io.saltbus.rpc.internal.store.Replies;
import io.saltbus.rpc.reply.ReplyAddress;
import io.saltbus.rpc.reply.ReplyStore;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import java.time.Duration;
import java.util.HashMap;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The calls that their callers gave up, as far as they are heard of: nobody waits for a cancellation, and one that is missed costs a call
 * of a handler. Safe for use from any thread.
 */
final class Cancellations {
    /** How many are remembered; the oldest is forgotten first. */
    static final int LIMIT = 10_000;

    /** How long one is remembered: a call that is made again later, with the same id, is meant. */
    static final Duration MEMORY = Duration.ofMinutes(2);

    private static final Duration LISTEN_AGAIN = Duration.ofSeconds(5);
    private static final int LONGEST_ID = 255;

    private final Scheduler scheduler;
    private final Replies replies;
    private final Vertx vertx;
    private final Map<String, Long> heardNanos = new LinkedHashMap<>();
    private final Map<String, Hearing> byTopic = new HashMap<>();
    private boolean closed;

    Cancellations(BusServices services, Replies replies) {
        this.scheduler = services.scheduler();
        this.replies = replies;
        this.vertx = services.vertx();
    }

    /**
     * Listens to what is given up of one topic; where that cannot be now, later.
     *
     * @return once it was tried; it does not fail
     */
    Future<Void> listen(String topic) {
        Hearing hearing;
        synchronized (this) {
            if (byTopic.containsKey(topic)) {
                return Future.succeededFuture();
            }
            hearing = new Hearing(topic, vertx.getOrCreateContext());
            byTopic.put(topic, hearing);
        }
        return hearing.begin();
    }

    /** Whether the caller gave this call up. */
    synchronized boolean has(String callId) {
        Long heard = heardNanos.get(callId);
        return heard != null && scheduler.nanoTime() - heard < MEMORY.toNanos();
    }

    private synchronized void remember(String callId) {
        long now = scheduler.nanoTime();
        heardNanos.remove(callId);
        heardNanos.put(callId, now);
        Iterator<Long> oldestFirst = heardNanos.values().iterator();
        while (oldestFirst.hasNext()) {
            boolean old = now - oldestFirst.next() >= MEMORY.toNanos();
            if (!old && heardNanos.size() <= LIMIT) {
                return;
            }
            oldestFirst.remove();
        }
    }

    /** Listens no more. */
    Future<Void> close() {
        List<Hearing> all;
        synchronized (this) {
            closed = true;
            all = List.copyOf(byTopic.values());
            byTopic.clear();
        }
        return Future.join(all.stream().map(Hearing::end).toList())
                .otherwiseEmpty()
                .mapEmpty();
    }

    private synchronized boolean closed() {
        return closed;
    }

    /** The listening on one topic. */
    private final class Hearing implements ReplyStore.Listener {
        private final String topic;
        private final Context context;
        private volatile ReplyStore.@Nullable Listening listening;

        private Hearing(String topic, Context context) {
            this.topic = topic;
            this.context = context;
        }

        private Future<Void> begin() {
            return replies.ready()
                    .compose(store -> store.listen(ReplyAddress.cancelChannelOf(topic), this))
                    .compose(
                            begun -> {
                                listening = begun;
                                return closed() ? end() : Future.succeededFuture();
                            },
                            refused -> {
                                beginLater(refused);
                                return Future.succeededFuture();
                            });
        }

        private void beginLater(Throwable refused) {
            if (!closed()) {
                ResponderLog.deaf(topic, refused);
                scheduler.schedule(LISTEN_AGAIN, context, this::beginAgain);
            }
        }

        private void beginAgain() {
            if (!closed()) {
                begin().onFailure(unheard -> ResponderLog.deaf(topic, unheard));
            }
        }

        private Future<Void> end() {
            ReplyStore.Listening begun = listening;
            return begun == null ? Future.succeededFuture() : begun.close();
        }

        @Override
        public void told(Buffer message) {
            if (message.length() <= LONGEST_ID) { // longer than any id that a caller of ours gives
                remember(message.toString());
            }
        }

        /** What was given up meanwhile is not known, and is handled. */
        @Override
        public void back() {}
    }
}
