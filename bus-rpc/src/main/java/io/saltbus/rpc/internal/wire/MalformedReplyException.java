package io.saltbus.rpc.internal.wire;

import org.jspecify.annotations.Nullable;

/** Bytes that are no reply, or not one that can be used. */
public final class MalformedReplyException extends RuntimeException {
    private final @Nullable String callId;

    /**
     * @param callId the call that they belong to, as far as could be read; otherwise null
     * @param why what is wrong, without quoting it
     */
    public MalformedReplyException(@Nullable String callId, String why) {
        super(why);
        this.callId = callId;
    }

    /** The call that they belong to, or null. */
    public @Nullable String callId() {
        return callId;
    }
}
