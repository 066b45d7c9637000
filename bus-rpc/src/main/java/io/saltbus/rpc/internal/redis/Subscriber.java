package io.saltbus.rpc.internal.redis;

import io.saltbus.core.failure.ConnectionException;
import io.saltbus.rpc.reply.ReplyStore.Listener;
import io.saltbus.rpc.reply.ReplyStore.Listening;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.redis.client.Command;
import io.vertx.redis.client.RedisConnection;
import io.vertx.redis.client.Request;
import io.vertx.redis.client.Response;
import io.vertx.redis.client.ResponseType;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * All channels of one store, over one connection. A subscription stands when its push has come; the client's future only says that it was
 * written. Used on the store's context only.
 *
 * <p>Also in a cluster these are classic channels: each node passes what is published to all others, so one connection to any node hears
 * everything, wherever the slots move. Sharded ones end whenever their slot moves and need a connection for each shard, and Celery's peers
 * publish on classic ones anyway.
 */
final class Subscriber implements Link.Use {
    /** Of one command, so that many subscriptions do not make one huge write. */
    private static final int AT_ONCE = 500;

    private final Surroundings surroundings;
    private final Link link;
    private final Map<String, Channel> channels = new HashMap<>();
    private @Nullable RedisConnection connection;
    /** Of a connection that is being readied: what its pushes have not come for, and what completes when they have. */
    private final Set<String> missing = new HashSet<>();

    private Promise<Void> standing;

    Subscriber(Surroundings surroundings, Locator locator) {
        this.surroundings = surroundings;
        this.link = new Link("connection for subscriptions", surroundings, locator, this);
        this.standing = surroundings.home().promise();
    }

    Link link() {
        return link;
    }

    /** How many channels are listened to, or are being left. */
    int size() {
        return channels.size();
    }

    void listen(String name, Listener listener, Promise<Listening> begun, long deadlineNanos) {
        link.begin();
        Channel channel = channels.computeIfAbsent(name, first -> new Channel());
        var hearing = new Channel.Hearing(listener, begun, deadlineNanos);
        channel.add(hearing);
        if (channel.stands()) {
            begin(name, hearing);
        } else if (connection != null && !channel.isWanted()) {
            subscribe(connection, List.of(name));
        }
    }

    private void subscribe(RedisConnection over, List<String> names) {
        for (String name : names) {
            channels.computeIfAbsent(name, first -> new Channel()).subscriptionWritten();
        }
        write(over, Command.SUBSCRIBE, names);
    }

    private void begin(String name, Channel.Hearing hearing) {
        hearing.begun().tryComplete(() -> {
            Promise<Void> ended =
                    surroundings.home().owner().getOrCreateContext().promise();
            surroundings.home().runOnContext(turn -> {
                leave(name, hearing);
                ended.complete();
            });
            return ended.future();
        });
    }

    private void leave(String name, Channel.Hearing hearing) {
        Channel channel = channels.get(name);
        if (channel == null || !channel.remove(hearing) || !channel.isEmpty()) {
            return;
        }
        if (connection != null && channel.isWanted()) {
            channel.endWritten();
            write(connection, Command.UNSUBSCRIBE, List.of(name));
        }
        forget(name, channel);
    }

    /** A channel whose pushes are still to come is kept, so that they are not taken for those of the next listener. */
    private void forget(String name, Channel channel) {
        if (channel.isEmpty() && !channel.isAwaited()) {
            channels.remove(name);
        }
    }

    private void write(RedisConnection over, Command command, List<String> names) {
        Request request = Request.cmd(command);
        names.forEach(request::arg);
        over.send(request).onFailure(failed -> {
            if (connection == over) {
                link.drop("a subscription could not be written");
            }
        });
    }

    @Override
    public Future<?> ready(RedisConnection opened) {
        connection = opened;
        opened.handler(this::heard);
        standing = surroundings.home().promise();
        missing.addAll(channels.keySet());
        List<String> names = List.copyOf(missing);
        for (int from = 0; from < names.size(); from += AT_ONCE) {
            subscribe(opened, names.subList(from, Math.min(names.size(), from + AT_ONCE)));
        }
        completeIfStanding();
        return standing.future();
    }

    private void completeIfStanding() {
        if (missing.isEmpty()) {
            standing.tryComplete();
        }
    }

    @Override
    public void live(RedisConnection opened) {
        // what is subscribed was readied, and what came meanwhile has been written
    }

    @Override
    public void lost() {
        connection = null;
        missing.clear();
        List.copyOf(channels.entrySet()).forEach(each -> {
            each.getValue().connectionLost();
            forget(each.getKey(), each.getValue());
        });
    }

    private void heard(Response push) {
        link.heard(); // the client gives the answer of a ping up where a push comes before it
        if (push.type() == ResponseType.ERROR) {
            declined((Throwable) push);
        } else if (push.type() == ResponseType.MULTI) {
            refuse(new ConnectionException.Refused(
                    "Redis at " + surroundings.address().text()
                            + " does not speak RESP3: it must be version 6 or later",
                    null));
        } else if (push.type() == ResponseType.PUSH) {
            pushed(push.get(0).toString(), push);
        }
    }

    private void pushed(String kind, Response push) {
        if ("message".equals(kind)) {
            told(push.get(1).toString(), push.get(2));
        } else if ("subscribe".equals(kind)) {
            subscribed(push.get(1).toString());
        }
    }

    private void told(String name, Response message) {
        Channel channel = channels.get(name);
        if (channel != null) {
            channel.hearings().stream()
                    .filter(Channel.Hearing::hasBegun)
                    .forEach(each -> surroundings.home().dispatch(message.toBuffer(), each.listener()::told));
        }
    }

    private void subscribed(String name) {
        missing.remove(name);
        Channel channel = channels.get(name);
        if (channel != null) {
            channel.pushed();
            if (channel.stands()) {
                stands(name, channel);
            }
            forget(name, channel);
        }
        completeIfStanding();
    }

    private void stands(String name, Channel channel) {
        for (Channel.Hearing each : channel.hearings()) {
            if (each.hasBegun()) {
                surroundings.home().dispatch(each, again -> again.listener().back());
            } else {
                begin(name, each);
            }
        }
    }

    @Override
    public void declined(Throwable answer) {
        refuse(RedisFault.operating(surroundings.address(), answer));
    }

    /** Which channel was meant is not told: all that have not begun fail, and a new connection has what had begun. */
    private void refuse(ConnectionException why) {
        if (!standing.tryFail(why)) {
            failWaiting(hearing -> true, why);
            link.drop("a subscription was declined");
        }
    }

    /** Fails what did not begin in time. */
    void expire(long nowNanos) {
        String why = link.isLive()
                ? "it answers pings, but not this"
                : String.valueOf(link.trouble().getMessage());
        failWaiting(
                hearing -> hearing.isOutOfTime(nowNanos),
                new ConnectionException.Unreachable(
                        "Redis at " + surroundings.address().text() + " did not take a subscription within "
                                + surroundings.address().limits().call().toMillis() + " ms: " + why,
                        null));
    }

    private void failWaiting(Predicate<Channel.Hearing> which, ConnectionException why) {
        for (Map.Entry<String, Channel> each : List.copyOf(channels.entrySet())) {
            for (Channel.Hearing hearing : each.getValue().hearings()) {
                if (!hearing.hasBegun() && which.test(hearing)) {
                    hearing.begun().tryFail(why);
                    leave(each.getKey(), hearing);
                }
            }
        }
    }

    void close(ConnectionException why) {
        link.close();
        failWaiting(hearing -> true, why);
        channels.clear();
    }
}
