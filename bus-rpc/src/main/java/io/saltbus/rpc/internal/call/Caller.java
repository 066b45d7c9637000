package io.saltbus.rpc.internal.call;

import io.saltbus.core.event.Envelope;
import io.saltbus.core.event.Event;
import io.saltbus.core.event.Topic;
import io.saltbus.core.event.Version;
import io.saltbus.core.extension.BusServices;
import io.saltbus.core.extension.Request;
import io.saltbus.core.extension.RequestOptions;
import io.saltbus.core.failure.BusException;
import io.saltbus.core.failure.ConnectionException;
import io.saltbus.core.transport.WireFormat;
import io.saltbus.rpc.CallException;
import io.saltbus.rpc.CallOptions;
import io.saltbus.rpc.CallOutcome;
import io.saltbus.rpc.RpcCall;
import io.saltbus.rpc.RpcOptions;
import io.saltbus.rpc.RpcReply;
import io.saltbus.rpc.RpcRequest;
import io.saltbus.rpc.internal.store.Replies;
import io.saltbus.rpc.reply.ReplyStore;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.internal.ContextInternal;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import java.util.function.Function;
import java.util.function.Supplier;

/** Makes calls and brings each to its one end. Safe for use from any thread. */
public final class Caller {
    /** How many answered calls are remembered, to tell a second answer from a late one. */
    private static final int REMEMBERED = 10_000;

    /** The last look for an answer leaves a round trip's time before the deadline. */
    private static final Duration LAST_LOOK = Duration.ofMillis(200);

    private final RpcOptions options;
    private final BusServices services;
    private final Replies replies;
    private final String callerId;
    private final RecentIds answered = new RecentIds(REMEMBERED);
    private final PendingCalls calls;
    private final CallMeters meters;
    private final Inbox inbox;
    private final TimerWheel wheel;
    private final ReplyReaders readers;

    /**
     * @param services the bus's
     * @param home where deadlines are watched
     */
    public Caller(RpcOptions options, BusServices services, Replies replies, ContextInternal home) {
        this.options = options;
        this.services = services;
        this.replies = replies;
        this.callerId = services.format() == WireFormat.CELERY
                ? Envelope.CELERY
                : UUID.randomUUID().toString();
        this.readers = new ReplyReaders(services.payloads());
        this.calls = new PendingCalls(options.maxInFlight());
        this.meters = new CallMeters(services.meters(), services.service(), calls::size);
        this.inbox = new Inbox(replies, calls, answered, meters, callerId);
        this.wheel = new TimerWheel(services.scheduler(), home);
    }

    /** Listens for answers, before the first call needs it. */
    public Future<Void> listen() {
        return replies.readyForStart().compose(store -> {
            if (celery()) {
                return Future.succeededFuture();
            }
            Future<ReplyStore> hearing = inbox.hearOwn();
            return options.required()
                    ? hearing.mapEmpty()
                    : hearing.<Void>mapEmpty().otherwiseEmpty();
        });
    }

    private boolean celery() {
        return services.format() == WireFormat.CELERY;
    }

    /** See {@link io.saltbus.rpc.Rpc#start(RpcRequest, CallOptions)}. */
    public <R> RpcCall<R> start(RpcRequest<R> request, CallOptions how) {
        Objects.requireNonNull(request, "request");
        return start(
                topic(request.getClass()),
                how,
                () -> readers.of(request.getClass()),
                made -> services.requests().make(request, made));
    }

    /** See {@link io.saltbus.rpc.Rpc#start(String, String, JsonObject, CallOptions)}. */
    public RpcCall<JsonObject> start(String topic, String version, JsonObject payload, CallOptions how) {
        Topic.check(topic);
        String canonical = Version.parse(version).toString();
        Objects.requireNonNull(payload, "payload");
        return start(topic, how, readers::ofJson, made -> services.requests().make(topic, canonical, payload, made));
    }

    // a failure that the bus itself finds is in the future; a wrong argument is thrown
    private <R> RpcCall<R> start(
            String topic, CallOptions how, Supplier<ReplyReader<R>> reader, Function<RequestOptions, Request> maker) {
        Handle again = how.callId() == null ? null : Handle.of(how.callId(), callerId);
        Promise<RpcReply<R>> promise = promise();
        PendingCall<R> call;
        Request request;
        try {
            ReplyReader<R> reading = reader.get();
            Duration timeout = timeout(how, topic);
            request = maker.apply(new RequestOptions(
                    again == null ? null : again.callId(),
                    again == null ? 1 : 2, // a responder looks for an earlier answer to what may be asked again
                    again == null ? callerId : again.callerId(),
                    timeout,
                    how.publish()));
            Envelope envelope = request.envelope();
            Handle handle = again == null ? new Handle(callerId, envelope.messageId()) : again;
            String what = envelope.topic() + " " + envelope.version();
            call = pending(new PendingCall.Terms<>(handle, envelope.topic(), what, timeout, reading, request), promise);
        } catch (BusException refused) {
            promise.fail(refused);
            return new Started<>("", promise.future(), () -> {});
        }
        run(call, again != null, new Sending(call, request, how, wheel)::begin);
        return new Started<>(call.handle().toString(), call.reply(), () -> cancel(call));
    }

    private record Started<R>(String handle, Future<RpcReply<R>> reply, Runnable cancellation) implements RpcCall<R> {
        @Override
        public void cancel() {
            cancellation.run();
        }
    }

    private void cancel(PendingCall<?> call) {
        if (call.fail(new CallException.Cancelled(call.what()))) {
            inbox.cancelled(call);
        }
    }

    private Duration timeout(CallOptions how, String topic) {
        Duration wanted = how.timeout() == null ? options.timeout() : how.timeout();
        Duration remaining = services.requests().remaining();
        if (remaining == null || remaining.compareTo(wanted) > 0) {
            return wanted;
        }
        if (remaining.isNegative() || remaining.isZero()) {
            throw new CallException.DeadlineExceeded(topic, Duration.ZERO);
        }
        return remaining;
    }

    private <R> PendingCall<R> pending(PendingCall.Terms<R> terms, Promise<RpcReply<R>> promise) {
        return new PendingCall<>(terms, services.scheduler(), meters, answered, promise);
    }

    // listening comes before sending, and looking between them where the answer may be there already
    private void run(PendingCall<?> call, boolean mayBeKept, Runnable send) {
        BusException refusal = calls.add(call);
        if (refusal != null) {
            call.fail(refusal);
            return;
        }
        watch(call);
        Future<ReplyStore> hearing = inbox.hear(call);
        boolean look = mayBeKept || celery();
        if (hearing.succeeded() && !look) {
            send.run(); // on the caller's own thread, so that requests leave in the order of the calls
            return;
        }
        hearing.compose(store -> look ? inbox.look(store, List.of(call)) : Future.<Void>succeededFuture())
                .onComplete(ready -> send.run(), lost -> call.fail(unavailable(lost)));
    }

    private void watch(PendingCall<?> call) {
        Duration fifth = call.timeout().dividedBy(5);
        Duration margin = fifth.compareTo(LAST_LOOK) < 0 ? fifth : LAST_LOOK;
        TimerWheel.Entry lastLook = wheel.add(call.timeout().minus(margin), () -> inbox.lookAgain(List.of(call)));
        call.atEnd(lastLook::cancel);
        TimerWheel.Entry deadline = wheel.add(call.timeout(), call::expire);
        call.atEnd(deadline::cancel);
    }

    private BusException unavailable(Throwable cause) {
        return cause instanceof BusException known && !(cause instanceof ConnectionException)
                ? known
                : new CallException.RepliesUnavailable(replies.address(), cause);
    }

    /** See {@link io.saltbus.rpc.Rpc#callAll}. */
    public <R> Future<List<CallOutcome<R>>> callAll(List<? extends RpcRequest<R>> requests, CallOptions how) {
        if (how.callId() != null && requests.size() > 1) {
            throw new IllegalArgumentException(
                    "one call id is given for " + requests.size() + " requests: each needs its own, or none");
        }
        List<Future<CallOutcome<R>>> outcomes = new ArrayList<>();
        for (RpcRequest<R> request : List.copyOf(requests)) {
            outcomes.add(start(request, how)
                    .reply()
                    .<CallOutcome<R>>map(CallOutcome.Answered::new)
                    .otherwise(failure -> new CallOutcome.Unanswered<>((BusException) failure)));
        }
        Promise<List<CallOutcome<R>>> all = promise();
        Future.join(outcomes).map(joined -> joined.<CallOutcome<R>>list()).onComplete(all);
        return all.future();
    }

    /** See {@link io.saltbus.rpc.Rpc#attach}. */
    public <R> Future<RpcReply<R>> attach(String handle, Class<? extends RpcRequest<R>> type, Duration timeout) {
        Handle earlier = Handle.parse(handle);
        Duration wait = Objects.requireNonNull(CallOptions.timeout(timeout).timeout(), "timeout");
        Promise<RpcReply<R>> promise = promise();
        PendingCall<R> call;
        try {
            String topic = topic(type);
            call = pending(new PendingCall.Terms<>(earlier, topic, topic, wait, readers.of(type), null), promise);
        } catch (BusException refused) {
            promise.fail(refused);
            return promise.future();
        }
        run(call, true, () -> {});
        return promise.future();
    }

    private static String topic(Class<?> request) {
        Event event = request.getAnnotation(Event.class);
        return event == null ? request.getName() : event.value();
    }

    private static <T> Promise<T> promise() {
        var caller = (ContextInternal) Vertx.currentContext();
        return caller == null ? Promise.promise() : caller.promise();
    }

    /** How many calls wait. */
    public int inFlight() {
        return calls.size();
    }

    /** Ends every call that waits. */
    public Future<Void> close() {
        calls.close();
        wheel.close();
        return inbox.close();
    }
}
