package io.saltbus.rabbitmq.internal.connection;

/** Where a connection is in its life. */
enum LinkState {
    /** Never asked for. */
    NEW,
    /** An attempt is under way. */
    CONNECTING,
    /** There is a connection. */
    UP,
    /** Between two attempts. */
    WAITING,
    /** Over, for good. */
    CLOSED;

    /** What happens to it. */
    enum Signal {
        /** It is asked for. */
        OPENED,
        /** The attempt succeeded. */
        CONNECTED,
        /** The attempt failed, and another will be made. */
        FAILED,
        /** The connection ended by itself. */
        LOST,
        /** The wait is over. */
        DUE,
        /** It is closed, or given up. */
        ENDED
    }

    /**
     * The state that follows.
     *
     * @throws IllegalStateException where this cannot happen in this state: whoever hears of it late must ask first
     */
    LinkState after(Signal signal) {
        if (signal == Signal.ENDED) {
            return CLOSED;
        }
        return switch (this) {
            case NEW -> expect(signal, Signal.OPENED, CONNECTING);
            case CONNECTING -> signal == Signal.CONNECTED ? UP : expect(signal, Signal.FAILED, WAITING);
            case UP -> expect(signal, Signal.LOST, WAITING);
            case WAITING -> expect(signal, Signal.DUE, CONNECTING);
            case CLOSED -> throw new IllegalStateException(signal + " after the end");
        };
    }

    private LinkState expect(Signal signal, Signal fitting, LinkState next) {
        if (signal != fitting) {
            throw new IllegalStateException(signal + " while " + this);
        }
        return next;
    }
}
