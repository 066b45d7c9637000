package io.saltbus.rpc.internal.respond;

import io.saltbus.core.extension.Answerer;
import io.saltbus.core.extension.BusServices;
import io.saltbus.core.subscribe.Outcome;
import io.saltbus.core.time.Scheduler;
import io.saltbus.rpc.internal.store.Replies;
import io.saltbus.rpc.internal.wire.Answer;
import io.saltbus.rpc.internal.wire.MalformedReplyException;
import io.saltbus.rpc.reply.ReplyAddress;
import io.saltbus.rpc.reply.ReplyStore;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Looks after requests that come again: what was answered before is answered the same without its handler, and what is not is handled by
 * one process at a time, which claims it. Safe for use from any thread.
 */
final class Repeats {
    /** How long a claim stands that nobody renews: a process that dies holds up a call for no longer. */
    static final Duration CLAIM = Duration.ofSeconds(10);

    private static final Duration RENEWAL = Duration.ofSeconds(3);
    private static final Duration LOOK_AGAIN = Duration.ofMillis(300);

    private final Vertx vertx;
    private final Scheduler scheduler;
    private final Replies replies;
    private final ReplyDelivery delivery;
    private final Cancellations cancellations;
    private final String owner;
    private volatile boolean closed;

    Repeats(BusServices services, Replies replies, ReplyDelivery delivery, Cancellations cancellations) {
        this.vertx = services.vertx();
        this.scheduler = services.scheduler();
        this.replies = replies;
        this.delivery = delivery;
        this.cancellations = cancellations;
        this.owner = new UUID(services.random().nextLong(), services.random().nextLong()).toString();
    }

    /**
     * Asked for a request that came before.
     *
     * @param end when it ends here; its claim is renewed until then
     * @return empty where it is this process's to handle
     */
    Future<Optional<Outcome>> admit(Answerer.Arrived request, ReplyAddress address, @Nullable Future<Outcome> end) {
        var looking = new Looking(request, address, vertx.getOrCreateContext());
        looking.look();
        return looking.decided.future().onSuccess(decided -> {
            if (decided.isEmpty() && end != null) {
                new Claim(looking.claimKey, looking.context, end).renewLater();
            }
        });
    }

    /** Nothing that waits here is begun any more: whoever gets its request next handles it. */
    void close() {
        closed = true;
    }

    /** One request, until somebody has answered it or it can be claimed. */
    private final class Looking {
        private final Answerer.Arrived request;
        private final ReplyAddress address;
        private final String claimKey;
        private final Context context;
        private final long untilNanos;
        private final Promise<Optional<Outcome>> decided = Promise.promise();

        private Looking(Answerer.Arrived request, ReplyAddress address, Context context) {
            this.request = request;
            this.address = address;
            this.claimKey = ReplyAddress.claimOf(request.envelope());
            this.context = context;
            Long deadline = request.deadlineNanos();
            this.untilNanos = deadline == null ? scheduler.nanoTime() + ReplyDelivery.PATIENCE.toNanos() : deadline;
        }

        private void look() {
            if (closed) {
                decided.complete(Optional.of(Outcome.UNANSWERED));
                return;
            }
            if (scheduler.nanoTime() - untilNanos >= 0
                    || cancellations.has(request.envelope().messageId())) {
                decided.complete(Optional.of(Outcome.TOO_LATE));
                return;
            }
            replies.ready()
                    .compose(store -> store.claim(claimKey, owner, CLAIM).compose(mine -> kept(store, mine)))
                    .onComplete(this::found, unreachable -> lookLater());
        }

        // looked for after the claim: what was answered until then is there by now
        private Future<Found> kept(ReplyStore store, boolean mine) {
            return store.find(List.of(address.key())).map(found -> new Found(mine, usable(found.get(0))));
        }

        private @Nullable Buffer usable(@Nullable Buffer kept) {
            if (kept == null) {
                return null;
            }
            try {
                Answer answer = replies.formats().of(address.form()).read(kept).answer();
                boolean ofOthers = answer instanceof Answer.NoHandlers || answer instanceof Answer.Pending;
                return ofOthers ? null : kept; // of a service in Python, which has no handler or no answer yet
            } catch (MalformedReplyException none) {
                return null;
            }
        }

        private void found(Found found) {
            if (found.reply() != null) {
                delivery.bring(address, found.reply(), request.deadlineNanos())
                        .onSuccess(brought ->
                                decided.complete(Optional.of(brought ? Outcome.HANDLED : Outcome.UNANSWERED)));
            } else if (found.mine() && !closed) {
                decided.complete(Optional.empty());
            } else {
                lookLater();
            }
        }

        private void lookLater() {
            scheduler.schedule(LOOK_AGAIN, context, this::look);
        }
    }

    /**
     * What is known of a call.
     *
     * @param mine whether it is claimed by this process
     * @param reply its kept answer, or null
     */
    private record Found(boolean mine, @Nullable Buffer reply) {}

    /** What this process has claimed, until it has ended. */
    private final class Claim {
        private final String key;
        private final Context context;
        private final Future<Outcome> end;

        private Claim(String key, Context context, Future<Outcome> end) {
            this.key = key;
            this.context = context;
            this.end = end;
        }

        private void renewLater() {
            Scheduler.Timer timer = scheduler.schedule(RENEWAL, context, this::renew);
            end.onComplete(ended -> timer.cancel());
        }

        // where a renewal fails, the next one may not: the claim stands for three of them
        private void renew() {
            if (!end.isComplete() && !closed) {
                replies.ready().compose(store -> store.claim(key, owner, CLAIM)).onComplete(renewed -> {
                    if (!end.isComplete()) {
                        context.runOnContext(turn -> renewLater());
                    }
                });
            }
        }
    }
}
