package io.saltbus.rpc.internal.wire;

import io.saltbus.core.extension.BusServices;
import io.saltbus.rpc.reply.ReplyAddress;

/**
 * All forms that replies are written in.
 *
 * @param ownForm of SaltBus
 * @param celery of Celery's results
 */
public record ReplyFormats(ReplyFormat ownForm, ReplyFormat celery) {
    /** Those of a bus. */
    public static ReplyFormats of(BusServices services) {
        return new ReplyFormats(
                new NativeReplyFormat(services.payloads()),
                new CeleryReplyFormat(services.payloads(), services.scheduler()));
    }

    /** The one of an address. */
    public ReplyFormat of(ReplyAddress.Form form) {
        return form == ReplyAddress.Form.CELERY ? celery : ownForm;
    }
}
