package io.saltbus.rpc.internal.redis;

import io.saltbus.core.failure.ConnectionException;
import io.saltbus.core.time.Scheduler;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.redis.client.Command;
import io.vertx.redis.client.Redis;
import io.vertx.redis.client.RedisConnection;
import io.vertx.redis.client.Request;
import io.vertx.redis.client.Response;
import java.time.Duration;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One connection to one process, from its making to its end, in whatever state it is. Used on the store's context only.
 *
 * <p>The client takes an answer NOAUTH to its handshake for success, so each connection is asked something before it counts.
 */
final class Connecting {
    private static final Logger LOG = LoggerFactory.getLogger(Connecting.class);

    /**
     * What one process said.
     *
     * @param response null for a nil
     */
    record Answer(Endpoint by, @Nullable Response response) {}

    private final Surroundings surroundings;
    private final Endpoint endpoint;
    private final Redis client;
    private final Promise<RedisConnection> made;
    private boolean ended;

    private Connecting(Surroundings surroundings, Endpoint endpoint, @Nullable Credentials credentials, int database) {
        this.surroundings = surroundings;
        this.endpoint = endpoint;
        this.client = RedisConnector.client(
                surroundings.home().owner(), surroundings.address(), endpoint, credentials, database);
        this.made = surroundings.home().promise();
    }

    /** To a process that holds data. */
    static Connecting toData(Surroundings surroundings, Endpoint endpoint) {
        RedisAddress address = surroundings.address();
        return new Connecting(surroundings, endpoint, address.credentials(), address.database());
    }

    private static Connecting toSentinel(Surroundings surroundings, Endpoint endpoint, RedisAddress.Sentinel sentinel) {
        return new Connecting(surroundings, endpoint, sentinel.credentials(), 0);
    }

    Endpoint endpoint() {
        return endpoint;
    }

    /**
     * Connects, and readies what is connected.
     *
     * @param ready what is done before it counts as made
     * @return fails after the limit of the address at the latest
     */
    Future<RedisConnection> open(Function<RedisConnection, Future<?>> ready) {
        Duration limit = surroundings.address().limits().connect();
        Scheduler.Timer timer = surroundings
                .scheduler()
                .schedule(
                        limit,
                        surroundings.home(),
                        () -> made.tryFail(new ConnectionException.Unreachable(
                                "Redis at " + endpoint.text() + " for "
                                        + surroundings.address().text() + " did not answer the handshake within "
                                        + limit.toMillis() + " ms: see whether it is a Redis and not overloaded",
                                null)));
        client.connect()
                .compose(connection -> connection
                        .send(Request.cmd(Command.PING))
                        .compose(answered -> ready.apply(connection))
                        .map(connection))
                .onComplete(done -> {
                    if (done.succeeded()) {
                        made.tryComplete(done.result());
                    } else {
                        made.tryFail(RedisFault.connecting(surroundings.address(), endpoint, done.cause()));
                    }
                });
        return made.future().onComplete(done -> {
            timer.cancel();
            if (done.failed()) {
                end();
            }
        });
    }

    /** Gives up on it while it is being made. */
    void fail(ConnectionException why) {
        made.tryFail(why);
    }

    /** Ends it, also while it is being made. */
    void end() {
        if (!ended) {
            ended = true;
            made.tryFail(new ConnectionException.Closed("the connection to Redis at " + endpoint.text()));
            client.close() // also where the peer is silent: nothing is waited for
                    .onFailure(failed -> LOG.debug("closing the connection to Redis at {}", endpoint.text(), failed));
        }
    }

    /** One question to the first process that answers it. */
    static Future<Answer> ask(Surroundings surroundings, List<Endpoint> endpoints, Request question) {
        Future<Answer> answer = Future.failedFuture("no host"); // an address has one at least
        for (Endpoint endpoint : endpoints) {
            answer = answer.recover(failed -> askOne(surroundings, endpoint, question));
        }
        return answer;
    }

    private static Future<Answer> askOne(Surroundings surroundings, Endpoint endpoint, Request question) {
        RedisAddress.Sentinel sentinel = surroundings.address().sentinel();
        Connecting once =
                sentinel == null ? toData(surroundings, endpoint) : toSentinel(surroundings, endpoint, sentinel);
        Promise<Answer> answer = surroundings.home().promise();
        return once.open(connection -> connection
                        .send(question)
                        .onSuccess(response -> answer.tryComplete(new Answer(endpoint, response))))
                .compose(opened -> answer.future())
                .onComplete(done -> once.end());
    }
}
