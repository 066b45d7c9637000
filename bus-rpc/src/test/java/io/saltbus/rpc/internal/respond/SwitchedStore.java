package io.saltbus.rpc.internal.respond;

import io.saltbus.core.failure.ConnectionException;
import io.saltbus.rpc.reply.ReplyAddress;
import io.saltbus.rpc.reply.ReplyStore;
import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import java.time.Duration;
import java.util.List;
import java.util.function.Supplier;

/** A store of replies that a test switches off and on: on virtual time there is no network that could be cut. */
final class SwitchedStore implements ReplyStore {
    private final ReplyStore store;
    volatile boolean down;

    SwitchedStore(ReplyStore store) {
        this.store = store;
    }

    private <T> Future<T> unlessDown(Supplier<Future<T>> step) {
        return down ? Future.failedFuture(new ConnectionException.Closed("the store, on purpose")) : step.get();
    }

    @Override
    public String address() {
        return store.address();
    }

    @Override
    public boolean betweenProcesses() {
        return store.betweenProcesses();
    }

    @Override
    public Future<Void> connect() {
        return unlessDown(store::connect);
    }

    @Override
    public Future<Integer> deliver(ReplyAddress to, Buffer reply, Duration ttl) {
        return unlessDown(() -> store.deliver(to, reply, ttl));
    }

    @Override
    public Future<List<Buffer>> find(List<String> keys) {
        return unlessDown(() -> store.find(keys));
    }

    @Override
    public Future<Boolean> claim(String key, String owner, Duration ttl) {
        return unlessDown(() -> store.claim(key, owner, ttl));
    }

    @Override
    public Future<Void> tell(String channel, Buffer message) {
        return unlessDown(() -> store.tell(channel, message));
    }

    @Override
    public Future<Listening> listen(String channel, Listener listener) {
        return unlessDown(() -> store.listen(channel, listener));
    }

    @Override
    public List<String> troubles() {
        return store.troubles();
    }

    @Override
    public Future<Void> close() {
        return store.close();
    }
}
