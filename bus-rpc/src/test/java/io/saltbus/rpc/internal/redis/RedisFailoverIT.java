package io.saltbus.rpc.internal.redis;

import static org.assertj.core.api.Assertions.assertThat;

import io.saltbus.core.failure.ConnectionException;
import io.saltbus.rpc.reply.Heard;
import io.saltbus.rpc.reply.ReplyAddress;
import io.saltbus.rpc.reply.ReplyStore;
import io.saltbus.testkit.service.PrivateRedis;
import io.saltbus.testkit.service.RedisOptions;
import io.vertx.core.buffer.Buffer;
import java.util.List;
import org.junit.jupiter.api.Test;

class RedisFailoverIT extends StoreBench {
    private static final ReplyAddress TO = ReplyAddress.ofCaller("caller", "1");
    private static final Buffer ANSWER = Buffer.buffer("answer");

    @Test
    void whenTheMasterDiesTheOneThatSentinelsChoseIsUsed() throws Exception {
        try (PrivateRedis master = PrivateRedis.start();
                PrivateRedis replica =
                        PrivateRedis.start(RedisOptions.defaults().withMaster(master));
                PrivateRedis sentinel = PrivateRedis.start(RedisOptions.sentinelOf("salt", master))) {
            await(() -> sentinel.redisCli("sentinel", "replicas", "salt").contains("" + replica.port()));
            await(() -> replica.redisCli("info", "replication").contains("master_link_status:up"));
            ReplyStore store = store(sentinel.url() + "?mode=sentinel&master=salt&call_timeout=60s");
            var heard = new Heard();
            get(store.listen(TO.channel(), heard));
            get(store.connect());

            master.kill();
            assertThat(get(store.deliver(TO, ANSWER, HOUR))).isNotNegative();

            assertThat(replica.redisCli("get", TO.key())).contains("answer");
            assertThat(heard.next()).isIn(Heard.BACK, "answer");
            await(() -> store.troubles().isEmpty());
            assertFails(
                    store(sentinel.url() + "?mode=sentinel&master=other").connect(),
                    ConnectionException.Refused.class,
                    "no master \"other\"");
        }
    }

    @Test
    void ofSeveralHostsTheMasterIsUsed() throws Exception {
        try (PrivateRedis master = PrivateRedis.start();
                PrivateRedis replica =
                        PrivateRedis.start(RedisOptions.defaults().withMaster(master))) {
            String hosts = "redis://127.0.0.1:1,127.0.0.1:" + replica.port() + ",127.0.0.1:" + master.port();
            ReplyStore store = store(hosts);
            get(store.listen(TO.channel(), new Heard()));
            get(store.connect());
            // one is told: commands and subscriptions are both with the master
            assertThat(get(store.deliver(TO, ANSWER, HOUR))).isEqualTo(1);
            assertThat(master.redisCli("get", TO.key())).contains("answer");

            replica.redisCli("replicaof", "no", "one");
            master.redisCli("replicaof", "127.0.0.1", "" + replica.port());
            ReplyAddress next = ReplyAddress.ofCaller("caller", "2");
            get(store.deliver(next, ANSWER, HOUR));
            assertThat(replica.redisCli("get", next.key())).contains("answer");
        }
    }

    @Test
    void aClusterKeepsEveryKeyAtItsNodeAlsoAfterSlotsMoved() throws Exception {
        try (PrivateRedis one = PrivateRedis.start(RedisOptions.clusterNode());
                PrivateRedis two = PrivateRedis.start(RedisOptions.clusterNode());
                PrivateRedis three = PrivateRedis.start(RedisOptions.clusterNode())) {
            join(one, two, three);
            ReplyStore store = store(two.url() + "?mode=cluster&call_timeout=30s");
            get(store.connect());
            assertThat(store.troubles()).isEmpty();
            everyCallerIsAnswered(store, "before");

            String from = one.redisCli("cluster", "myid").strip();
            String to = two.redisCli("cluster", "myid").strip();
            one.redisCli(
                    "--cluster",
                    "reshard",
                    "127.0.0.1:" + one.port(),
                    "--cluster-from",
                    from,
                    "--cluster-to",
                    to,
                    "--cluster-slots",
                    "2000",
                    "--cluster-yes");
            everyCallerIsAnswered(store, "after");
            assertThat(store.troubles()).isEmpty();
        }
    }

    private static void everyCallerIsAnswered(ReplyStore store, String suffix) throws Exception {
        for (int caller = 0; caller < 100; caller++) {
            ReplyAddress first = ReplyAddress.ofCaller("caller" + caller, "1" + suffix);
            ReplyAddress second = ReplyAddress.ofTask(caller + suffix);
            for (ReplyAddress to : List.of(first, second)) {
                var heard = new Heard();
                ReplyStore.Listening listening = get(store.listen(to.channel(), heard));
                get(store.deliver(to, ANSWER, HOUR));
                assertThat(heard.next()).isEqualTo("answer");
                assertThat(get(store.find(List.of(to.key())))).containsExactly(ANSWER);
                get(listening.close());
            }
        }
    }

    @Test
    void aNodeOfAClusterThatReturnsIsUsedAgain() throws Exception {
        try (PrivateRedis one = PrivateRedis.start(RedisOptions.clusterNode());
                PrivateRedis two = PrivateRedis.start(RedisOptions.clusterNode());
                PrivateRedis three = PrivateRedis.start(RedisOptions.clusterNode())) {
            join(one, two, three);
            ReplyStore store =
                    store(one.url() + ",".concat("127.0.0.1:" + three.port() + "?mode=cluster&call_timeout=60s"));
            get(store.connect());
            two.kill();
            await(() -> !store.troubles().isEmpty());
            two.startAgain();
            everyCallerIsAnswered(store, "again");
            await(() -> store.troubles().isEmpty());
        }
    }

    private static void join(PrivateRedis one, PrivateRedis two, PrivateRedis three) throws Exception {
        one.redisCli(
                "--cluster",
                "create",
                "127.0.0.1:" + one.port(),
                "127.0.0.1:" + two.port(),
                "127.0.0.1:" + three.port(),
                "--cluster-yes");
        for (PrivateRedis each : List.of(one, two, three)) {
            await(() -> each.redisCli("cluster", "info").contains("cluster_state:ok"));
        }
    }
}
