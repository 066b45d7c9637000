package io.saltbus.rabbitmq.internal.publish;

/** How the broker says that it took what was published. */
public enum Proof {
    /** It confirms each message, once the message is as safe as it is to be. For whatever must not be lost. */
    CONFIRM,
    /**
     * It answers a question that was asked behind many messages: a channel takes one frame after the other. A confirm for each costs the
     * broker a tenth of a call and wakes the caller once more. For requests only: they are not stored, and a call knows by its answer or by
     * its deadline whether its own was lost.
     */
    BARRIER
}
