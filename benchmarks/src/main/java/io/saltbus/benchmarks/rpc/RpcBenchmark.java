package io.saltbus.benchmarks.rpc;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.saltbus.testkit.service.PrivateBroker;
import io.saltbus.testkit.service.PrivateRedis;
import io.vertx.core.Vertx;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * Measures calls and their answers in one run, round by round, so that what else the machine does hits all alike: one at a time, and 64 at
 * once. The median round of each is shown, and how it compares. Both Java paths make as many calls before that.
 *
 * <p>Against a private broker and Redis. {@code BENCH_ROUNDS} (5), {@code BENCH_CALLS} (20000; a quarter of it one at a time, and 500 with Celery)
 * say how much.
 */
public final class RpcBenchmark {
    private static final int MANY = 64;
    private static final int CELERY_CALLS = 500;
    /**
     * Of each path, many at once. A service runs for days, and what is measured is not its first seconds: a bus is more code than a plain
     * client, and on two processors the compiler takes calls' time for the longer.
     */
    private static final int WARM_UP_CALLS = 120_000;

    private static final int WARM_UP_ROUNDS = 1;

    private final int rounds = number("BENCH_ROUNDS", 5);
    private final int calls = number("BENCH_CALLS", 20_000);
    private final Map<String, List<Measured>> measured = new LinkedHashMap<>();

    private RpcBenchmark() {}

    /** Runs it. */
    public static void main(String[] arguments) throws Exception {
        var benchmark = new RpcBenchmark();
        Vertx vertx = Vertx.vertx();
        String text = "x".repeat(200);
        try (PrivateBroker broker = PrivateBroker.start();
                PrivateRedis redis = PrivateRedis.start();
                var direct = new DirectReplyTo(broker.url(), text.getBytes(UTF_8), text.getBytes(UTF_8));
                var saltBus = new SaltBusCalls(vertx, broker.url(), redis.url(), text);
                var celery = new CeleryCalls(broker.url(), redis.url(), text)) {
            benchmark.run(direct, saltBus, celery);
        }
        System.exit(0); // threads of a client that was given up may still run
    }

    private void run(CallPath direct, CallPath saltBus, CallPath celery) throws Exception {
        System.out.printf(
                "calls with 200 bytes each way; %d calls, median of %d rounds; JDK %s, %d processors%n%n",
                calls, rounds, Runtime.version(), Runtime.getRuntime().availableProcessors());
        for (int half = 0; half < 2; half++) {
            direct.call(WARM_UP_CALLS / 2, MANY);
            saltBus.call(WARM_UP_CALLS / 2, MANY);
        }
        for (int round = 1 - WARM_UP_ROUNDS; round <= rounds; round++) {
            for (CallPath path : List.of(direct, saltBus)) {
                keep(round, path, calls / 4, 1);
                keep(round, path, calls, MANY);
            }
            keep(round, celery, CELERY_CALLS, 1);
            System.err.printf("round %d of %d%n", round, rounds);
        }
        measured.forEach((name, all) -> System.out.printf("%-45s %s%n", name, median(all)));
        Measured one = of(saltBus, 1);
        Measured many = of(saltBus, MANY);
        Measured raw = of(direct, 1);
        System.out.printf(
                Locale.ROOT,
                "%nSaltBus to direct reply-to: p50 at 1 in flight %.2f times (goal: at most 1.0); throughput at %d %.2f times (goal: at"
                        + " least 1.3)%nSaltBus to Celery: one after the other %.1f times as many, at %d in flight %.1f times (goal: at least"
                        + " 20)%n",
                one.micros(50) / raw.micros(50),
                MANY,
                many.perSecond() / of(direct, MANY).perSecond(),
                one.perSecond() / celeryRate(celery),
                MANY,
                many.perSecond() / celeryRate(celery));
    }

    // the start of its client is not its calls'
    private double celeryRate(CallPath celery) {
        long[] nanos = of(celery, 1).nanos();
        double sum = 0;
        for (long one : nanos) {
            sum += one;
        }
        return nanos.length / (sum / 1e9);
    }

    private void keep(int round, CallPath path, int count, int inFlight) throws Exception {
        Measured one = Measured.of(path, count, inFlight);
        if (round > 0) {
            measured.computeIfAbsent(title(path, inFlight), first -> new ArrayList<>())
                    .add(one);
        }
    }

    private Measured of(CallPath path, int inFlight) {
        return median(measured.getOrDefault(title(path, inFlight), List.of()));
    }

    private static Measured median(List<Measured> all) {
        return all.stream()
                .sorted((one, other) -> Double.compare(one.micros(50), other.micros(50)))
                .toList()
                .get(all.size() / 2);
    }

    private static String title(CallPath path, int inFlight) {
        return path.name() + ", " + inFlight + " in flight";
    }

    private static int number(String variable, int otherwise) {
        String value = System.getenv(variable);
        return value == null ? otherwise : Integer.parseInt(value);
    }
}
