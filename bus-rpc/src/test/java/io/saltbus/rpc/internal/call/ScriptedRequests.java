package io.saltbus.rpc.internal.call;

import io.saltbus.core.event.Envelope;
import io.saltbus.core.event.EventMode;
import io.saltbus.core.event.Version;
import io.saltbus.core.extension.Request;
import io.saltbus.core.extension.RequestOptions;
import io.saltbus.core.extension.Requests;
import io.saltbus.core.publish.Confirmed;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** Requests whose confirms a test gives. */
final class ScriptedRequests implements Requests {
    final List<Scripted> made = new ArrayList<>();
    Duration remaining;
    private final List<String> events;

    ScriptedRequests(List<String> events) {
        this.events = events;
    }

    /** One request. */
    static final class Scripted implements Request {
        final Envelope envelope;
        private final List<String> events;
        final List<Promise<Confirmed>> sends = new ArrayList<>();
        int ends;

        private Scripted(Envelope envelope, List<String> events) {
            this.envelope = envelope;
            this.events = events;
        }

        @Override
        public Envelope envelope() {
            return envelope;
        }

        @Override
        public Future<Confirmed> send() {
            events.add("send " + envelope.messageId() + " to " + envelope.replyTo());
            Promise<Confirmed> confirm = Promise.promise();
            sends.add(confirm);
            return confirm.future();
        }

        @Override
        public Future<Confirmed> sendAgain(int attempt, Duration left) {
            return send();
        }

        @Override
        public void ended(Throwable failure) {
            ends++;
        }
    }

    @Override
    public boolean declared() {
        return true;
    }

    @Override
    public Request make(Object event, RequestOptions options) {
        String id = options.callId() == null ? "call-" + made.size() : options.callId();
        var request = new Scripted(
                Envelope.builder(id, "rpc.sum", "test", Instant.EPOCH)
                        .mode(EventMode.RPC)
                        .version(Version.parse("v1"))
                        .attempt(options.attempt())
                        .reply(options.replyTo(), options.timeout())
                        .build(),
                events);
        made.add(request);
        return request;
    }

    @Override
    public Request make(String topic, String version, JsonObject payload, RequestOptions options) {
        return make(payload, options);
    }

    @Override
    public Duration remaining() {
        return remaining;
    }
}
