package io.saltbus.registry.internal.mirror;

import io.saltbus.core.time.Scheduler.Timer;
import io.saltbus.registry.store.StoredSchema;
import io.vertx.core.Future;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What is kept for a start without the store: read once where the store is away then, and written soon after a change. Used at home. */
final class Cache {
    private static final Logger LOG = LoggerFactory.getLogger("io.saltbus.registry");
    private static final Duration SOON = Duration.ofSeconds(1);

    private final Path path;
    private final CacheFile file;
    private final Home home;
    private final SchemaMemory memory;
    private @Nullable Future<Void> read;
    private @Nullable Future<Void> writing;
    private @Nullable Timer due;
    private boolean changed;
    private boolean saidBroken;

    Cache(Path path, Home home, SchemaMemory memory) {
        this.path = path;
        this.file = new CacheFile(path);
        this.home = home;
        this.memory = memory;
    }

    /** Brings what was kept into memory, the first time it is called. Never fails. */
    Future<Void> read() {
        if (read == null) {
            read = home.aside(() -> {
                        List<StoredSchema> rows = file.read();
                        memory.replace(rows, topic -> false);
                        memory.shrink(topic -> false);
                        return rows.size();
                    })
                    .onSuccess(rows -> LOG.info("cache_read file={} schemas={}", path, rows))
                    .onFailure(broken ->
                            LOG.warn("cache_unusable file={} cause=\"{}\": it is ignored", path, broken.getMessage()))
                    .mapEmpty()
                    .otherwiseEmpty()
                    .mapEmpty();
        }
        return read;
    }

    /** Memory has changed. */
    void changed() {
        changed = true;
        if (due == null) {
            due = home.after(SOON, () -> {
                due = null;
                write();
            });
        }
    }

    private Future<Void> write() {
        if (writing != null || !changed) {
            return writing == null ? Future.succeededFuture() : writing;
        }
        changed = false;
        writing = home.aside(() -> {
                    file.write(memory.rows());
                    return null;
                })
                .<Void>mapEmpty()
                .onComplete(written -> {
                    writing = null;
                    told(written.cause());
                });
        return writing;
    }

    private void told(@Nullable Throwable failure) {
        if (failure != null && !saidBroken) {
            LOG.warn(
                    "cache_unwritten file={} cause=\"{}: {}\": a start without the registry will not know what changed",
                    path,
                    failure.getClass().getName(),
                    failure.getMessage());
        }
        saidBroken = failure != null;
    }

    /** Writes what was not written yet. Never fails. */
    Future<Void> close() {
        if (due != null) {
            due.cancel();
        }
        Future<Void> before = writing == null ? Future.succeededFuture() : writing;
        return before.transform(ended -> write()).otherwiseEmpty();
    }
}
