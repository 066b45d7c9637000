package io.saltbus.rabbitmq.internal.order;

import com.rabbitmq.client.Connection;
import com.rabbitmq.client.ShutdownSignalException;
import io.saltbus.core.failure.ConnectionException;
import io.saltbus.rabbitmq.internal.connection.Tenant;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/**
 * A place among the consumers of one queue with a single active consumer, of which the broker serves the one that is in line for longest.
 * Left and taken again on a new channel each time, whenever that has ended. On the loop.
 */
final class Place implements Tenant {
    /** What is done with what arrives. */
    interface Taker {
        void take(Line.Arriving arriving);
    }

    private enum Wish {
        IN_LINE,
        OUT,
        CLOSED
    }

    private enum State {
        AWAY,
        REGISTERING,
        IN_LINE,
        LEAVING
    }

    private final OrderParts parts;
    private final String queue;
    private final int prefetch;
    private final Declaring declaring;
    private final Taker taker;
    private final Comeback comeback;
    private final Promise<Void> closed;
    private Wish wish = Wish.IN_LINE;
    private volatile State state = State.AWAY; // changed on the loop, looked at from anywhere
    private @Nullable Connection connection;
    private @Nullable Line line;

    Place(OrderParts parts, String queue, int prefetch, Declaring declaring, Troubles troubles, Taker taker) {
        this.parts = parts;
        this.queue = queue;
        this.prefetch = prefetch;
        this.declaring = declaring;
        this.taker = taker;
        this.comeback = new Comeback(parts, queue, troubles, this::registerAgain);
        this.closed = parts.connection().context().promise();
    }

    String queue() {
        return queue;
    }

    Taker taker() {
        return taker;
    }

    void onLoop(Runnable step) {
        parts.connection().context().execute(step);
    }

    /** Safe from any thread. */
    boolean inLine() {
        return state == State.IN_LINE;
    }

    /** Whether the broker serves this one, as far as deliveries show. */
    boolean active() {
        return line != null && line.active();
    }

    @Override
    public Future<Void> connected(Connection opened) {
        connection = opened;
        comeback.begin();
        return register();
    }

    @Override
    public void disconnected(Throwable why) {
        connection = null;
        comeback.rest(); // it is the connection's to report
        drop();
    }

    /** Gets in line again after {@link #leave}. */
    Future<Void> join() {
        if (wish != Wish.CLOSED) {
            wish = Wish.IN_LINE;
        }
        return register();
    }

    /** Takes no more, and gets out of line when what was taken is settled. */
    void leave() {
        if (wish == Wish.IN_LINE) {
            wish = Wish.OUT;
            comeback.rest();
        }
        goToTheEnd();
    }

    /** Goes to the end of the line when what was taken is settled. */
    void goToTheEnd() {
        if (line != null && state == State.IN_LINE && line.fade()) {
            faded(line);
        }
    }

    /** Leaves for good: what is on its way to the dead letters gets there, and what is unsettled goes back. */
    Future<Void> close() {
        Future<Void> left = closeWhenSettled();
        Line last = line;
        if (last != null && state == State.IN_LINE) {
            last.quiet().onComplete(quiet -> faded(last));
        }
        return left;
    }

    /** Leaves for good when what was taken is settled. */
    Future<Void> closeWhenSettled() {
        wish = Wish.CLOSED;
        comeback.rest();
        goToTheEnd();
        if (state == State.AWAY) {
            closed.tryComplete();
        }
        return closed.future();
    }

    private Future<Void> register() {
        Connection current = connection;
        if (current == null || state != State.AWAY || wish != Wish.IN_LINE) {
            return Future.succeededFuture();
        }
        state = State.REGISTERING;
        comeback.cancel();
        Future<Void> declared = comeback.sound() ? Future.succeededFuture() : declaring.on(current);
        return declared.compose(there -> parts.connection().call(() -> Line.open(this, current, prefetch)))
                .transform(opened -> {
                    if (opened.failed()) {
                        state = State.AWAY;
                        if (connection != current) {
                            return register(); // on the connection that came instead, if there is one
                        }
                        comeback.refused();
                        registerLater(opened.cause());
                        return Future.failedFuture(opened.cause());
                    }
                    return registered(current, opened.result());
                });
    }

    private Future<Void> registered(Connection current, Line opened) {
        line = opened;
        state = State.IN_LINE;
        if (connection != current) {
            drop();
            return register();
        }
        comeback.registered();
        if (opened.ended()) {
            state = State.LEAVING;
            comeback.broken();
            abort(opened, new IOException("it ended as soon as it was in line"));
        } else if (wish == Wish.CLOSED) {
            faded(opened);
        } else if (wish == Wish.OUT || opened.fading()) {
            goToTheEnd();
        }
        return Future.succeededFuture();
    }

    /** Something was settled. */
    void proven() {
        comeback.proven();
    }

    /** The line took no more, and all that it took is settled. */
    void faded(Line done) {
        if (done == line && state == State.IN_LINE) {
            state = State.LEAVING;
            done.end();
            parts.connection()
                    .<Void>call(() -> {
                        try {
                            done.unregister();
                        } finally {
                            done.abort();
                        }
                        return null;
                    })
                    .onComplete(left -> away(done));
        }
    }

    /** The channel is closed, whoever did it. */
    void ended(Line gone, Throwable why) {
        boolean known = gone.ended();
        gone.end();
        if (!known && gone == line && state == State.IN_LINE) {
            line = null;
            state = State.AWAY;
            comeback.broken();
            boolean connectionIsGone = why instanceof ShutdownSignalException signal && signal.isHardError();
            if (!connectionIsGone) { // otherwise disconnected() follows
                registerLater(why);
            }
        }
    }

    /** The queue was deleted, or its node is gone. */
    void brokerCancelled(Line cancelled) {
        broken(cancelled, new IOException("the broker cancelled it"));
    }

    /** Settles nothing more on this line; what is unsettled comes again, to whoever is first in line then. */
    void broken(Line broken, Exception why) {
        boolean known = broken.ended();
        broken.end();
        if (!known && broken == line && state == State.IN_LINE) {
            state = State.LEAVING;
            comeback.broken();
            abort(broken, why);
        }
    }

    private void abort(Line broken, Exception why) {
        parts.connection()
                .<Void>call(() -> {
                    broken.abort();
                    return null;
                })
                .onComplete(left -> {
                    if (broken == line) {
                        line = null;
                        state = State.AWAY;
                        registerLater(why);
                    }
                });
    }

    private void away(Line left) {
        if (left == line) {
            line = null;
            state = State.AWAY;
            if (wish == Wish.CLOSED) {
                closed.tryComplete();
            } else {
                registerAgain();
            }
        }
    }

    private void drop() {
        if (line != null) {
            line.end();
            line = null;
        }
        if (state != State.REGISTERING) {
            state = State.AWAY;
        }
        if (wish == Wish.CLOSED) {
            closed.tryComplete();
        }
    }

    private void registerAgain() {
        Future<Void> unused = register(); // it has told its troubles, and tries again
    }

    private void registerLater(Throwable why) {
        if (wish == Wish.CLOSED) {
            closed.tryComplete();
        } else if (wish == Wish.IN_LINE && connection != null) {
            comeback.later(why);
        }
    }

    <T> Future<T> lost() {
        return Future.failedFuture(new ConnectionException.Closed("the consumer of queue " + queue));
    }
}
