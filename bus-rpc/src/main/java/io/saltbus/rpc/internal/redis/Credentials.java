package io.saltbus.rpc.internal.redis;

import org.jspecify.annotations.Nullable;

/**
 * Who this is to Redis.
 *
 * @param user of its access control list, or null for the default one
 * @param password the user's
 */
record Credentials(@Nullable String user, String password) {
    /** Without the password. */
    @Override
    public String toString() {
        return "Credentials of " + (user == null ? "the default user" : "user \"" + user + "\"");
    }
}
