package io.saltbus.rpc.internal.redis;

import io.saltbus.core.failure.ConnectionException;
import io.saltbus.core.time.Scheduler;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.redis.client.Command;
import io.vertx.redis.client.RedisConnection;
import io.vertx.redis.client.Request;
import io.vertx.redis.client.Response;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A connection that comes back by itself until it is closed. Used on the store's context only. */
final class Link {
    private static final Logger LOG = LoggerFactory.getLogger(Link.class);
    private static final Duration FIRST_DELAY = Duration.ofMillis(100);
    private static final Duration LONGEST_DELAY = Duration.ofSeconds(5);
    /**
     * A half-open connection is silent: after so many pings, and nothing heard since, it is dropped. Counted, and no time is measured: a loop
     * that stood still for seconds reads what has come meanwhile before the next of its ticks.
     */
    private static final int PINGS = 3;

    /** What a link is for. */
    interface Use {
        /** Readies a new connection; it counts as live when this has completed. */
        Future<?> ready(RedisConnection connection);

        /** The connection counts from now on. */
        void live(RedisConnection connection);

        /** A ping was declined. Where answers have no places of their own, it may have been something else. */
        void declined(Throwable answer);

        /** What was readied or live is gone. */
        void lost();
    }

    private enum State {
        IDLE,
        CONNECTING,
        PAUSED,
        LIVE,
        CLOSED
    }

    private final String purpose;
    private final Surroundings surroundings;
    private final Locator locator;
    private final Use use;
    private final List<Promise<Void>> awaiting = new ArrayList<>();
    private volatile State state = State.IDLE;
    private @Nullable Connecting current;
    private @Nullable RedisConnection connection;
    private Scheduler.@Nullable Timer pause;
    private Duration delay = FIRST_DELAY;
    private int pingsInSilence;
    private volatile ConnectionException trouble;

    /** @param purpose what it carries, for logs and troubles */
    Link(String purpose, Surroundings surroundings, Locator locator, Use use) {
        this.purpose = purpose;
        this.surroundings = surroundings;
        this.locator = locator;
        this.use = use;
        this.trouble = new ConnectionException.NotStarted(
                "Redis at " + surroundings.address().text());
    }

    boolean isLive() {
        return state == State.LIVE;
    }

    /** Why it is not live. */
    ConnectionException trouble() {
        return trouble;
    }

    /** Begins to connect, unless that has begun. */
    void begin() {
        if (state == State.IDLE) {
            attempt();
        }
    }

    /** Completes when it is live, fails when the attempt that runs or begins now has failed. */
    Future<Void> reach() {
        if (state == State.LIVE) {
            return Future.succeededFuture();
        }
        if (state == State.CLOSED) {
            return Future.failedFuture(closed());
        }
        Promise<Void> reached = surroundings.home().promise();
        awaiting.add(reached);
        if (state != State.CONNECTING) {
            attempt();
        }
        return reached.future();
    }

    private void attempt() {
        if (pause != null) {
            pause.cancel();
            pause = null;
        }
        state = State.CONNECTING;
        locator.locate().onComplete(located -> {
            if (state != State.CONNECTING) {
                return;
            }
            if (located.succeeded()) {
                tryNext(located.result().iterator());
            } else {
                failed(located.cause());
            }
        });
    }

    private void tryNext(Iterator<Endpoint> endpoints) {
        Endpoint endpoint = endpoints.next();
        Connecting made = Connecting.toData(surroundings, endpoint);
        current = made;
        made.open(opened -> {
                    watch(made, opened);
                    return requireMaster(opened).compose(isMaster -> use.ready(opened));
                })
                .onComplete(done -> {
                    if (current != made) {
                        return;
                    }
                    if (done.succeeded()) {
                        live(done.result());
                    } else if (endpoints.hasNext()) {
                        use.lost();
                        tryNext(endpoints);
                    } else {
                        failed(done.cause());
                    }
                });
    }

    private Future<Void> requireMaster(RedisConnection opened) {
        return surroundings.address().leavesChoice()
                ? opened.send(Request.cmd(Command.ROLE)).transform(this::isMaster)
                : Future.succeededFuture();
    }

    private Future<Void> isMaster(@Nullable Response role, @Nullable Throwable forbidden) {
        if (forbidden == null && role != null && !"master".equals(role.get(0).toString())) {
            return Future.failedFuture(new ConnectionException.Unreachable(
                    "Redis for " + surroundings.address().text()
                            + " was found, but it is a replica: waiting for a master",
                    null));
        }
        return Future.succeededFuture(); // an ACL without ROLE: a replica refuses writes by itself
    }

    private void watch(Connecting of, RedisConnection opened) {
        opened.endHandler(ended -> lost(of, "the connection was closed"));
        opened.exceptionHandler(failed -> lost(of, "the connection failed (" + failed.getMessage() + ")"));
    }

    private void live(RedisConnection opened) {
        state = State.LIVE;
        connection = opened;
        delay = FIRST_DELAY;
        heard();
        LOG.debug("{} of Redis at {} live", purpose, surroundings.address().text());
        use.live(opened);
        List<Promise<Void>> reached = List.copyOf(awaiting);
        awaiting.clear();
        reached.forEach(each -> each.tryComplete());
    }

    private void lost(Connecting which, String why) {
        if (current != which) {
            return;
        }
        var lost = new ConnectionException.Lost(
                "lost the " + purpose + " of Redis at " + which.endpoint().text() + " for "
                        + surroundings.address().text() + ": " + why + "; it is made again by itself",
                null);
        if (state == State.LIVE) {
            failed(lost);
        } else {
            which.fail(lost); // its attempt goes on with the next host
        }
    }

    /** Ends a connection that is of no use, and makes another. */
    void drop(String why) {
        if (state == State.LIVE) {
            lost(Objects.requireNonNull(current, "set before the state is LIVE"), why);
        }
    }

    private void failed(Throwable cause) {
        ConnectionException told = cause instanceof ConnectionException known
                ? known
                : new ConnectionException.Unreachable(
                        "cannot find Redis for " + surroundings.address().text() + " (" + cause.getMessage() + ")",
                        cause);
        letGo();
        state = State.PAUSED;
        log(told);
        trouble = told;
        pause = surroundings.scheduler().schedule(delay, surroundings.home(), this::attempt);
        delay = delay.multipliedBy(2).compareTo(LONGEST_DELAY) > 0 ? LONGEST_DELAY : delay.multipliedBy(2);
        failAwaiting(told);
    }

    /** An outage is many attempts that fail alike: one line. */
    private void log(ConnectionException told) {
        if (!String.valueOf(told.getMessage()).equals(trouble.getMessage())) {
            LOG.warn("{}", told.getMessage());
        }
    }

    private void letGo() {
        Connecting ending = current;
        current = null;
        connection = null;
        if (ending != null) {
            ending.end();
            use.lost();
        }
    }

    private void failAwaiting(ConnectionException why) {
        List<Promise<Void>> failing = List.copyOf(awaiting);
        awaiting.clear();
        failing.forEach(each -> each.tryFail(why));
    }

    /** Once a second: pings, and drops what has been silent too long. */
    void tick() {
        RedisConnection pinged = connection;
        if (state != State.LIVE || pinged == null) {
            return;
        }
        if (pingsInSilence == PINGS) {
            drop("no answer to " + PINGS + " pings, one a second");
            return;
        }
        pingsInSilence++;
        pinged.send(Request.cmd(Command.PING)).onComplete(answered -> {
            if (connection == pinged) {
                heard(); // an error is an answer too
                if (answered.failed() && RedisFault.isAnswer(answered.cause())) {
                    use.declined(answered.cause());
                }
            }
        });
    }

    /** Something came over it. */
    void heard() {
        pingsInSilence = 0;
    }

    void close() {
        if (pause != null) {
            pause.cancel();
            pause = null;
        }
        letGo();
        state = State.CLOSED;
        trouble = closed();
        failAwaiting(trouble);
    }

    private ConnectionException closed() {
        return new ConnectionException.Closed(
                "the store of replies at " + surroundings.address().text());
    }
}
