package io.saltbus.registry.internal.serve;

import io.saltbus.core.time.Scheduler;
import io.saltbus.registry.http.ApiKey;
import io.saltbus.registry.http.ApiKey.Right;
import io.saltbus.registry.http.ApiKeys;
import io.vertx.core.Future;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Who may do what. */
final class Access {
    private static final String SCHEME = "bearer ";

    private final ApiKeys keys;
    private final Scheduler scheduler;

    Access(ApiKeys keys, Scheduler scheduler) {
        this.keys = keys;
        this.scheduler = scheduler;
    }

    /**
     * What a key stands for.
     *
     * @param authorization the header, or null without one
     * @return fails with a {@link Problem}
     */
    Future<ApiKey> check(@Nullable String authorization) {
        if (authorization == null || !authorization.toLowerCase(Locale.ROOT).startsWith(SCHEME)) {
            return Future.failedFuture(
                    Problem.of(401, "no_key", "there is no API key: send \"Authorization: Bearer KEY\""));
        }
        return keys.find(authorization.substring(SCHEME.length()).trim()).compose(found -> {
            if (found.isEmpty()) {
                return Future.failedFuture(Problem.of(401, "wrong_key", "nobody has this API key"));
            }
            ApiKey key = found.get();
            return key.expired(scheduler.now())
                    ? Future.failedFuture(Problem.of(
                            401, "expired_key", "the API key of " + key.name() + " expired at " + key.expiresAt()))
                    : Future.succeededFuture(key);
        });
    }

    /** Throws a {@link Problem} where a key does not allow what is asked. */
    static void require(ApiKey key, Right right) {
        if (!key.rights().contains(right)) {
            throw Problem.of(
                    403,
                    "no_right",
                    "the API key of " + key.name() + " has no right to "
                            + right.name().toLowerCase(Locale.ROOT) + ": use another, or have it given the right");
        }
    }
}
