package io.saltbus.registry.internal.postgres;

import io.saltbus.core.time.Scheduler;
import io.saltbus.registry.RegistryException;
import io.saltbus.registry.store.SchemaStore;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.internal.ContextInternal;
import io.vertx.pgclient.PgConnection;
import io.vertx.pgclient.PgNotification;
import io.vertx.sqlclient.Pool;
import java.time.Duration;
import java.util.Arrays;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Hears of changed topics on a connection of its own. All state is used on one context. A connection that does not answer a ping is
 * given up: a peer that is gone without a word looks the same as one with nothing to say.
 *
 * <p>Not PgSubscriber: that has timers of its own and would never notice a silent peer.
 */
final class ChangeWatch implements SchemaStore.Watch {
    private static final Logger LOG = LoggerFactory.getLogger(ChangeWatch.class);
    private static final String EVERYTHING = "#";
    private static final Duration PING_INTERVAL = Duration.ofSeconds(15);
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(10);
    private static final Duration FIRST_PAUSE = Duration.ofMillis(100);

    private enum State {
        CONNECTING,
        LISTENING,
        WAITING,
        CLOSED
    }

    private final Vertx vertx;
    private final PgAddress address;
    private final Scheduler scheduler;
    private final Consumer<String> changed;
    private final ContextInternal context;
    private State state = State.WAITING;
    private int failures;
    /** Told from one another, so that what an abandoned connection still says is not heard. */
    private int attempt;

    private @Nullable Pool pool;
    private Scheduler.@Nullable Timer timer;

    private ChangeWatch(Vertx vertx, PgAddress address, Scheduler scheduler, Consumer<String> changed) {
        this.vertx = vertx;
        this.address = address;
        this.scheduler = scheduler;
        this.changed = changed;
        this.context = (ContextInternal) vertx.getOrCreateContext();
    }

    /** Begins to listen; fails where the first connection cannot be had. */
    static Future<SchemaStore.Watch> open(
            Vertx vertx, PgAddress address, Scheduler scheduler, Consumer<String> changed) {
        var watch = new ChangeWatch(vertx, address, scheduler, changed);
        Promise<SchemaStore.Watch> opened = watch.context.promise();
        watch.context.runOnContext(turn -> watch.connect(opened));
        return opened.future();
    }

    private void connect(@Nullable Promise<SchemaStore.Watch> opened) {
        state = State.CONNECTING;
        int current = ++attempt;
        Pool own = Connecting.pool(
                vertx, address, 1, PING_INTERVAL.plus(address.timeout().multipliedBy(2)));
        pool = own;
        timer = scheduler.schedule(
                address.timeout(),
                context,
                () -> lost(
                        current,
                        opened,
                        new RegistryException.Unavailable(
                                address.shown(),
                                "it did not answer within " + address.timeout().toMillis() + " ms",
                                null)));
        own.getConnection()
                .map(PgConnection::cast)
                .compose(connection -> {
                    connection.notificationHandler(told -> context.runOnContext(turn -> hear(current, told)));
                    connection.closeHandler(closed -> context.runOnContext(turn -> lost(
                            current,
                            null,
                            new RegistryException.Unavailable(address.shown(), "the connection was closed", null))));
                    return connection.query("LISTEN saltbus_schemas").execute().map(connection);
                })
                .onComplete(answer -> context.runOnContext(turn -> {
                    if (answer.succeeded()) {
                        listening(current, answer.result(), opened);
                    } else {
                        lost(current, opened, Faults.told(address, answer.cause()));
                    }
                }));
    }

    private void listening(int current, PgConnection connection, @Nullable Promise<SchemaStore.Watch> opened) {
        if (current != attempt || state != State.CONNECTING) {
            return;
        }
        stopTimer();
        state = State.LISTENING;
        failures = 0;
        nextPing(current, connection);
        if (opened != null) {
            opened.tryComplete(this);
        } else {
            LOG.info("registry {} tells of changes again", address);
            tell(EVERYTHING);
        }
    }

    private void nextPing(int current, PgConnection connection) {
        timer = scheduler.schedule(PING_INTERVAL, context, () -> {
            timer = scheduler.schedule(
                    address.timeout(),
                    context,
                    () -> lost(
                            current,
                            null,
                            new RegistryException.Unavailable(address.shown(), "it does not answer any more", null)));
            connection
                    .query("SELECT 1")
                    .execute()
                    .onComplete(answer -> context.runOnContext(turn -> {
                        if (current == attempt && state == State.LISTENING && answer.succeeded()) {
                            stopTimer();
                            nextPing(current, connection);
                        }
                    }));
        });
    }

    private void hear(int current, PgNotification told) {
        if (current == attempt && state == State.LISTENING) {
            Arrays.stream(told.getPayload().split("\n", -1)).forEach(this::tell);
        }
    }

    private void tell(String topic) {
        try {
            changed.accept(topic);
        } catch (RuntimeException fault) {
            LOG.warn("whoever watches the registry {} failed to take a change of {}", address, topic, fault);
        }
    }

    private void lost(int current, @Nullable Promise<SchemaStore.Watch> opened, Throwable why) {
        if (current != attempt || state == State.CLOSED || state == State.WAITING) {
            return;
        }
        letGo();
        if (opened != null) {
            state = State.CLOSED;
            opened.tryFail(why);
            return;
        }
        if (failures == 0) {
            LOG.warn(
                    "registry {} does not tell of changes: {}. It is tried again until it does",
                    address,
                    why.getMessage());
        }
        state = State.WAITING;
        timer = scheduler.schedule(pause(), context, () -> connect(null));
    }

    // all services lost the server at the same moment; they should not come back at the same moment
    private Duration pause() {
        long longest = Math.min(LONGEST_PAUSE.toMillis(), FIRST_PAUSE.toMillis() << Math.min(failures++, 20));
        return Duration.ofMillis(longest / 2 + ThreadLocalRandom.current().nextLong(longest / 2 + 1));
    }

    private void stopTimer() {
        if (timer != null) {
            timer.cancel();
            timer = null;
        }
    }

    private void letGo() {
        stopTimer();
        Pool own = pool;
        pool = null;
        if (own != null) {
            own.close().onFailure(failure -> LOG.debug("a connection to {} did not close", address, failure));
        }
    }

    @Override
    public Future<Void> close() {
        Promise<Void> closed = ((ContextInternal) currentContext()).promise();
        context.runOnContext(turn -> {
            state = State.CLOSED;
            letGo();
            closed.complete();
        });
        return closed.future();
    }

    private Context currentContext() {
        return vertx.getOrCreateContext();
    }
}
