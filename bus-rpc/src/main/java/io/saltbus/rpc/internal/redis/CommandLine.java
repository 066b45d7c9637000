package io.saltbus.rpc.internal.redis;

import io.saltbus.core.failure.ConnectionException;
import io.vertx.core.AsyncResult;
import io.vertx.core.Future;
import io.vertx.redis.client.RedisConnection;
import io.vertx.redis.client.Response;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Iterator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Operations of one node: pipelined while it is there, kept while it is away until their time is up. Used on the store's context only. */
final class CommandLine implements Link.Use {
    private final Surroundings surroundings;
    private final Consumer<Operation> elsewhere;
    private final Link link;
    private final ArrayDeque<Operation> waiting = new ArrayDeque<>();
    private final Set<Operation> sent = new LinkedHashSet<>();
    private @Nullable RedisConnection connection;

    /**
     * @param elsewhere takes what this node did not run because it belongs elsewhere, or is to come later
     */
    CommandLine(Surroundings surroundings, Locator locator, Consumer<Operation> elsewhere) {
        this.surroundings = surroundings;
        this.elsewhere = elsewhere;
        this.link = new Link("connection for commands", surroundings, locator, this);
    }

    Link link() {
        return link;
    }

    void submit(Operation operation) {
        link.begin();
        if (connection == null) {
            waiting.add(operation);
        } else {
            send(connection, operation);
        }
    }

    private void send(RedisConnection over, Operation operation) {
        sent.add(operation);
        over.batch(operation.commands()).onComplete(done -> {
            // otherwise taken back when its connection was lost, or out of time
            if (connection == over && sent.contains(operation)) {
                ended(operation, done);
            }
        });
    }

    private void ended(Operation operation, AsyncResult<List<@Nullable Response>> done) {
        if (done.failed() && !RedisFault.isAnswer(done.cause())) {
            link.drop("an operation could not be sent or answered"); // takes it back, with all others
            return;
        }
        sent.remove(operation);
        if (done.succeeded()) {
            operation.answers().tryComplete(done.result());
        } else if (RedisFault.isElsewhereOrLater(done.cause())) {
            elsewhere.accept(operation);
        } else {
            operation.answers().tryFail(RedisFault.operating(surroundings.address(), done.cause()));
        }
    }

    @Override
    public Future<?> ready(RedisConnection opened) {
        return Future.succeededFuture();
    }

    @Override
    public void live(RedisConnection opened) {
        connection = opened;
        List<Operation> kept = List.copyOf(waiting);
        waiting.clear();
        kept.forEach(operation -> send(opened, operation));
    }

    @Override
    public void declined(Throwable answer) {
        link.drop("a ping was declined (" + answer.getMessage() + ")");
    }

    @Override
    public void lost() {
        connection = null;
        // whether they were run is unknown; running them twice does no harm, see Operation
        waiting.addAll(takeAll());
    }

    /** Fails what is out of time. */
    void expire(long nowNanos) {
        expire(waiting, nowNanos);
        expire(sent, nowNanos);
    }

    private void expire(Collection<Operation> operations, long nowNanos) {
        for (Iterator<Operation> each = operations.iterator(); each.hasNext(); ) {
            Operation operation = each.next();
            if (operation.isOutOfTime(nowNanos)) {
                each.remove();
                operation.answers().tryFail(outOfTime());
            }
        }
    }

    private ConnectionException outOfTime() {
        String why = link.isLive()
                ? "it answers pings, but not this"
                : String.valueOf(link.trouble().getMessage());
        return new ConnectionException.Unreachable(
                "Redis at " + surroundings.address().text() + " did not do an operation within "
                        + surroundings.address().limits().call().toMillis() + " ms: " + why,
                null);
    }

    /** Takes everything that has not ended, for another line. */
    List<Operation> takeAll() {
        List<Operation> all = new ArrayList<>(sent);
        all.addAll(waiting);
        sent.clear();
        waiting.clear();
        return all;
    }
}
