package io.saltbus.registry.internal.serve;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.saltbus.core.failure.ConfigurationException;
import io.saltbus.registry.RegistryException;
import io.saltbus.registry.internal.wire.Json;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Why a request is not answered as asked, for people and for the client.
 *
 * @see <a href="https://www.rfc-editor.org/rfc/rfc9457">RFC 9457: problem details</a>
 */
final class Problem extends RuntimeException {
    private static final Logger LOG = LoggerFactory.getLogger(Problem.class);

    private final int status;
    private final String kind;
    private final transient List<String> handlers;

    private Problem(int status, String kind, String detail, List<String> handlers) {
        super(detail, null, false, false);
        this.status = status;
        this.kind = kind;
        this.handlers = handlers;
    }

    static Problem of(int status, String kind, String detail) {
        return new Problem(status, kind, detail, List.of());
    }

    /** What a failure is to a client. What it need not know, such as where the store is, goes to the log. */
    static Problem of(Throwable failure) {
        if (failure instanceof Problem problem) {
            return problem;
        }
        String message = String.valueOf(failure.getMessage());
        if (failure instanceof RegistryException.StillUsed used) {
            return new Problem(409, "still_used", message, used.handlers());
        }
        if (failure instanceof RegistryException.Unknown) {
            return of(404, "unknown", message);
        }
        if (failure instanceof ConfigurationException) {
            return of(422, "invalid_schema", message);
        }
        if (failure instanceof IllegalArgumentException) {
            return of(400, "bad_request", message);
        }
        if (failure instanceof RegistryException.Unavailable) {
            LOG.warn("registry_store_unavailable error={}", message);
            return of(503, "unavailable", "the place where the schemas are stored cannot be reached now: try again");
        }
        LOG.error("registry_request_failed", failure);
        return of(500, "failed", "the registry failed; its log says why");
    }

    int status() {
        return status;
    }

    /** @param what topic and version that the request is about, or empty */
    ObjectNode json(String what) {
        ObjectNode json = Json.object()
                .put("type", "about:blank")
                .put("title", HttpResponseStatus.valueOf(status).reasonPhrase())
                .put("status", status)
                .put("detail", getMessage())
                .put("kind", kind);
        if (!what.isEmpty()) {
            json.put("what", what);
        }
        if (!handlers.isEmpty()) {
            json.set("handlers", Json.texts(handlers));
        }
        return json;
    }
}
