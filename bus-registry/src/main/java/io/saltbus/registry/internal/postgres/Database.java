package io.saltbus.registry.internal.postgres;

import io.saltbus.core.time.Scheduler;
import io.saltbus.registry.RegistryException;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.internal.ContextInternal;
import io.vertx.sqlclient.Pool;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.RowSet;
import io.vertx.sqlclient.SqlConnection;
import io.vertx.sqlclient.Tuple;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The connections to one database. Every operation ends in time, also where the server stands still. */
final class Database {
    private static final Logger LOG = LoggerFactory.getLogger(Database.class);
    /** Each process adds so many to what the server must take, and one that listens; most of the time a process needs none. */
    private static final int CONNECTIONS = 2;

    private static final int TRIES = 4;
    private static final int LONGEST_FACTOR = 6;

    private final Vertx vertx;
    private final PgAddress address;
    private final Scheduler scheduler;
    /** Null once closed. */
    private final AtomicReference<@Nullable Pool> pool;

    Database(Vertx vertx, PgAddress address, Scheduler scheduler) {
        this.vertx = vertx;
        this.address = address;
        this.scheduler = scheduler;
        this.pool = new AtomicReference<>(pool());
    }

    private Pool pool() {
        return Connecting.pool(vertx, address, CONNECTIONS, longest().plusSeconds(1));
    }

    /** What an operation may take that waits for others: a start of many services at once is no fault of the server. */
    Duration longest() {
        return address.timeout().multipliedBy(LONGEST_FACTOR);
    }

    PgAddress address() {
        return address;
    }

    /** Runs a prepared statement. */
    Future<RowSet<Row>> query(String sql, Tuple parameters) {
        return within(address.timeout(), current -> current.preparedQuery(sql).execute(parameters));
    }

    /** Runs statements on one connection. */
    <T> Future<T> session(Duration patience, Function<SqlConnection, Future<T>> work) {
        return within(patience, current -> current.withConnection(work));
    }

    /** Runs statements that stay or go together; where another transaction was in the way, once more from the start. */
    <T> Future<T> transaction(Duration patience, Function<SqlConnection, Future<T>> work) {
        return within(patience, current -> attempt(current, work, 1));
    }

    private <T> Future<T> attempt(Pool current, Function<SqlConnection, Future<T>> work, int attempt) {
        return current.withTransaction(work)
                .recover(failure -> Faults.worthAnotherTry(failure) && attempt < TRIES
                        ? attempt(current, work, attempt + 1)
                        : Future.failedFuture(failure));
    }

    private <T> Future<T> within(Duration patience, Function<Pool, Future<T>> work) {
        Pool current = pool.get();
        return current == null
                ? Future.failedFuture(new RegistryException.Unavailable(address.shown(), "it is closed", null))
                : within(patience, () -> work.apply(current), () -> replace(current));
    }

    /**
     * Ends a future in time, on the caller's context, and in the words of the registry.
     *
     * @param late what to do where it does not end by itself
     */
    <T> Future<T> within(Duration patience, Supplier<Future<T>> work, Runnable late) {
        var context = (ContextInternal) vertx.getOrCreateContext();
        Promise<T> promise = context.promise();
        Scheduler.Timer limit = scheduler.schedule(patience, context, () -> {
            if (promise.tryFail(new RegistryException.Unavailable(
                    address.shown(), "it did not answer within " + patience.toMillis() + " ms", null))) {
                late.run();
            }
        });
        work.get().onComplete(answer -> {
            limit.cancel();
            if (answer.succeeded()) {
                promise.tryComplete(answer.result());
            } else {
                promise.tryFail(Faults.told(address, answer.cause()));
            }
        });
        return promise.future();
    }

    // A statement without an answer keeps its connection, for good where the peer is gone without a word. Others go on
    // with
    // new connections; what is under way on the old ones has as much time as its own limit leaves.
    private void replace(Pool silent) {
        Pool fresh = pool();
        if (!pool.compareAndSet(silent, fresh)) {
            closeQuietly(fresh);
            return;
        }
        scheduler.schedule(longest(), vertx.getOrCreateContext(), () -> closeQuietly(silent));
    }

    private void closeQuietly(Pool old) {
        old.close().onFailure(failure -> LOG.debug("old connections to {} did not close", address, failure));
    }

    /** Lets go of all connections, within the time limit of an operation. */
    Future<Void> close() {
        Pool last = pool.getAndSet(null);
        if (last == null) {
            return Future.succeededFuture();
        }
        var context = (ContextInternal) vertx.getOrCreateContext();
        Promise<Void> promise = context.promise();
        // a frozen server does not say goodbye; its sockets are given up by their own time limit
        Scheduler.Timer limit = scheduler.schedule(address.timeout(), context, promise::tryComplete);
        last.close().onComplete(closed -> {
            limit.cancel();
            promise.tryComplete();
        });
        return promise.future();
    }
}
