package io.saltbus.rpc.internal.respond;

import io.saltbus.core.extension.Answering;
import io.saltbus.rpc.internal.wire.Answer;
import io.saltbus.rpc.internal.wire.Reply;
import io.saltbus.rpc.internal.wire.ReplyFormats;
import io.saltbus.rpc.reply.ReplyAddress;
import io.vertx.core.buffer.Buffer;

/**
 * Makes bytes of the answers of one handler.
 *
 * @param handler who answers
 * @param service whose handler it is
 * @param formats how answers are written
 */
record ReplyWriter(Answering.Handler handler, String service, ReplyFormats formats) {
    /** @throws io.saltbus.core.schema.PayloadException where it is too large */
    Buffer write(ReplyAddress to, Answer answer) {
        var origin = new Reply.Origin(handler.topic(), handler.name(), service);
        return formats.of(to.form()).write(new Reply(to.callId(), answer), origin);
    }
}
