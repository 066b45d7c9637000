package io.saltbus.rpc.internal.call;

import io.saltbus.core.event.Envelope;
import io.saltbus.core.failure.ConnectionException;
import io.saltbus.rpc.CallException;
import io.saltbus.rpc.internal.store.Replies;
import io.saltbus.rpc.internal.wire.MalformedReplyException;
import io.saltbus.rpc.internal.wire.Reply;
import io.saltbus.rpc.reply.ReplyAddress;
import io.saltbus.rpc.reply.ReplyStore;
import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Where answers arrive: told on a channel, or found where they are kept. Hands each to its call. Safe for use from any thread. */
final class Inbox {
    private static final Logger LOG = LoggerFactory.getLogger(Inbox.class);

    /** How many keys one look asks for: more would hold up a Redis that others use. */
    private static final int LOOK_AT_ONCE = 500;

    private final Replies replies;
    private final PendingCalls calls;
    private final RecentIds answered;
    private final CallMeters meters;
    private final String callerId;
    private @Nullable Future<Hearing> ownHearing;
    private Future<ReplyStore> own = Future.failedFuture(new ConnectionException.NotStarted("the caller"));
    private boolean closed;

    private record Hearing(ReplyStore store, ReplyStore.Listening listening) {}

    /** @param callerId whose answers these are */
    Inbox(Replies replies, PendingCalls calls, RecentIds answered, CallMeters meters, String callerId) {
        this.replies = replies;
        this.calls = calls;
        this.answered = answered;
        this.meters = meters;
        this.callerId = callerId;
    }

    /** The store, listening for what is told to this caller; all calls share it. A failed attempt is made again by the next call. */
    synchronized Future<ReplyStore> hearOwn() {
        if (closed) {
            return Future.failedFuture(new ConnectionException.Closed("the caller"));
        }
        if (own.failed()) {
            ownHearing = hear(ReplyAddress.channelOf(callerId), new OwnListener());
            own = ownHearing.map(
                    Hearing::store); // once, because a mapped future of another context is never done at once
        }
        return own;
    }

    /** The store, listening for what is told to the caller of a call: this one, an earlier process, or a task of Celery. */
    Future<ReplyStore> hear(PendingCall<?> call) {
        if (hearsAsOwn(call)) {
            return hearOwn();
        }
        return hear(call.handle().address().channel(), new OneListener(call)).map(hearing -> {
            call.atEnd(() -> letGo(hearing.listening()));
            return hearing.store();
        });
    }

    // each task of Celery has a channel of its own
    private boolean hearsAsOwn(PendingCall<?> call) {
        String whose = call.handle().callerId();
        return whose.equals(callerId) && !whose.equals(Envelope.CELERY);
    }

    private Future<Hearing> hear(String channel, ReplyStore.Listener listener) {
        return replies.ready()
                .compose(store -> store.listen(channel, listener).map(listening -> new Hearing(store, listening)));
    }

    private static void letGo(ReplyStore.Listening listening) {
        listening.close().onFailure(lost -> LOG.debug("a channel of answers could not be left: {}", lost.getMessage()));
    }

    private final class OwnListener implements ReplyStore.Listener {
        @Override
        public void told(Buffer message) {
            try {
                Reply reply = replies.formats().of(ReplyAddress.Form.NATIVE).read(message);
                PendingCall<?> call = calls.find(reply.callId());
                if (call == null || !call.answer(reply.answer())) {
                    countUnwanted(reply.callId());
                }
            } catch (MalformedReplyException unreadable) {
                PendingCall<?> call = unreadable.callId() == null ? null : calls.find(unreadable.callId());
                malformed(call, unreadable);
            }
        }

        @Override
        public void back() {
            lookForAll();
        }
    }

    /** For one call alone: whatever else is told on the channel is for others. */
    private final class OneListener implements ReplyStore.Listener {
        private final PendingCall<?> call;

        private OneListener(PendingCall<?> call) {
            this.call = call;
        }

        @Override
        public void told(Buffer message) {
            try {
                Reply reply =
                        replies.formats().of(call.handle().address().form()).read(message);
                if (reply.callId().equals(call.id()) && !call.answer(reply.answer())) {
                    countUnwanted(call.id());
                }
            } catch (MalformedReplyException unreadable) {
                boolean its = call.handle().address().form() == ReplyAddress.Form.CELERY
                        || call.id().equals(unreadable.callId());
                malformed(its ? call : null, unreadable);
            }
        }

        @Override
        public void back() {
            lookAgain(List.of(call));
        }
    }

    private void countUnwanted(String callId) {
        meters.unwanted(answered.contains(callId) ? CallMeters.Unwanted.DUPLICATE : CallMeters.Unwanted.LATE);
    }

    private void malformed(@Nullable PendingCall<?> call, MalformedReplyException unreadable) {
        meters.unwanted(CallMeters.Unwanted.MALFORMED);
        if (call != null) {
            call.fail(new CallException.MalformedReply(call.what(), String.valueOf(unreadable.getMessage())));
        }
    }

    private void lookForAll() {
        List<PendingCall<?>> waiting =
                calls.all().stream().filter(this::hearsAsOwn).toList();
        for (int from = 0; from < waiting.size(); from += LOOK_AT_ONCE) {
            lookAgain(waiting.subList(from, Math.min(from + LOOK_AT_ONCE, waiting.size())));
        }
    }

    /** Looks for answers that were not heard. */
    void lookAgain(List<? extends PendingCall<?>> waiting) {
        replies.ready()
                .compose(store -> look(store, waiting))
                .onFailure(lost -> LOG.debug("answers could not be looked for: {}", lost.getMessage()));
    }

    /** Looks for answers that are kept, and gives those that are there to their calls. */
    Future<Void> look(ReplyStore store, List<? extends PendingCall<?>> waiting) {
        var keys = new ArrayList<String>();
        waiting.forEach(call -> keys.add(call.handle().address().key()));
        return store.find(keys).map(found -> {
            for (int index = 0; index < found.size(); index++) {
                Buffer kept = found.get(index);
                if (kept != null) {
                    found(waiting.get(index), kept);
                }
            }
            return null;
        });
    }

    // one that was heard meanwhile is the same answer, and no duplicate
    private void found(PendingCall<?> call, Buffer kept) {
        try {
            call.answer(replies.formats()
                    .of(call.handle().address().form())
                    .read(kept)
                    .answer());
        } catch (MalformedReplyException unreadable) {
            if (call.waits()) {
                malformed(call, unreadable);
            }
        }
    }

    /** Tells responders that nobody waits for an answer. Best effort: who does not hear it answers for nothing. */
    void cancelled(PendingCall<?> call) {
        replies.ready()
                .compose(store -> store.tell(ReplyAddress.cancelChannelOf(call.topic()), Buffer.buffer(call.id())))
                .onFailure(lost -> LOG.debug("a cancellation could not be told: {}", lost.getMessage()));
    }

    /** Listens no more. */
    Future<Void> close() {
        Future<Hearing> hearing;
        synchronized (this) {
            closed = true;
            hearing = ownHearing;
        }
        return hearing == null
                ? Future.succeededFuture()
                : hearing.compose(heard -> heard.listening().close()).otherwiseEmpty(); // what is lost is not heard
    }
}
