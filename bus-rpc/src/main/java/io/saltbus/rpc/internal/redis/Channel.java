package io.saltbus.rpc.internal.redis;

import io.saltbus.rpc.reply.ReplyStore.Listener;
import io.saltbus.rpc.reply.ReplyStore.Listening;
import io.vertx.core.Promise;
import java.util.ArrayList;
import java.util.List;

/** One channel, and who listens on it. Used on the store's context only. */
final class Channel {
    /** One listener. */
    static final class Hearing {
        private final Listener listener;
        private final Promise<Listening> begun;
        private final long deadlineNanos;

        /**
         * @param begun completed when what is told is heard
         * @param deadlineNanos when that has to be decided
         */
        Hearing(Listener listener, Promise<Listening> begun, long deadlineNanos) {
            this.listener = listener;
            this.begun = begun;
            this.deadlineNanos = deadlineNanos;
        }

        Listener listener() {
            return listener;
        }

        Promise<Listening> begun() {
            return begun;
        }

        boolean hasBegun() {
            return begun.future().isComplete();
        }

        boolean isOutOfTime(long nowNanos) {
            return !hasBegun() && nowNanos - deadlineNanos >= 0;
        }
    }

    private final List<Hearing> hearings = new ArrayList<>();
    /** Subscriptions that were written on the present connection and whose pushes have not come. */
    private int awaited;
    /** Whether the last that was written of it was a subscription. */
    private boolean wanted;

    void add(Hearing hearing) {
        hearings.add(hearing);
    }

    boolean remove(Hearing hearing) {
        return hearings.remove(hearing);
    }

    /** A copy: listeners may end themselves meanwhile. */
    List<Hearing> hearings() {
        return List.copyOf(hearings);
    }

    boolean isEmpty() {
        return hearings.isEmpty();
    }

    boolean isWanted() {
        return wanted;
    }

    boolean isAwaited() {
        return awaited > 0;
    }

    /** Whether what is told is heard. Of several pushes only the last counts: before each there was an end. */
    boolean stands() {
        return wanted && awaited == 0;
    }

    void subscriptionWritten() {
        awaited++;
        wanted = true;
    }

    void endWritten() {
        wanted = false;
    }

    void pushed() {
        awaited--;
    }

    void connectionLost() {
        awaited = 0;
        wanted = false;
    }
}
