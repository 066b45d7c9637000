package io.saltbus.registry.internal.memory;

import io.saltbus.registry.store.SchemaStore.Watch;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Who wants to hear of changes. Safe for use from any thread; each is told on the context that it began to watch on. */
public final class Watchers {
    private static final Logger LOG = LoggerFactory.getLogger(Watchers.class);

    private final Vertx vertx;
    private final List<Watcher> watching = new CopyOnWriteArrayList<>();

    /** @param vertx whose contexts they are told on */
    public Watchers(Vertx vertx) {
        this.vertx = vertx;
    }

    /** One more, until it is closed. */
    public Watch add(Consumer<String> changed) {
        var watcher = new Watcher(vertx.getOrCreateContext(), changed);
        watching.add(watcher);
        return () -> {
            watching.remove(watcher);
            return Future.succeededFuture();
        };
    }

    /** Tells everyone of a topic. */
    public void tell(String topic) {
        watching.forEach(watcher -> watcher.context().runOnContext(turn -> tell(watcher, topic)));
    }

    private void tell(Watcher watcher, String topic) {
        if (!watching.contains(watcher)) {
            return; // closed meanwhile
        }
        try {
            watcher.changed().accept(topic);
        } catch (RuntimeException failed) {
            LOG.error("registry_watcher_failed topic={}: the other watchers are told all the same", topic, failed);
        }
    }

    /** Lets all go. */
    public void clear() {
        watching.clear();
    }

    /** Told by identity: two records with the same parts would be one. */
    private static final class Watcher {
        private final Context context;
        private final Consumer<String> changed;

        Watcher(Context context, Consumer<String> changed) {
            this.context = context;
            this.changed = changed;
        }

        Context context() {
            return context;
        }

        Consumer<String> changed() {
            return changed;
        }
    }
}
