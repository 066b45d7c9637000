package io.saltbus.registry.http;

import java.time.Instant;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What an API key stands for; never the key itself.
 *
 * @param name who has it: noted as the creator of what it registers
 * @param rights what it may do
 * @param expiresAt from when it is worth nothing; null for never
 */
public record ApiKey(
        String name, Set<Right> rights, @Nullable Instant expiresAt) {
    /** Checks the name, and keeps its own copy of the rights. */
    public ApiKey {
        if (name.isBlank()) {
            throw new IllegalArgumentException("the name of an API key must not be blank");
        }
        rights = Set.copyOf(rights);
    }

    /** What a key may do. */
    public enum Right {
        /** Look at schemas, topics, publishers and handlers, and hear of changes. */
        READ,
        /** Register schemas, and report what a process does. */
        WRITE,
        /** Deprecate, end and restore versions, and set what minor versions keep. */
        ADMIN
    }

    /** A service's key: it reads and writes, and does not expire. */
    public static ApiKey ofService(String name) {
        return new ApiKey(name, Set.of(Right.READ, Right.WRITE), null);
    }

    /** A key with all rights, which does not expire. */
    public static ApiKey ofAdmin(String name) {
        return new ApiKey(name, Set.of(Right.values()), null);
    }

    /** The same with an end. */
    public ApiKey withExpiresAt(@Nullable Instant end) {
        return new ApiKey(name, rights, end);
    }

    /** The same with these rights. */
    public ApiKey withRights(Set<Right> other) {
        return new ApiKey(name, other, expiresAt);
    }

    /** Whether it is worth nothing any more. */
    public boolean expired(Instant now) {
        return expiresAt != null && !now.isBefore(expiresAt);
    }
}
