package io.saltbus.rpc.internal.redis;

import static org.assertj.core.api.Assertions.assertThat;

import io.saltbus.core.failure.ConnectionException;
import io.saltbus.core.time.Scheduler;
import io.saltbus.core.time.VirtualScheduler;
import io.saltbus.rpc.reply.Heard;
import io.saltbus.rpc.reply.ReplyAddress;
import io.saltbus.rpc.reply.ReplyStore;
import io.saltbus.testkit.fault.FaultProxy;
import io.saltbus.testkit.service.PrivateRedis;
import io.saltbus.testkit.service.WithServices;
import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.internal.ContextInternal;
import io.vertx.core.internal.VertxInternal;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.IntFunction;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

@WithServices
class RedisTogetherIT extends StoreBench {
    private static final Buffer ANSWER = Buffer.buffer("answer");
    private static final int MANY = 200;
    private static final Pattern READS = Pattern.compile("total_reads_processed:(\\d+)");

    private final ContextInternal home = ((VertxInternal) vertx).createEventLoopContext();

    @Test
    void operationsOfOneTurnAreWrittenTogether(PrivateRedis redis) throws Exception {
        ReplyStore store = store(redis.url(), Scheduler.real(vertx));
        get(store.connect());
        long before = reads(redis);
        for (Future<Integer> each : inOneTurn(number -> store.deliver(to(number), ANSWER, HOUR))) {
            assertThat(get(each)).isZero();
        }
        assertThat(reads(redis) - before).isLessThan(MANY / 4);
        assertThat(get(store.find(keys()))).containsOnly(ANSWER).hasSize(MANY);
    }

    @Test
    void amongOthersAnErrorIsOfItsOwnOperationOnly(PrivateRedis redis) throws Exception {
        redis.redisCli("lpush", "list", "no claim");
        ReplyStore store = store(redis.url(), Scheduler.real(vertx));
        get(store.connect());
        List<Future<Integer>> delivered = inOneTurn(number -> number % 50 == 7
                ? store.claim("list", "owner", HOUR).map(-1)
                : store.deliver(to(number), ANSWER, HOUR));
        for (int number = 0; number < MANY; number++) {
            if (number % 50 == 7) {
                assertFails(delivered.get(number), ConnectionException.Refused.class, "WRONGTYPE");
            } else {
                assertThat(get(delivered.get(number))).isZero();
                assertThat(get(store.find(List.of(to(number).key())))).containsExactly(ANSWER);
            }
        }
    }

    @Test
    void aPingThatAMessageOvertakesCountsAsAnswered(PrivateRedis redis) throws Exception {
        try (FaultProxy proxy = FaultProxy.to(redis)) {
            var time = new VirtualScheduler(Instant.EPOCH);
            ReplyStore store = store(proxy.through(redis.url() + "/"), time);
            var heard = new Heard();
            get(store.listen("channel", heard));
            for (int second = 0; second < 10; second++) {
                proxy.stall();
                redis.redisCli("publish", "channel", "message");
                time.advance(Duration.ofSeconds(1));
                inOneTurn(number -> Future.succeededFuture()); // the ping is written
                proxy.resume();
                assertThat(heard.next()).isEqualTo("message");
            }
        }
    }

    private ReplyStore store(String url, Scheduler scheduler) {
        return closedBehind(RedisReplyStore.create(home, url, scheduler));
    }

    private <T> List<Future<T>> inOneTurn(IntFunction<Future<T>> operation) throws Exception {
        var begun = new CompletableFuture<List<Future<T>>>();
        home.runOnContext(turn -> {
            var all = new ArrayList<Future<T>>();
            for (int number = 0; number < MANY; number++) {
                all.add(operation.apply(number));
            }
            begun.complete(all);
        });
        return begun.get();
    }

    private static ReplyAddress to(int number) {
        return ReplyAddress.ofCaller("caller", Integer.toString(number));
    }

    private static List<String> keys() {
        var keys = new ArrayList<String>();
        for (int number = 0; number < MANY; number++) {
            keys.add(to(number).key());
        }
        return keys;
    }

    private static long reads(PrivateRedis redis) {
        Matcher reads = READS.matcher(redis.redisCli("info", "stats"));
        assertThat(reads.find()).isTrue();
        return Long.parseLong(reads.group(1));
    }
}
