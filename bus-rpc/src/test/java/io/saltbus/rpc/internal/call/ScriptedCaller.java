package io.saltbus.rpc.internal.call;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.saltbus.core.extension.BusServices;
import io.saltbus.core.time.VirtualScheduler;
import io.saltbus.core.transport.WireFormat;
import io.saltbus.rpc.RpcOptions;
import io.saltbus.rpc.internal.store.Replies;
import io.saltbus.rpc.internal.wire.Answer;
import io.saltbus.rpc.internal.wire.Reply;
import io.saltbus.rpc.internal.wire.ReplyFormats;
import io.saltbus.rpc.reply.ReplyAddress;
import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.internal.ContextInternal;
import io.vertx.core.internal.VertxInternal;
import java.time.Duration;
import java.time.Instant;

/** A caller between a store and requests that a test plays, on a clock that it moves. */
final class ScriptedCaller {
    final VirtualScheduler time = new VirtualScheduler(Instant.EPOCH);
    final ScriptedStore store = new ScriptedStore();
    final ScriptedRequests requests = new ScriptedRequests(store.events);
    final Caller caller;
    private final BusServices services;

    ScriptedCaller(BusServices lent, RpcOptions options) {
        this(lent, options, WireFormat.NATIVE);
    }

    ScriptedCaller(BusServices lent, RpcOptions options, WireFormat format) {
        services = new BusServices(
                lent.vertx(),
                "test",
                lent.transport(),
                format,
                time,
                lent.random(),
                lent.payloadLimits(),
                null,
                null,
                lent.payloads(),
                requests);
        RpcOptions scripted = options.withReplies(store);
        ContextInternal home = ((VertxInternal) services.vertx()).createEventLoopContext();
        caller = new Caller(scripted, services, new Replies(scripted, services, home), home);
    }

    /** The answer to a request as bytes. */
    Buffer reply(ScriptedRequests.Scripted request) {
        ObjectNode value = services.payloads().decode(Buffer.buffer("{\"sum\":3,\"unit\":\"apples\"}"));
        return ReplyFormats.of(services)
                .ownForm()
                .write(
                        new Reply(request.envelope.messageId(), new Answer.Result(value)),
                        new Reply.Origin("rpc.sum", "sums", "calculator"));
    }

    /** Keeps an answer, and tells of it where that is wanted. */
    void answer(ScriptedRequests.Scripted request, Buffer bytes, boolean tell) {
        ReplyAddress to = ReplyAddress.of(request.envelope);
        if (tell) {
            CallFixture.await(store.deliver(to, bytes, Duration.ofHours(1)));
        } else {
            store.kept.put(to.key(), bytes);
        }
    }

    void back() {
        store.listeners.forEach(listener -> listener.back());
    }

    /** Moves the clock, and lets happen what that sets off. */
    void advance(Duration step) {
        time.advance(step);
        while (!time.idle()) {
            CallFixture.await(Future.future(done -> services.vertx().runOnContext(reached -> done.complete())));
        }
    }
}
