package io.saltbus.registry.http;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.vertx.core.Future;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Knows API keys. Safe for use from any thread. */
@FunctionalInterface
public interface ApiKeys {
    /**
     * Looks a key up.
     *
     * @param presented what somebody sent; it is a secret, if it is one at all, and belongs into no log
     * @return what it stands for, also where it has expired; empty where nobody has it. A failure is answered as one of the registry
     */
    Future<Optional<ApiKey>> find(String presented);

    /**
     * Keys that are known from the start. Only their hashes are kept, and each lookup compares with all of them in full, so that the time it
     * takes tells nothing of how much of a key was right.
     *
     * @param keys by the secret: at least 16 signs
     * @throws IllegalArgumentException naming whose secret is too short, and not quoting it
     */
    static ApiKeys of(Map<String, ApiKey> keys) {
        List<Map.Entry<byte[], ApiKey>> known = new ArrayList<>();
        keys.forEach((secret, key) -> {
            if (secret.length() < 16) {
                throw new IllegalArgumentException("the API key of " + key.name() + " has " + secret.length()
                        + " signs: at least 16 are wanted, such as from \"openssl rand -hex 32\"");
            }
            known.add(Map.entry(sha256(secret), key));
        });
        return presented -> {
            byte[] hash = sha256(presented);
            Optional<ApiKey> found = Optional.empty();
            for (Map.Entry<byte[], ApiKey> each : known) {
                if (MessageDigest.isEqual(hash, each.getKey())) {
                    found = Optional.of(each.getValue());
                }
            }
            return Future.succeededFuture(found);
        };
    }

    private static byte[] sha256(String secret) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(secret.getBytes(UTF_8));
        } catch (NoSuchAlgorithmException everyJavaHasIt) {
            throw new IllegalStateException("this Java has no SHA-256", everyJavaHasIt);
        }
    }
}
