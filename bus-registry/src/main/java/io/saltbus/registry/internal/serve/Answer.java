package io.saltbus.registry.internal.serve;

import com.fasterxml.jackson.databind.JsonNode;
import io.saltbus.registry.internal.wire.Json;
import io.vertx.core.buffer.Buffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.HexFormat;
import org.jspecify.annotations.Nullable;

/**
 * What is answered.
 *
 * @param body the JSON
 * @param tag its ETag: the same for the same bytes
 */
record Answer(Buffer body, String tag) {
    static Answer of(JsonNode json) {
        Buffer body = Json.write(json);
        try {
            byte[] hash = MessageDigest.getInstance("SHA-256").digest(body.getBytes());
            // weak: the same answer may leave compressed or not
            return new Answer(body, "W/\"" + HexFormat.of().formatHex(hash, 0, 16) + "\"");
        } catch (NoSuchAlgorithmException everyJavaHasIt) {
            throw new IllegalStateException("this Java has no SHA-256", everyJavaHasIt);
        }
    }

    /**
     * Whether who asks has it already.
     *
     * @param known the header If-None-Match: tags, or a star
     */
    boolean isKnownTo(@Nullable String known) {
        return known != null
                && Arrays.stream(known.split(",", -1))
                        .map(String::trim)
                        .anyMatch(each -> each.equals("*") || bare(each).equals(bare(tag)));
    }

    private static String bare(String tag) {
        return tag.startsWith("W/") ? tag.substring(2) : tag;
    }
}
