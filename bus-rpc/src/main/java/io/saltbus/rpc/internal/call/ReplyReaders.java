package io.saltbus.rpc.internal.call;

import io.saltbus.core.extension.Payloads;
import io.vertx.core.json.JsonObject;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** Readers of answers by the classes of their requests; each is made once, because to derive a schema takes long. */
final class ReplyReaders {
    private final Payloads payloads;
    private final ReplyReader<JsonObject> json;
    private final Map<Class<?>, ReplyReader<?>> byRequest = new ConcurrentHashMap<>();

    ReplyReaders(Payloads payloads) {
        this.payloads = payloads;
        this.json = ReplyReader.ofJson(payloads);
    }

    /** Of requests without classes. */
    ReplyReader<JsonObject> ofJson() {
        return json;
    }

    /**
     * Of requests of one class.
     *
     * @throws io.saltbus.core.failure.ConfigurationException where it does not say what its answer is, or that cannot be described
     */
    @SuppressWarnings("unchecked") // the class says that its answers are R
    <R> ReplyReader<R> of(Class<?> request) {
        return (ReplyReader<R>)
                byRequest.computeIfAbsent(request, missing -> ReplyReader.of(payloads, ResultType.of(missing)));
    }
}
