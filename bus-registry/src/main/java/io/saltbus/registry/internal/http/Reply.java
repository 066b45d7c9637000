package io.saltbus.registry.internal.http;

import io.saltbus.registry.RegistryException;
import io.saltbus.registry.internal.wire.Fields;
import io.saltbus.registry.internal.wire.Json;
import io.vertx.core.buffer.Buffer;
import org.jspecify.annotations.Nullable;

/**
 * What a registry answered.
 *
 * @param status the status of HTTP
 * @param tag the answer's ETag, or null
 * @param body what came
 */
record Reply(int status, @Nullable String tag, Buffer body) {
    boolean ok() {
        return status >= 200 && status < 300;
    }

    boolean notModified() {
        return status == 304;
    }

    /** The JSON of an answer that is ok. */
    Fields json(String where) {
        try {
            return new Fields(Json.read(body));
        } catch (IllegalArgumentException other) {
            throw new RegistryException.Unavailable(
                    where, "what answers there is no registry: " + other.getMessage(), other);
        }
    }

    /** The failure that an answer which is not ok stands for. */
    RegistryException failure(String where) {
        Fields problem = problem();
        String kind = problem.text("kind", "");
        String detail = problem.text("detail", "it answered with status " + status);
        String what = problem.text("what", "what was asked for");
        if (status == 404) {
            return kind.equals("unknown")
                    ? new RegistryException.Unknown(what)
                    : new RegistryException.Refused(where, detail + ". Is the path in its address right?");
        }
        if (status == 409 && kind.equals("still_used")) {
            return new RegistryException.StillUsed(what, problem.texts("handlers", name -> name));
        }
        if (status >= 500 || status == 408 || status == 429) {
            return new RegistryException.Unavailable(where, detail, null);
        }
        if (status >= 300 && status < 400) {
            return new RegistryException.Refused(where, detail + ", which leads elsewhere: give the final address");
        }
        return new RegistryException.Refused(where, detail);
    }

    /** What stands in front of a registry answers in its own form, which tells nothing here. */
    private Fields problem() {
        try {
            return new Fields(Json.read(body));
        } catch (IllegalArgumentException other) {
            return new Fields(Json.object());
        }
    }
}
