package io.saltbus.rpc.internal.call;

import io.saltbus.rpc.reply.MemoryReplyStore;
import io.saltbus.rpc.reply.ReplyAddress;
import io.saltbus.rpc.reply.ReplyStore;
import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** The store inside a Vertx, whose outages a test makes, and which says who listens and what is told. */
final class WatchedStore implements ReplyStore {
    final List<Listener> listeners = new CopyOnWriteArrayList<>();
    final List<String> told = new CopyOnWriteArrayList<>();
    volatile RuntimeException down;
    volatile boolean deaf;
    private final MemoryReplyStore store;

    WatchedStore(MemoryReplyStore store) {
        this.store = store;
    }

    /** Every channel is listened to again. */
    void back() {
        deaf = false;
        listeners.forEach(Listener::back);
    }

    private <T> Future<T> unlessDown(Future<T> done) {
        return down == null ? done : Future.failedFuture(down);
    }

    @Override
    public String address() {
        return "watched:";
    }

    @Override
    public boolean betweenProcesses() {
        return false;
    }

    @Override
    public Future<Void> connect() {
        return unlessDown(store.connect());
    }

    @Override
    public Future<Integer> deliver(ReplyAddress to, Buffer reply, Duration ttl) {
        return store.deliver(to, reply, ttl);
    }

    @Override
    public Future<List<Buffer>> find(List<String> keys) {
        return down == null ? store.find(keys) : Future.failedFuture(down);
    }

    @Override
    public Future<Boolean> claim(String key, String owner, Duration ttl) {
        return store.claim(key, owner, ttl);
    }

    @Override
    public Future<Void> tell(String channel, Buffer message) {
        told.add(channel + " " + message);
        return store.tell(channel, message);
    }

    @Override
    public Future<Listening> listen(String channel, Listener listener) {
        if (down != null) {
            return Future.failedFuture(down);
        }
        listeners.add(listener);
        return store.listen(channel, new Ear(listener)).map(listening -> () -> {
            listeners.remove(listener);
            return listening.close();
        });
    }

    private final class Ear implements Listener {
        private final Listener listener;

        private Ear(Listener listener) {
            this.listener = listener;
        }

        @Override
        public void told(Buffer message) {
            if (!deaf) {
                listener.told(message);
            }
        }

        @Override
        public void back() {
            listener.back();
        }
    }

    @Override
    public List<String> troubles() {
        return List.of();
    }

    @Override
    public Future<Void> close() {
        return Future.succeededFuture();
    }
}
