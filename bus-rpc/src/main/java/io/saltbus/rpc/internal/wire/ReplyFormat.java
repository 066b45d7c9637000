package io.saltbus.rpc.internal.wire;

import io.vertx.core.buffer.Buffer;

/** How replies are written in one form. */
public interface ReplyFormat {
    /**
     * Writes a reply.
     *
     * @throws io.saltbus.core.schema.PayloadException where it is too large
     */
    Buffer write(Reply reply, Reply.Origin origin);

    /**
     * Reads a reply.
     *
     * @throws MalformedReplyException saying what is wrong with it, without quoting it
     */
    Reply read(Buffer bytes);
}
