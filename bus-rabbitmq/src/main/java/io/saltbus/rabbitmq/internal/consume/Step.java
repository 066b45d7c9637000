package io.saltbus.rabbitmq.internal.consume;

import org.jspecify.annotations.Nullable;

/** What is done right now to bring a consumer to what is wished of it; until it is done nothing else begins. */
enum Step {
    /** It is as wished, or has to wait. */
    NONE,
    CONSUMING,
    CANCELLING,
    ENDING;

    /**
     * The next one.
     *
     * @param canBegin whether there is a connection, and no wait after a failure
     * @param open the channel there is
     */
    static Step towards(Wish wish, boolean canBegin, @Nullable ConsumerChannel open) {
        return switch (wish) {
            case TAKE -> canBegin && (open == null || open.hasRoom()) ? CONSUMING : NONE;
            case REST -> open != null && open.isConsuming() ? CANCELLING : NONE;
            case END -> ENDING;
        };
    }
}
