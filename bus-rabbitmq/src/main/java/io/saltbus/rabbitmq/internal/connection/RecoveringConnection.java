package io.saltbus.rabbitmq.internal.connection;

import com.rabbitmq.client.AMQP;
import com.rabbitmq.client.Connection;
import com.rabbitmq.client.ShutdownSignalException;
import io.saltbus.core.failure.ConnectionException;
import io.saltbus.core.time.Scheduler;
import io.saltbus.rabbitmq.internal.connection.LinkState.Signal;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.internal.ContextInternal;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** See {@link LoopConnection}. Confined to its loop, but for {@link #troubles()}. */
final class RecoveringConnection implements LoopConnection {
    private static final Logger LOG = LoggerFactory.getLogger(RecoveringConnection.class);
    private static final Duration CLOSE_LIMIT = Duration.ofSeconds(5);
    private static final Duration NOBODY_ANSWERS = Duration.ofMillis(1);

    private final Attempt attempt;
    private final Workshop workshop;
    private final Pace pace;
    private final AttemptLog attempts;
    private final List<Resident> residents = new ArrayList<>();
    private final Promise<Void> opened;

    private LinkState state = LinkState.NEW;
    private @Nullable Connection connection;
    private @Nullable ConnectionException lastFailure;
    private @Nullable String blocked;
    private Scheduler.Timer timer = () -> false;
    private Scheduler.Timer startTimer = () -> false;
    /** Of the attempt under way; never fails. */
    private Future<Void> attemptEnd = Future.succeededFuture();

    private @Nullable Future<Void> closing;
    private int failures;
    private volatile List<String> troubles;

    RecoveringConnection(Attempt attempt, Workshop workshop, Pace pace, AttemptLog attempts) {
        this.attempt = attempt;
        this.workshop = workshop;
        this.pace = pace;
        this.attempts = attempts;
        this.opened = workshop.context().promise();
        this.troubles = List.of("not connected to " + attempt.address() + " yet");
    }

    @Override
    public ContextInternal context() {
        return workshop.context();
    }

    @Override
    public <T> Future<T> call(Callable<T> work) {
        return workshop.call(work);
    }

    @Override
    public List<String> troubles() {
        return troubles;
    }

    @Override
    public Future<Void> open() {
        if (state == LinkState.NEW) {
            startTimer = pace.scheduler().schedule(pace.start(), context(), this::startIsOver);
            connect(Signal.OPENED);
        }
        return opened.future();
    }

    private boolean isFirst() {
        return !opened.future().isComplete();
    }

    private void startIsOver() {
        if (isFirst()) {
            giveUp(attempts.gaveUp(pace.start(), lastFailure));
        }
    }

    private void connect(Signal signal) {
        move(signal);
        Promise<Void> ended = context().promise();
        attemptEnd = ended.future();
        timer = pace.scheduler().schedule(pace.attempt(), context(), () -> {
            if (ended.tryComplete()) {
                failed(attempts.hangs(pace.attempt()));
            }
        });
        workshop.call(() -> connectUnless(ended.future())).onComplete(done -> {
            if (state == LinkState.CONNECTING && ended.tryComplete()) {
                if (done.succeeded()) {
                    up(done.result());
                } else {
                    failed(known(done.cause()));
                }
            } else if (done.succeeded()) {
                abort(done.result(), CLOSE_LIMIT).onComplete(aborted -> ended.tryComplete());
            } else {
                ended.tryComplete();
            }
        });
    }

    /** One that comes too late ends where it was made: when it is back on the loop, the workers may be closed. */
    private Connection connectUnless(Future<Void> tooLate) {
        Connection made = attempt.connect();
        if (tooLate.isComplete()) {
            abortNow(made, CLOSE_LIMIT);
            throw new ConnectionException.Unreachable("too late", null);
        }
        return made;
    }

    private ConnectionException known(Throwable cause) {
        return cause instanceof ConnectionException told
                ? told
                : new ConnectionException.Unreachable("cannot connect to " + attempt.address() + ": " + cause, cause);
    }

    private void failed(ConnectionException why) {
        timer.cancel();
        lastFailure = why;
        if (state != LinkState.CONNECTING) {
            return;
        }
        if (isFirst() && !why.retryable()) {
            giveUp(why);
            return;
        }
        failures++;
        Duration pause = ReconnectDelay.after(failures, pace.random());
        attempts.failed(why, failures, pause);
        retryAfter(pause, Signal.FAILED);
    }

    private void retryAfter(Duration pause, Signal signal) {
        move(signal);
        timer = pace.scheduler().schedule(pause, context(), () -> {
            if (state == LinkState.WAITING) {
                connect(Signal.DUE);
            }
        });
    }

    private void giveUp(ConnectionException why) {
        Future<Void> unused = end(why);
    }

    private void up(Connection made) {
        timer.cancel();
        startTimer.cancel();
        connection = made;
        failures = 0;
        lastFailure = null;
        blocked = null;
        move(Signal.CONNECTED);
        attempts.succeeded(made);
        made.addBlockedListener(
                reason -> context().runOnContext(told -> blocked(made, reason)),
                () -> context().runOnContext(told -> blocked(made, null)));
        for (Resident resident : List.copyOf(residents)) {
            if (connection == made && residents.contains(resident)) {
                resident.connected(made);
            }
        }
        opened.tryComplete();
        made.addShutdownListener(cause -> context().runOnContext(told -> lost(made, cause)));
    }

    private void blocked(Connection of, @Nullable String reason) {
        if (connection == of) {
            blocked = reason;
            if (reason == null) {
                LOG.info("{} takes publishes again", attempt.address());
            } else {
                LOG.warn("{} takes no publishes: {}", attempt.address(), reason);
            }
            tellTroubles();
        }
    }

    /** @param cause null where the client saw its socket end and nothing else: it then goes on to take the connection for open */
    private void lost(Connection gone, @Nullable ShutdownSignalException cause) {
        if (connection != gone) {
            return;
        }
        String told = cause == null ? "its socket was closed" : ConnectFailure.told(cause);
        var why = new ConnectionException.Unreachable(
                "the connection to " + attempt.address() + " was lost (" + told + "): it is made again by itself",
                cause);
        LOG.warn(why.getMessage());
        connection = null;
        blocked = null;
        lastFailure = why;
        failures = 1;
        retryAfter(ReconnectDelay.after(failures, pace.random()), Signal.LOST);
        List.copyOf(residents).forEach(resident -> resident.disconnected(why));
        if (cause == null) { // calls that wait on it end now, and not with their time
            abort(gone, NOBODY_ANSWERS).onFailure(fault -> LOG.debug("a lost connection was not given up", fault));
        }
    }

    @Override
    public Future<Void> add(Tenant tenant) {
        if (state == LinkState.CLOSED) {
            return context().failedFuture(closed());
        }
        var resident = new Resident(tenant, context().promise());
        residents.add(resident);
        if (connection != null) {
            resident.connected(connection);
        }
        return resident.first();
    }

    @Override
    public void remove(Tenant tenant) {
        for (Resident resident : List.copyOf(residents)) {
            if (resident.is(tenant)) {
                residents.remove(resident);
                resident.forget(closed());
            }
        }
    }

    @Override
    public Future<Void> close() {
        return end(closed());
    }

    /** @param why for an open that is not complete */
    private Future<Void> end(ConnectionException why) {
        if (closing == null) {
            Connection last = connection;
            connection = null;
            startTimer.cancel();
            if (state != LinkState.CONNECTING) {
                timer.cancel(); // otherwise it bounds the attempt that is waited for
            }
            move(Signal.ENDED);
            closing =
                    (last == null ? attemptEnd : abort(last, CLOSE_LIMIT)).recover(failed -> Future.succeededFuture());
            opened.tryFail(why);
            List.copyOf(residents).forEach(resident -> resident.end(closed()));
            residents.clear();
        }
        return closing;
    }

    private ConnectionException closed() {
        return new ConnectionException.Closed("the connection to " + attempt.address());
    }

    private Future<Void> abort(Connection unwanted, Duration limit) {
        return call(() -> {
            abortNow(unwanted, limit);
            return null;
        });
    }

    private static void abortNow(Connection unwanted, Duration limit) {
        unwanted.abort(AMQP.REPLY_SUCCESS, "closed by the application", Math.toIntExact(limit.toMillis()));
    }

    private void move(Signal signal) {
        state = state.after(signal);
        tellTroubles();
    }

    private void tellTroubles() {
        String address = attempt.address();
        troubles = switch (state) {
            case UP -> blocked == null ? List.of() : List.of(address + " takes no publishes: " + blocked);
            case CLOSED -> List.of("the connection to " + address + " is closed");
            default ->
                List.of(
                        lastFailure == null
                                ? "not connected to " + address + " yet"
                                : Objects.requireNonNullElse(lastFailure.getMessage(), address));
        };
    }
}
