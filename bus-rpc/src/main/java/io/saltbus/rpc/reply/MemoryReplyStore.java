package io.saltbus.rpc.reply;

import io.saltbus.core.time.Scheduler;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.internal.ContextInternal;
import io.vertx.core.internal.VertxInternal;
import io.vertx.core.shareddata.Shareable;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Replies inside one Vertx: for buses on the memory transport, and for tests. All buses of a Vertx share one. */
public final class MemoryReplyStore implements ReplyStore, Shareable {
    private static final String LOCAL_MAP = "io.saltbus.rpc.replies";

    private record Kept(Buffer value, Scheduler.Timer expiry) {}

    private record Hearing(Listener listener, ContextInternal context) {}

    private final ContextInternal home;
    private final Scheduler scheduler;
    private final Map<String, Kept> kept = new HashMap<>();
    private final Map<String, List<Hearing>> hearings = new HashMap<>();

    private MemoryReplyStore(Vertx vertx, Scheduler scheduler) {
        this.home = ((VertxInternal) vertx).createEventLoopContext();
        this.scheduler = scheduler;
    }

    /**
     * The one of a Vertx.
     *
     * @param scheduler where time comes from; that of the first caller is kept
     */
    public static MemoryReplyStore shared(Vertx vertx, Scheduler scheduler) {
        return vertx.sharedData()
                .<String, MemoryReplyStore>getLocalMap(LOCAL_MAP)
                .computeIfAbsent("default", missing -> new MemoryReplyStore(vertx, scheduler));
    }

    @Override
    public String address() {
        return "memory:";
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
    public synchronized Future<Integer> deliver(ReplyAddress to, Buffer reply, Duration ttl) {
        keep(to.key(), reply, ttl);
        return Future.succeededFuture(say(to.channel(), reply));
    }

    private void keep(String key, Buffer value, Duration ttl) {
        Kept before = kept.get(key);
        if (before != null) {
            before.expiry().cancel();
        }
        kept.put(key, new Kept(value, scheduler.schedule(ttl, home, () -> expire(key, value))));
    }

    private synchronized void expire(String key, Buffer value) {
        Kept present = kept.get(key);
        if (present != null && present.value() == value) {
            kept.remove(key);
        }
    }

    private int say(String channel, Buffer message) {
        List<Hearing> hearing = hearings.getOrDefault(channel, List.of());
        hearing.forEach(
                each -> each.context().runOnContext(turn -> each.listener().told(message)));
        return hearing.size();
    }

    @Override
    public synchronized Future<List<@Nullable Buffer>> find(List<String> keys) {
        List<@Nullable Buffer> found = new ArrayList<>();
        for (String key : keys) {
            Kept value = kept.get(key);
            found.add(value == null ? null : value.value());
        }
        return Future.succeededFuture(found);
    }

    @Override
    public synchronized Future<Boolean> claim(String key, String owner, Duration ttl) {
        Kept present = kept.get(key);
        if (present != null) {
            return Future.succeededFuture(present.value().toString().equals(owner));
        }
        keep(key, Buffer.buffer(owner), ttl);
        return Future.succeededFuture(true);
    }

    @Override
    public synchronized Future<Void> tell(String channel, Buffer message) {
        say(channel, message);
        return Future.succeededFuture();
    }

    @Override
    public synchronized Future<Listening> listen(String channel, Listener listener) {
        var hearing = new Hearing(listener, home);
        hearings.computeIfAbsent(channel, first -> new ArrayList<>()).add(hearing);
        return Future.succeededFuture(() -> hear(channel, hearing));
    }

    private synchronized Future<Void> hear(String channel, Hearing no) {
        List<Hearing> left = hearings.get(channel);
        if (left != null && left.remove(no) && left.isEmpty()) {
            hearings.remove(channel);
        }
        return Future.succeededFuture();
    }

    /** How many answers and claims are kept now. */
    public synchronized int size() {
        return kept.size();
    }

    @Override
    public List<String> troubles() {
        return List.of();
    }

    /** Does nothing: other buses of the Vertx use it. */
    @Override
    public Future<Void> close() {
        return Future.succeededFuture();
    }
}
