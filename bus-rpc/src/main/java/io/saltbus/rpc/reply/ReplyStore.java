package io.saltbus.rpc.reply;

import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Brings answers from responders to callers: it keeps each for a while under a key, and tells whoever listens on a channel. Safe for use from any
 * thread; run-time failures are in the futures, as {@link io.saltbus.core.failure.ConnectionException}, and every future completes within
 * seconds.
 */
public interface ReplyStore {
    /** Where it is, for logs and errors: without credentials. */
    String address();

    /** Whether it reaches other processes. */
    boolean betweenProcesses();

    /** Reaches it; comes back by itself when it is lost later. */
    Future<Void> connect();

    /**
     * Keeps an answer and tells it to whoever listens, in one round trip.
     *
     * @param ttl how long it is kept
     * @return how many were told
     */
    Future<Integer> deliver(ReplyAddress to, Buffer reply, Duration ttl);

    /** What is kept under each of these keys, which belong to one caller; null where nothing is. */
    Future<List<@Nullable Buffer>> find(List<String> keys);

    /**
     * Claims something for one owner.
     *
     * @param ttl how long a claim that is made now stands; one that stood before stands no longer for it
     * @return whether it is the owner's: it was free, or the owner's already
     */
    Future<Boolean> claim(String key, String owner, Duration ttl);

    /** Tells whoever listens, and keeps nothing. */
    Future<Void> tell(String channel, Buffer message);

    /**
     * Listens on a channel. Listened for again by itself after an outage.
     *
     * @return once what is told from now on is heard
     */
    Future<Listening> listen(String channel, Listener listener);

    /** Why answers cannot come right now, in words; empty where they can. */
    List<String> troubles();

    /** Lets go. Safe to call again. */
    Future<Void> close();

    /** Hears what is told on a channel; called on one thread, and must not block. */
    interface Listener {
        /** Something was told. */
        void told(Buffer message);

        /** Listening again after an outage: what was told meanwhile was not heard, and is to be looked for. */
        void back();
    }

    /** A channel that is listened to. */
    interface Listening {
        /** Listens no more. */
        Future<Void> close();
    }
}
