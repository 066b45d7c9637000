package io.saltbus.rpc.internal.redis;

import static org.assertj.core.api.Assertions.assertThat;

import io.saltbus.core.failure.ConnectionException;
import io.saltbus.rpc.reply.Heard;
import io.saltbus.rpc.reply.ReplyAddress;
import io.saltbus.rpc.reply.ReplyStore;
import io.saltbus.testkit.fault.Direction;
import io.saltbus.testkit.fault.FaultProxy;
import io.saltbus.testkit.service.PrivateRedis;
import io.saltbus.testkit.service.WithServices;
import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

@WithServices
class RedisOutageIT extends StoreBench {
    private static final ReplyAddress TO = ReplyAddress.ofCaller("caller", "1");
    private static final Buffer ANSWER = Buffer.buffer("answer");

    @Test
    void afterAKillListenersAreBackAndHearAgain(PrivateRedis redis) throws Exception {
        ReplyStore store = store(redis.url());
        var heard = new Heard();
        var task = new Heard();
        get(store.listen(TO.channel(), heard));
        get(store.listen("celery-task-meta-1", task));
        redis.kill();
        await(() -> store.troubles().size() > 0);
        assertThat(store.troubles().get(0)).contains("redis://127.0.0.1:" + redis.port());
        redis.startAgain();

        assertThat(heard.next()).isEqualTo(Heard.BACK);
        assertThat(task.next()).isEqualTo(Heard.BACK);
        assertThat(get(store.deliver(TO, ANSWER, HOUR))).isEqualTo(1);
        assertThat(heard.next()).isEqualTo("answer");
        assertThat(heard.left() + task.left()).isZero();
        get(store.connect());
        assertThat(store.troubles()).isEmpty();
    }

    @Test
    void whatIsAskedDuringAShortOutageIsDoneAfterIt(PrivateRedis redis) throws Exception {
        ReplyStore store = store(redis.url() + "?call_timeout=30s");
        get(store.connect());
        redis.kill();
        Future<Integer> delivered = store.deliver(TO, ANSWER, HOUR);
        Future<Boolean> claimed = store.claim("claim", "owner", HOUR);
        Future<ReplyStore.Listening> listening = store.listen("channel", new Heard());
        redis.startAgain();

        assertThat(get(delivered)).isZero();
        assertThat(get(claimed)).isTrue();
        get(get(listening).close());
        assertThat(get(store.find(List.of(TO.key())))).containsExactly(ANSWER);
    }

    @Test
    void whatIsAskedDuringALongOutageFailsInTime(PrivateRedis redis) throws Exception {
        ReplyStore store = store(redis.url() + "?call_timeout=200ms");
        get(store.connect());
        redis.kill();
        assertFails(
                store.deliver(TO, ANSWER, HOUR),
                ConnectionException.Unreachable.class,
                "127.0.0.1:" + redis.port(),
                "200 ms");
        assertFails(store.find(List.of(TO.key())), ConnectionException.Unreachable.class);
        assertFails(store.claim("key", "owner", HOUR), ConnectionException.Unreachable.class);
        assertFails(store.tell("channel", ANSWER), ConnectionException.Unreachable.class);
        assertFails(store.listen("channel", new Heard()), ConnectionException.Unreachable.class, "subscription");
    }

    @Test
    void everyOperationUnderManyKillsEndsOnce(PrivateRedis redis) throws Exception {
        ReplyStore store = store(redis.url() + "?call_timeout=30s");
        get(store.connect());
        var delivered = new ArrayList<Future<Integer>>();
        for (int kill = 0; kill < 3; kill++) {
            for (int at = 0; at < 1000; at++) {
                delivered.add(store.deliver(ReplyAddress.ofCaller("caller", kill + "-" + at), ANSWER, HOUR));
            }
            redis.kill();
            redis.startAgain();
        }
        get(Future.all(delivered));
        for (int kill = 0; kill < 3; kill++) {
            var keys = new ArrayList<String>();
            for (int at = 0; at < 1000; at++) {
                keys.add(ReplyAddress.ofCaller("caller", kill + "-" + at).key());
            }
            assertThat(get(store.find(keys))).containsOnly(ANSWER).hasSize(1000);
        }
    }

    @Test
    void aStalledConnectionIsDroppedAndMadeAgain(PrivateRedis redis) throws Exception {
        try (FaultProxy proxy = FaultProxy.to(redis)) {
            ReplyStore store = store(proxy.through(redis.url() + "/") + "?connect_timeout=1s");
            var heard = new Heard();
            get(store.listen(TO.channel(), heard));
            get(store.connect());
            proxy.stall();
            await(() -> store.troubles().size() == 2);
            assertThat(String.join("\n", store.troubles())).contains("Redis at 127.0.0.1:" + proxy.port());
            proxy.resume();

            assertThat(heard.next()).isEqualTo(Heard.BACK);
            assertThat(get(store.deliver(TO, ANSWER, HOUR))).isEqualTo(1);
            assertThat(heard.next()).isEqualTo("answer");
        }
    }

    @Test
    void aHalfOpenConnectionIsDroppedAndMadeAgain(PrivateRedis redis) throws Exception {
        try (FaultProxy proxy = FaultProxy.to(redis)) {
            ReplyStore store = store(proxy.through(redis.url() + "/"));
            var heard = new Heard();
            get(store.listen(TO.channel(), heard));
            get(store.connect());
            proxy.drop(Direction.TO_CLIENT);

            assertThat(heard.next()).isEqualTo(Heard.BACK);
            assertThat(get(store.deliver(TO, ANSWER, HOUR))).isEqualTo(1);
            assertThat(heard.next()).isEqualTo("answer");
        }
    }

    @Test
    void aStoreThatStartsWithoutRedisSaysSoAndComesAlive(PrivateRedis redis) throws Exception {
        redis.kill();
        ReplyStore store = store(redis.url());
        assertFails(store.connect(), ConnectionException.Unreachable.class, "127.0.0.1:" + redis.port(), "start Redis");
        assertThat(store.troubles()).isNotEmpty();
        redis.startAgain();
        await(() -> store.troubles().isEmpty());
        get(store.connect());
    }

    @Test
    void aPeerThatAcceptsAndSaysNothingIsUnreachable(PrivateRedis redis) {
        redis.freeze();
        ReplyStore store = store(redis.url() + "?connect_timeout=300ms");
        assertFails(store.connect(), ConnectionException.Unreachable.class, "handshake", "300 ms");
    }

    @Test
    void aFullWindowFailsAtOnceWithItsNumber(PrivateRedis redis) throws Exception {
        ReplyStore store = store(redis.url() + "?window=3&call_timeout=60s");
        get(store.connect());
        redis.freeze();
        for (int at = 0; at < 3; at++) {
            assertThat(store.tell("channel", ANSWER).isComplete()).isFalse();
        }
        Future<Void> fourth = store.tell("channel", ANSWER);
        assertThat(fourth.isComplete()).isTrue();
        assertFails(fourth, ConnectionException.Unreachable.class, "3 operations wait");
    }

    @Test
    void closingFailsWhatWaits(PrivateRedis redis) throws Exception {
        ReplyStore store = store(redis.url() + "?call_timeout=60s");
        get(store.connect());
        redis.freeze();
        Future<Integer> delivered = store.deliver(TO, ANSWER, HOUR);
        Future<ReplyStore.Listening> listening = store.listen("channel", new Heard());
        get(store.close());
        assertFails(delivered, ConnectionException.Closed.class, "redis://127.0.0.1");
        assertFails(listening, ConnectionException.Closed.class);
        assertFails(store.connect(), ConnectionException.Closed.class);
        assertFails(store.find(List.of("key")), ConnectionException.Closed.class);
        redis.thaw();
        await(() -> !redis.redisCli("client", "list").contains("resp=3"));
    }

    @Test
    void channelsAreLeftWhenNobodyListens(PrivateRedis redis) throws Exception {
        ReplyStore store = store(redis.url());
        ReplyStore.Listening listening = get(store.listen("channel", new Heard()));
        assertThat(redis.redisCli("pubsub", "channels")).contains("channel");
        get(listening.close());
        await(() -> redis.redisCli("pubsub", "channels").isBlank());
    }
}
