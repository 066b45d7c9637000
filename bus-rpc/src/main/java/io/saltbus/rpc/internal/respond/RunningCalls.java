package io.saltbus.rpc.internal.respond;

import io.saltbus.core.extension.Answerer;
import io.saltbus.core.subscribe.Outcome;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/** The calls that this process handles now, by the keys of their replies. Safe for use from any thread. */
final class RunningCalls {
    private final Map<String, Running> byKey = new ConcurrentHashMap<>();

    /** Begins a request: null where it is the one that runs from now on, otherwise the end of the one that runs already. */
    @Nullable
    Future<Outcome> begin(String key, Answerer.Arrived request) {
        Running other = byKey.putIfAbsent(key, new Running(request));
        return other == null ? null : other.end.future();
    }

    /** The end of the call that runs, or null where none does. */
    @Nullable
    Future<Outcome> end(String key) {
        Running running = byKey.get(key);
        return running == null ? null : running.end.future();
    }

    /** Ends the call, where this request is the one that runs. */
    void ended(String key, Answerer.Arrived request, Outcome outcome) {
        Running running = byKey.get(key);
        if (running != null && running.isOf(request) && byKey.remove(key, running)) {
            running.end.complete(outcome);
        }
    }

    /** One call; another arrival of it may be equal, and is not the same. */
    private static final class Running {
        private final Answerer.Arrived request;
        private final Promise<Outcome> end = Promise.promise();

        private Running(Answerer.Arrived request) {
            this.request = request;
        }

        @SuppressWarnings("ReferenceEquality") // an equal one is another arrival, which must not end it
        private boolean isOf(Answerer.Arrived other) {
            return request == other;
        }
    }
}
