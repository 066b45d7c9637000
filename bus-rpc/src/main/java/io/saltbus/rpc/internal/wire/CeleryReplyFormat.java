package io.saltbus.rpc.internal.wire;

import io.saltbus.core.extension.Payloads;
import io.saltbus.core.time.Scheduler;
import io.vertx.core.buffer.Buffer;

/** Celery's results in Redis, as celery-salt fills them. */
final class CeleryReplyFormat implements ReplyFormat {
    CeleryReplyFormat(Payloads payloads, Scheduler scheduler) {}

    @Override
    public Buffer write(Reply reply, Reply.Origin origin) {
        throw new UnsupportedOperationException("frame");
    }

    @Override
    public Reply read(Buffer bytes) {
        throw new UnsupportedOperationException("frame");
    }
}
