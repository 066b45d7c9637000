package io.saltbus.rpc.internal.redis;

import io.saltbus.core.failure.ConnectionException;
import io.saltbus.core.time.Scheduler;
import io.saltbus.rpc.reply.ReplyAddress;
import io.saltbus.rpc.reply.ReplyStore;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.internal.ContextInternal;
import io.vertx.redis.client.Command;
import io.vertx.redis.client.Request;
import io.vertx.redis.client.Response;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * Replies through Redis 6 or later: one connection for commands (to each master of a cluster) and one for subscriptions, both on an event loop
 * of the store's own. Operations wait for a connection that is away and are sent again after a loss, until their time is up.
 */
public final class RedisReplyStore implements ReplyStore {
    private static final Duration TICK = Duration.ofSeconds(1);

    private enum State {
        IDLE,
        OPEN,
        CLOSED
    }

    private final Surroundings surroundings;
    private final Nodes nodes;
    private final Subscriber subscriber;
    private final AtomicInteger underWay = new AtomicInteger();

    // used on the store's context only
    private State state = State.IDLE;
    private Scheduler.@Nullable Timer tick;

    private RedisReplyStore(Surroundings surroundings) {
        this.surroundings = surroundings;
        this.nodes = surroundings.address().mode() == RedisAddress.Mode.CLUSTER
                ? new Cluster(surroundings)
                : new OneMaster(surroundings);
        this.subscriber = new Subscriber(surroundings, nodes.listening());
    }

    /**
     * A client, not connected yet.
     *
     * @param home its event loop's
     * @throws io.saltbus.core.failure.ConfigurationException where the address cannot be used, naming what is wrong
     */
    public static ReplyStore create(ContextInternal home, String url, Scheduler scheduler) {
        return new RedisReplyStore(new Surroundings(AddressReader.read(url), home, scheduler));
    }

    @Override
    public String address() {
        return surroundings.address().text();
    }

    @Override
    public boolean betweenProcesses() {
        return true;
    }

    @Override
    public Future<Void> connect() {
        Promise<Void> connected = promise();
        atHome(
                connected,
                () -> Future.all(nodes.reach(), subscriber.link().reach())
                        .<Void>mapEmpty()
                        .onComplete(connected));
        return connected.future();
    }

    /**
     * {@inheritDoc}
     *
     * @return in a cluster only listeners on the same node are counted: Redis tells no more
     */
    @Override
    public Future<Integer> deliver(ReplyAddress to, Buffer reply, Duration ttl) {
        Request publish = Request.cmd(Command.PUBLISH).arg(to.channel()).arg(reply);
        if (to.form() == ReplyAddress.Form.NATIVE) {
            Request keep =
                    Request.cmd(Command.PSETEX).arg(to.key()).arg(millis(ttl)).arg(reply);
            return run(to.key(), List.of(keep, publish)).map(answers -> number(answers.get(1)));
        }
        // what Celery's own backend sends, so that neither its callers nor Redis's monitor see a difference
        Request keep =
                Request.cmd(Command.SETEX).arg(to.key()).arg(seconds(ttl)).arg(reply);
        return run(to.key(), List.of(Request.cmd(Command.MULTI), keep, publish, Request.cmd(Command.EXEC)))
                .compose(answers -> told(answers.get(3)));
    }

    /** A transaction that was run holds an answer for each command, and each may be an error. */
    private Future<Integer> told(@Nullable Response transaction) {
        for (Response each : Objects.requireNonNull(transaction, "nothing is watched, so EXEC answers")) {
            if (each instanceof Throwable declined) {
                return Future.failedFuture(RedisFault.operating(surroundings.address(), declined));
            }
        }
        return Future.succeededFuture(number(transaction.get(1)));
    }

    @Override
    public Future<List<@Nullable Buffer>> find(List<String> keys) {
        if (keys.isEmpty()) {
            return Future.succeededFuture(List.of());
        }
        Request get = Request.cmd(Command.MGET);
        keys.forEach(get::arg);
        return run(keys.get(0), List.of(get)).map(answers -> {
            List<@Nullable Buffer> found = new ArrayList<>();
            for (Response each : Objects.requireNonNull(answers.get(0), "MGET answers a list")) {
                found.add(each == null ? null : each.toBuffer());
            }
            return found;
        });
    }

    @Override
    public Future<Boolean> claim(String key, String owner, Duration ttl) {
        Request set =
                Request.cmd(Command.SET).arg(key).arg(owner).arg("NX").arg("PX").arg(millis(ttl));
        return run(key, List.of(set, Request.cmd(Command.GET).arg(key))).compose(answers -> {
            Response present = answers.get(1);
            if (answers.get(0) != null) {
                return Future.succeededFuture(true);
            }
            return present == null // the other's ran out in between
                    ? claim(key, owner, ttl)
                    : Future.succeededFuture(present.toString().equals(owner));
        });
    }

    @Override
    public Future<Void> tell(String channel, Buffer message) {
        return run(channel, List.of(Request.cmd(Command.PUBLISH).arg(channel).arg(message)))
                .mapEmpty();
    }

    private Future<List<@Nullable Response>> run(String key, List<Request> commands) {
        Promise<List<@Nullable Response>> answers = promise();
        int window = surroundings.address().limits().window();
        if (underWay.incrementAndGet() > window) {
            underWay.decrementAndGet();
            return Future.failedFuture(new ConnectionException.Unreachable(
                    window + " operations wait for Redis at " + address() + " already: it is away or too slow, see its"
                            + " load; window in its address takes more",
                    null));
        }
        atHome(answers, () -> nodes.submit(new Operation(key, commands, deadline(), answers)));
        return answers.future().onComplete(done -> underWay.decrementAndGet());
    }

    @Override
    public Future<Listening> listen(String channel, Listener listener) {
        Promise<Listening> begun = promise();
        atHome(begun, () -> subscriber.listen(channel, listener, begun, deadline()));
        return begun.future();
    }

    @Override
    public List<String> troubles() {
        List<String> troubles = new ArrayList<>(nodes.troubles());
        if (!subscriber.link().isLive()) {
            troubles.add(String.valueOf(subscriber.link().trouble().getMessage()));
        }
        return troubles.stream().distinct().toList();
    }

    @Override
    public Future<Void> close() {
        Promise<Void> closed = promise();
        surroundings.home().runOnContext(turn -> {
            if (state != State.CLOSED) {
                state = State.CLOSED;
                end();
            }
            closed.complete();
        });
        return closed.future();
    }

    private void end() {
        if (tick != null) {
            tick.cancel();
        }
        subscriber.close(closed());
        nodes.close().forEach(operation -> operation.answers().tryFail(closed()));
    }

    private void atHome(Promise<?> promise, Runnable work) {
        surroundings.home().runOnContext(turn -> {
            if (state == State.CLOSED) {
                promise.tryFail(closed());
                return;
            }
            if (state == State.IDLE) {
                state = State.OPEN;
                tickLater();
            }
            work.run();
        });
    }

    private void tickLater() {
        tick = surroundings.scheduler().schedule(TICK, surroundings.home(), () -> {
            tickLater();
            long now = surroundings.scheduler().nanoTime();
            nodes.tick(now);
            subscriber.link().tick();
            subscriber.expire(now);
        });
    }

    private long deadline() {
        return surroundings.scheduler().nanoTime()
                + surroundings.address().limits().call().toNanos();
    }

    private <T> Promise<T> promise() {
        return surroundings.home().owner().getOrCreateContext().promise();
    }

    private ConnectionException closed() {
        return new ConnectionException.Closed("the store of replies at " + address());
    }

    private static int number(@Nullable Response answer) {
        return Objects.requireNonNull(answer, "PUBLISH answers a number").toInteger();
    }

    /** Redis refuses 0. */
    private static long millis(Duration ttl) {
        return Math.max(1, ttl.toMillis());
    }

    private static long seconds(Duration ttl) {
        return Math.max(1, ttl.plusMillis(999).toSeconds());
    }
}
