package io.saltbus.rpc.internal.redis;

import io.saltbus.core.failure.ConnectionException;
import io.vertx.core.AsyncResult;
import io.vertx.core.Future;
import io.vertx.redis.client.RedisConnection;
import io.vertx.redis.client.Request;
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

/**
 * Operations of one node: pipelined while it is there, kept while it is away until their time is up. Those of one turn of the loop go out in
 * one write. Used on the store's context only.
 */
final class CommandLine implements Link.Use {
    /** Of one write, so that one error sends no more than these again. */
    private static final int AT_ONCE = 64;

    private final Surroundings surroundings;
    private final Consumer<Operation> elsewhere;
    private final Link link;
    private final ArrayDeque<Operation> waiting = new ArrayDeque<>();
    private final Set<Operation> sent = new LinkedHashSet<>();
    private @Nullable RedisConnection connection;
    private boolean sendsSoon;

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
        waiting.add(operation);
        if (connection != null && !sendsSoon) {
            sendsSoon = true;
            surroundings.home().runOnContext(turn -> {
                sendsSoon = false;
                sendWaiting();
            });
        }
    }

    private void sendWaiting() {
        RedisConnection over = connection;
        while (over != null && over == connection && !waiting.isEmpty()) { // a write that fails at once ends it
            var together = new ArrayList<Operation>();
            while (together.size() < AT_ONCE && !waiting.isEmpty()) {
                together.add(waiting.poll());
            }
            send(over, together);
        }
    }

    private void send(RedisConnection over, List<Operation> together) {
        sent.addAll(together);
        var commands = new ArrayList<Request>();
        together.forEach(operation -> commands.addAll(operation.commands()));
        over.batch(commands).onComplete(done -> {
            if (connection == over) { // otherwise they were taken back
                ended(over, together, done);
            }
        });
    }

    private void ended(RedisConnection over, List<Operation> together, AsyncResult<List<@Nullable Response>> done) {
        if (done.succeeded()) {
            answered(together, done.result());
        } else if (!RedisFault.isAnswer(done.cause())) {
            link.drop("an operation could not be sent or answered"); // takes them back, with all others
        } else if (together.size() == 1) {
            declined(together.get(0), done.cause());
        } else {
            sendEach(over, together);
        }
    }

    // an error leaves no answer of the others, and nobody says whose it is: alone each has its own
    private void sendEach(RedisConnection over, List<Operation> together) {
        for (Operation operation : together) {
            if (connection == over && sent.contains(operation)) { // otherwise it is out of time, or taken back
                send(over, List.of(operation));
            }
        }
    }

    private void answered(List<Operation> together, List<@Nullable Response> answers) {
        int from = 0;
        for (Operation operation : together) {
            int to = from + operation.commands().size();
            if (sent.remove(operation)) { // otherwise it is out of time
                operation.answers().tryComplete(answers.subList(from, to));
            }
            from = to;
        }
    }

    private void declined(Operation operation, Throwable answer) {
        if (!sent.remove(operation)) {
            return;
        }
        if (RedisFault.isElsewhereOrLater(answer)) {
            elsewhere.accept(operation);
        } else {
            operation.answers().tryFail(RedisFault.operating(surroundings.address(), answer));
        }
    }

    @Override
    public Future<?> ready(RedisConnection opened) {
        return Future.succeededFuture();
    }

    @Override
    public void live(RedisConnection opened) {
        connection = opened;
        sendWaiting();
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
