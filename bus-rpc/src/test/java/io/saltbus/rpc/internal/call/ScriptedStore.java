package io.saltbus.rpc.internal.call;

import io.saltbus.rpc.reply.ReplyAddress;
import io.saltbus.rpc.reply.ReplyStore;
import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** A store in which everything happens within the call, for tests that play one order of events after the other. */
final class ScriptedStore implements ReplyStore {
    final Map<String, Buffer> kept = new HashMap<>();
    final List<Listener> listeners = new ArrayList<>();
    final List<String> events = new ArrayList<>();

    @Override
    public String address() {
        return "scripted:";
    }

    @Override
    public boolean betweenProcesses() {
        return false;
    }

    @Override
    public Future<Void> connect() {
        return Future.succeededFuture();
    }

    @Override
    public Future<Integer> deliver(ReplyAddress to, Buffer reply, Duration ttl) {
        kept.put(to.key(), reply);
        List.copyOf(listeners).forEach(listener -> listener.told(reply));
        return Future.succeededFuture(listeners.size());
    }

    @Override
    public Future<List<Buffer>> find(List<String> keys) {
        events.add("find " + String.join(" ", keys));
        List<Buffer> found = new ArrayList<>();
        keys.forEach(key -> found.add(kept.get(key)));
        return Future.succeededFuture(found);
    }

    @Override
    public Future<Boolean> claim(String key, String owner, Duration ttl) {
        return Future.succeededFuture(true);
    }

    @Override
    public Future<Void> tell(String channel, Buffer message) {
        return Future.succeededFuture();
    }

    @Override
    public Future<Listening> listen(String channel, Listener listener) {
        events.add("listen " + channel);
        listeners.add(listener);
        return Future.succeededFuture(() -> {
            events.add("leave " + channel);
            listeners.remove(listener);
            return Future.succeededFuture();
        });
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
