package io.saltbus.examples.demo;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.saltbus.examples.demo.LedgerEntry.Kind;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.LongAdder;

/**
 * Writes down, as it happens, what was published and what became of it. Lines are only ever added. They are gathered in memory and go to
 * the file ten times a second, so that nobody who adds one waits for a disk. Safe for use from any thread.
 */
final class Ledger {
    private static final long WRITE_EVERY_MS = 100;

    private final Vertx vertx;
    private final Path path;
    private final OutputStream file;
    private final Map<Kind, LongAdder> counts = new ConcurrentHashMap<>();
    private final Object lock = new Object();
    private volatile long timer;
    private StringBuilder gathered = new StringBuilder();
    private Future<Void> written = Future.succeededFuture();

    private Ledger(Vertx vertx, Path path, OutputStream file) {
        this.vertx = vertx;
        this.path = path;
        this.file = file;
    }

    /** Begins an empty ledger in a file that is not there yet. */
    static Future<Ledger> create(Vertx vertx, Path path) {
        return vertx.executeBlocking(() -> Files.newOutputStream(path, StandardOpenOption.CREATE_NEW))
                .map(file -> {
                    var ledger = new Ledger(vertx, path, file);
                    // a write that failed is kept in `written`, and fails every later one
                    ledger.timer = vertx.setPeriodic(WRITE_EVERY_MS, tick -> ledger.write());
                    return ledger;
                });
    }

    /** Adds a line. */
    void add(Kind kind, String messageId, List<String> handlers) {
        String line = new LedgerEntry(kind, messageId, handlers).line();
        counts.computeIfAbsent(kind, first -> new LongAdder()).increment();
        synchronized (lock) {
            gathered.append(line);
        }
    }

    /** How many lines of a kind were added; for the screen. The result is counted from the file. */
    long count(Kind kind) {
        LongAdder added = counts.get(kind);
        return added == null ? 0 : added.sum();
    }

    /** What the file says. */
    Future<Tally> tally() {
        return write().compose(flushed -> vertx.executeBlocking(() -> Tally.read(path)));
    }

    /** Writes what is left, and lets go of the file; fails where anything could not be written. */
    Future<Void> close() {
        vertx.cancelTimer(timer);
        return write().eventually(() -> vertx.executeBlocking(() -> {
            file.close();
            return null;
        }));
    }

    // one write after the other, and none after one that failed: the ledger has no gaps
    private Future<Void> write() {
        synchronized (lock) {
            if (!gathered.isEmpty()) {
                byte[] lines = gathered.toString().getBytes(UTF_8);
                gathered = new StringBuilder();
                written = written.compose(earlier -> vertx.executeBlocking(() -> {
                    file.write(lines);
                    return null;
                }));
            }
            return written;
        }
    }
}
