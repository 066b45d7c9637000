package io.saltbus.rpc;

import static org.assertj.core.api.Assertions.assertThat;

import io.saltbus.core.SaltBus;
import io.saltbus.core.subscribe.SubscribeOptions;
import io.saltbus.rpc.RpcPeer.Square;
import io.saltbus.testkit.service.PrivateBroker;
import io.saltbus.testkit.service.PrivateRedis;
import io.saltbus.testkit.service.PrivateService;
import io.saltbus.testkit.service.WithServices;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Calls between processes that are killed in the middle, and over services that stand still. */
@WithServices
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@Timeout(value = 120, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class RpcProcessIT {
    private static final Logger LOG = LoggerFactory.getLogger(RpcProcessIT.class);
    private static final int CALLS = 2_000;
    private static final int TICK_MS = 10;
    private static final int CALLS_A_TICK = 4;
    private static final long FROZEN_SECONDS = 5;

    private final Vertx vertx = Vertx.vertx();
    private PrivateBroker broker;
    private PrivateRedis redis;

    @BeforeAll
    void services(PrivateBroker broker, PrivateRedis redis) {
        this.broker = broker;
        this.redis = redis;
    }

    @AfterAll
    void close() {
        RpcContract.await(vertx.close());
    }

    @Test
    void theNextProcessGetsTheAnswersOfAKilledCallerAndNothingOfItIsLeft(@TempDir Path folder) throws Exception {
        SaltBus answering = bus("answering");
        var held = new ConcurrentLinkedQueue<Runnable>();
        RpcContract.await(answering.start());
        RpcContract.await(answering.subscribe(
                Square.class, SubscribeOptions.named("square").withConcurrency(CALLS), (asked, envelope) -> {
                    Promise<Square.Answered> answer = Promise.promise();
                    held.add(() -> answer.complete(new Square.Answered(asked.number() * asked.number(), 0)));
                    return answer.future();
                }));
        SaltBus next = bus("caller");
        RpcContract.await(next.start());
        String channels = redis.redisCli("pubsub", "channels");

        List<String> called;
        try (RpcPeerProcess caller = RpcPeerProcess.start(folder, "caller", "caller", broker.url(), redis.url())) {
            until(() -> held.size() == caller.said("called").size());
            assertThat(redis.redisCli("pubsub", "channels").lines())
                    .hasSizeGreaterThan((int) channels.lines().count());
            caller.kill();
            called = caller.said("called");
            assertThat(caller.said("failed")).isEmpty();
        }
        until(() -> redis.redisCli("pubsub", "channels").equals(channels));
        held.forEach(Runnable::run); // there is nobody to hear it
        var attached = new HashMap<Integer, Future<RpcReply<Square.Answered>>>();
        for (String line : called) {
            String[] words = line.split(" ", 2);
            attached.put(
                    Integer.valueOf(words[0]),
                    Rpc.of(next).attach(words[1], Square.class, RpcPeer.REPLY_TTL.multipliedBy(4)));
        }

        assertThat(attached).hasSize(200);
        attached.forEach((number, answer) ->
                assertThat(RpcContract.await(answer).orElseThrow().square()).isEqualTo(number * number));
        until(() -> redis.redisCli("pubsub", "channels").equals(channels));
        until(() -> redis.redisCli("dbsize").strip().matches("(\\(integer\\) )?0")); // every key has its time to live
        RpcContract.await(next.close());
        RpcContract.await(answering.close());
    }

    @Test
    void everyCallEndsWhenOneOfTwoRespondersIsKilledAndWhatItAnsweredIsNotHandledAgain(@TempDir Path folder)
            throws Exception {
        SaltBus asking = bus("asking");
        RpcContract.await(asking.start());
        try (RpcPeerProcess victim = RpcPeerProcess.start(folder, "one", "responder", broker.url(), redis.url());
                RpcPeerProcess other = RpcPeerProcess.start(folder, "two", "responder", broker.url(), redis.url())) {
            var calls = new Calls(Rpc.of(asking));

            calls.begin();
            until(() -> calls.ended.get() > CALLS / 3);
            victim.kill();
            until(() -> calls.ended.get() == CALLS);

            LOG.info("one of two responders killed: {}", calls.ends);
            assertThat(calls.ends).containsExactly(Map.entry("success", CALLS));
            assertThat(calls.more).hasValue(0);
            Set<Integer> byVictim = calls.answeredBy(victim.pid());
            List<Integer> byOther =
                    other.said("handles").stream().map(Integer::valueOf).toList();
            assertThat(byVictim).isNotEmpty();
            assertThat(byOther).doesNotHaveDuplicates().doesNotContainAnyElementsOf(byVictim);
            assertThat(byOther.size() + byVictim.size()).isEqualTo(CALLS);
        }
        RpcContract.await(asking.close());
    }

    @Test
    void everyCallIsAnsweredThoughRedisStandsStill() {
        everyCallIsAnsweredThoughItStandsStill(redis);
    }

    @Test
    void everyCallIsAnsweredThoughRabbitMqStandsStill() {
        everyCallIsAnsweredThoughItStandsStill(broker);
    }

    private void everyCallIsAnsweredThoughItStandsStill(PrivateService frozen) {
        SaltBus answering = bus("answering");
        RpcContract.await(answering.start());
        RpcContract.await(answering.subscribe(
                Square.class,
                SubscribeOptions.named("square"),
                (asked, envelope) -> Future.succeededFuture(new Square.Answered(asked.number() * asked.number(), 0))));
        SaltBus asking = bus("asking");
        RpcContract.await(asking.start());
        var calls = new Calls(Rpc.of(asking));

        calls.begin();
        until(() -> calls.ended.get() > CALLS / 8);
        frozen.freeze();
        RpcContract.await(vertx.timer(FROZEN_SECONDS, TimeUnit.SECONDS));
        frozen.thaw();
        until(() -> calls.ended.get() == CALLS);

        LOG.info("{} frozen: {}", frozen.getClass().getSimpleName(), calls.ends);
        assertThat(calls.ends).containsExactly(Map.entry("success", CALLS));
        assertThat(calls.more).hasValue(0);
        assertThat(Rpc.of(asking).inFlight()).isZero();
        RpcContract.await(asking.close());
        RpcContract.await(answering.close());
    }

    private SaltBus bus(String service) {
        return RpcPeer.bus(vertx, service, broker.url(), redis.url());
    }

    private void until(BooleanSupplier condition) {
        while (!condition.getAsBoolean()) {
            RpcContract.await(vertx.timer(20, TimeUnit.MILLISECONDS));
        }
    }

    /** Calls at a steady rate, and a table of how each ended. */
    private final class Calls {
        private final Rpc rpc;
        private final Map<String, Integer> ends = new ConcurrentHashMap<>();
        private final Map<Integer, Long> answered = new ConcurrentHashMap<>();
        private final Set<Integer> over = ConcurrentHashMap.newKeySet();
        private final AtomicInteger ended = new AtomicInteger();
        private final AtomicInteger more = new AtomicInteger();
        private int begun;

        private Calls(Rpc rpc) {
            this.rpc = rpc;
        }

        void begin() {
            vertx.runOnContext(turn -> vertx.setPeriodic(TICK_MS, timer -> {
                for (int call = 0; call < CALLS_A_TICK && begun < CALLS; call++) {
                    int number = begun++;
                    rpc.call(new Square(number), RpcPeer.PATIENCE).onComplete(reply -> {
                        ends.merge(
                                reply.failed()
                                        ? reply.cause().getClass().getSimpleName()
                                        : reply.result().fold(told -> told(number, told), RpcReply.Failure::code),
                                1,
                                Integer::sum);
                        (over.add(number) ? ended : more).incrementAndGet();
                    });
                }
                if (begun == CALLS) {
                    vertx.cancelTimer(timer);
                }
            }));
        }

        private String told(int number, Square.Answered told) {
            answered.put(number, told.pid());
            return told.square() == number * number ? "success" : "wrong";
        }

        Set<Integer> answeredBy(long pid) {
            var numbers = new HashSet<Integer>();
            answered.forEach((number, by) -> {
                if (by == pid) {
                    numbers.add(number);
                }
            });
            return numbers;
        }
    }
}
