package io.saltbus.rpc;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.Timer;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.saltbus.core.SaltBus;
import io.saltbus.core.event.Event;
import io.saltbus.core.event.EventMode;
import io.saltbus.core.subscribe.SubscribeOptions;
import io.saltbus.testkit.service.PrivateBroker;
import io.saltbus.testkit.service.PrivateRedis;
import io.saltbus.testkit.service.PrivateService;
import io.saltbus.testkit.service.WithServices;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Calls go on while what carries them is killed, is dead for five seconds, and comes back. */
@WithServices
@Timeout(value = 180, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class RpcOutageIT {
    private static final Logger LOG = LoggerFactory.getLogger(RpcOutageIT.class);
    private static final int CALLS = 10_000;
    private static final int CALLS_A_TICK = 10;
    private static final int TICK_MS = 10;
    private static final Duration DEAD_FOR = Duration.ofSeconds(5);
    private static final Set<String> ENDS = Set.of(
            "success", "DeadlineExceeded", "RepliesUnavailable", "Unconfirmed", "Overloaded", "Unreachable", "Lost");
    private static final CallOptions PATIENCE = CallOptions.timeout(Duration.ofSeconds(20));

    @Event(value = "rpc.twice", mode = EventMode.RPC)
    record Twice(int number) implements RpcRequest<Twice.Result> {
        record Result(int number) {}
    }

    private final Vertx vertx = Vertx.vertx();
    private final SimpleMeterRegistry meters = new SimpleMeterRegistry();

    @AfterEach
    void close() {
        RpcContract.await(vertx.close());
    }

    @Test
    void everyCallEndsOnceWhileRedisIsKilled(PrivateBroker broker, PrivateRedis redis) throws Exception {
        everyCallEndsOnce(broker, redis, redis);
    }

    @Test
    void everyCallEndsOnceWhileRabbitMqIsKilled(PrivateBroker broker, PrivateRedis redis) throws Exception {
        everyCallEndsOnce(broker, redis, broker);
    }

    private SaltBus bus(String service, PrivateBroker broker, PrivateRedis redis) {
        return SaltBus.builder(vertx)
                .service(service)
                .broker(broker.url())
                .redis(redis.url())
                .event(Twice.class)
                .meters(meters)
                .build();
    }

    private void everyCallEndsOnce(PrivateBroker broker, PrivateRedis redis, PrivateService victim) throws Exception {
        SaltBus answering = bus("answering", broker, redis);
        RpcContract.await(answering.start());
        RpcContract.await(answering.subscribe(
                Twice.class,
                SubscribeOptions.named("twice"),
                (asked, envelope) -> Future.succeededFuture(new Twice.Result(2 * asked.number()))));
        SaltBus asking = bus("asking", broker, redis);
        RpcContract.await(asking.start());
        Rpc rpc = Rpc.of(asking);

        Future<Map<String, Integer>> ends = callAll(rpc);
        untilSeconds(2);
        victim.kill();
        untilSeconds(DEAD_FOR.toSeconds());
        victim.startAgain();
        Map<String, Integer> table =
                ends.toCompletionStage().toCompletableFuture().get(120, TimeUnit.SECONDS);

        LOG.info("{} killed: {}", victim.getClass().getSimpleName(), table);
        assertThat(table.values().stream().mapToInt(count -> count).sum()).isEqualTo(CALLS);
        // how many succeed is the machine's matter: what waits for a broker that is slow to come back reaches its
        // deadline
        assertThat(table).containsKey("success");
        assertThat(table.keySet()).isSubsetOf(ENDS);
        assertThat(meters.find("saltbus.rpc.calls").timers().stream()
                        .mapToLong(Timer::count)
                        .sum())
                .isEqualTo(CALLS);
        assertThat(rpc.inFlight()).isZero();
        assertThat(RpcContract.await(rpc.callOrFail(new Twice(21), PATIENCE)).number())
                .isEqualTo(42);
        RpcContract.await(asking.close());
        RpcContract.await(answering.close());
    }

    private void untilSeconds(long seconds) {
        RpcContract.await(vertx.timer(seconds, TimeUnit.SECONDS));
    }

    /** Calls at a steady rate; answers how often each end came, once all have ended. */
    private Future<Map<String, Integer>> callAll(Rpc rpc) {
        Promise<Map<String, Integer>> over = Promise.promise();
        var table = new TreeMap<String, Integer>();
        var ended = new int[CALLS];
        vertx.runOnContext(turn -> {
            var begun = new int[1];
            vertx.setPeriodic(TICK_MS, timer -> {
                for (int call = 0; call < CALLS_A_TICK && begun[0] < CALLS; call++) {
                    int number = begun[0]++;
                    rpc.call(new Twice(number), PATIENCE).onComplete(reply -> {
                        String end = ++ended[number] > 1
                                ? "twice"
                                : reply.failed()
                                        ? reply.cause().getClass().getSimpleName()
                                        : reply.result()
                                                .fold(
                                                        result -> result.number() == 2 * number ? "success" : "wrong",
                                                        RpcReply.Failure::code);
                        table.merge(end, 1, Integer::sum);
                        if (table.values().stream().mapToInt(count -> count).sum() == CALLS) {
                            over.complete(new TreeMap<>(table));
                        }
                    });
                }
                if (begun[0] == CALLS) {
                    vertx.cancelTimer(timer);
                }
            });
        });
        return over.future();
    }
}
