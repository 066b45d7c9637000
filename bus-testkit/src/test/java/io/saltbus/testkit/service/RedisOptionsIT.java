package io.saltbus.testkit.service;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.Test;

class RedisOptionsIT {
    private static final Duration LIMIT = Duration.ofSeconds(30);

    @Test
    void aServerTakesItsSettings() {
        try (PrivateRedis redis = PrivateRedis.start(
                RedisOptions.defaults().withSetting("maxmemory", "123mb").withSetting("databases", "3"))) {
            assertThat(redis.redisCli("config", "get", "maxmemory")).contains("128974848");
            assertThat(redis.redisCli("config", "get", "databases")).contains("3");
            assertThatThrownBy(() -> redis.redisCli("no-such-command")).isInstanceOf(ServiceException.Failed.class);
            assertThatThrownBy(redis::tlsPort)
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessageContaining("withTls");
        }
    }

    @Test
    void aSentinelMakesTheReplicaTheMaster() {
        try (PrivateRedis master = PrivateRedis.start();
                PrivateRedis replica =
                        PrivateRedis.start(RedisOptions.defaults().withMaster(master));
                PrivateRedis sentinel = PrivateRedis.start(RedisOptions.sentinelOf("salt", master))) {
            await(() -> replica.redisCli("info", "replication").contains("master_link_status:up"));
            await(() -> sentinel.redisCli("sentinel", "replicas", "salt").contains("" + replica.port()));
            assertThat(sentinel.redisCli("sentinel", "get-master-addr-by-name", "salt"))
                    .contains("" + master.port());
            master.kill();
            await(() -> sentinel.redisCli("sentinel", "get-master-addr-by-name", "salt")
                    .contains("" + replica.port()));
        }
    }

    @Test
    void nodesMakeACluster() {
        try (PrivateRedis one = PrivateRedis.start(RedisOptions.clusterNode());
                PrivateRedis two = PrivateRedis.start(RedisOptions.clusterNode());
                PrivateRedis three = PrivateRedis.start(RedisOptions.clusterNode())) {
            one.redisCli(
                    "--cluster",
                    "create",
                    "127.0.0.1:" + one.port(),
                    "127.0.0.1:" + two.port(),
                    "127.0.0.1:" + three.port(),
                    "--cluster-yes");
            await(() -> three.redisCli("cluster", "info").contains("cluster_state:ok"));
            assertThat(two.redisCli("-c", "set", "key", "value")).contains("OK");
        }
    }

    /** Each look takes some 20 ms, by a process of its own. */
    private static void await(BooleanSupplier condition) {
        long start = System.nanoTime();
        while (!condition.getAsBoolean()) {
            assertThat(System.nanoTime() - start).isLessThan(LIMIT.toNanos());
        }
    }
}
