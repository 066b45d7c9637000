package io.saltbus.rpc.internal.redis;

import static org.assertj.core.api.Assertions.assertThat;

import io.saltbus.core.failure.ConnectionException;
import io.saltbus.rpc.reply.Heard;
import io.saltbus.rpc.reply.ReplyAddress;
import io.saltbus.rpc.reply.ReplyStore;
import io.saltbus.testkit.service.Certificates;
import io.saltbus.testkit.service.PrivateRedis;
import io.saltbus.testkit.service.RedisOptions;
import io.saltbus.testkit.service.WithServices;
import io.vertx.core.buffer.Buffer;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@WithServices
class RedisSecurityIT extends StoreBench {
    private static final ReplyAddress TO = ReplyAddress.ofTask("1");
    private static final Buffer ANSWER = Buffer.buffer("answer");

    @Test
    void aPasswordIsNeededAndTaken(PrivateRedis redis) throws Exception {
        redis.redisCli("config", "set", "requirepass", "secret");
        String host = "127.0.0.1:" + redis.port();
        assertFails(store("redis://" + host).connect(), ConnectionException.Refused.class, "NOAUTH", host);
        assertFails(store("redis://:secret2@" + host).connect(), ConnectionException.Refused.class, "WRONGPASS", host);
        roundTrip(store("redis://:secret@" + host));
    }

    @Test
    void aUserOfTheAclNeedsNoMoreThanIsDocumented(PrivateRedis redis) throws Exception {
        redis.redisCli(
                "acl setuser salt on >secret ~saltbus:* ~celery-task-meta-* &saltbus:* &celery-task-meta-* -@all +set"
                        .concat(" +psetex +setex +get +mget +publish +subscribe +unsubscribe +multi +exec +ping")
                        .split(" "));
        ReplyStore store = store("redis://salt:secret@127.0.0.1:" + redis.port());
        roundTrip(store);
        assertThat(get(store.claim("saltbus:claim:1", "owner", HOUR))).isTrue();
        assertFails(store.claim("other", "owner", HOUR), ConnectionException.Refused.class, "NOPERM");
        var heard = new Heard();
        get(store.listen("saltbus:one", heard));
        assertFails(store.listen("other", new Heard()), ConnectionException.Refused.class, "NOPERM");
        assertThat(heard.next()).isEqualTo(Heard.BACK);
    }

    @Test
    void tlsTrustsItsAuthorityAndChecksTheName(@TempDir Path folder) throws Exception {
        var certificates =
                new Certificates(folder).issue("server", "ip:127.0.0.1").issue("other", "dns:example.com");
        Path authority = certificates.authority();
        try (PrivateRedis redis = PrivateRedis.start(RedisOptions.defaults()
                        .withTls(authority, certificates.certificate("server"), certificates.key("server")));
                PrivateRedis other = PrivateRedis.start(RedisOptions.defaults()
                        .withTls(authority, certificates.certificate("other"), certificates.key("other")))) {
            String tls = "rediss://127.0.0.1:";
            roundTrip(store(tls + redis.tlsPort() + "?cacerts=" + authority));
            assertFails(store(tls + redis.tlsPort()).connect(), ConnectionException.Refused.class, "cacerts");
            assertFails(
                    store(tls + other.tlsPort() + "?cacerts=" + authority).connect(),
                    ConnectionException.Refused.class,
                    "not for this host");
            assertFails(
                    store(tls + redis.port() + "?connect_timeout=1s").connect(),
                    ConnectionException.class,
                    "" + redis.port());
            assertFails(
                    store("redis://127.0.0.1:" + redis.tlsPort() + "?connect_timeout=1s")
                            .connect(),
                    ConnectionException.class,
                    "rediss://");
        }
    }

    private static void roundTrip(ReplyStore store) throws Exception {
        get(store.connect());
        var heard = new Heard();
        get(store.listen(TO.channel(), heard));
        assertThat(get(store.deliver(TO, ANSWER, HOUR))).isEqualTo(1);
        assertThat(heard.next()).isEqualTo("answer");
    }
}
