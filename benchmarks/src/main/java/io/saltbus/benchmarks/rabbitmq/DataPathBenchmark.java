package io.saltbus.benchmarks.rabbitmq;

import io.saltbus.testkit.service.PrivateBroker;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * Measures every candidate in one run, round by round, so that what else the machine does hits all alike. One argument: a regular
 * expression for the titles and names that are wanted, such as {@code 'publish.*quorum'}; the one that others are compared with is
 * always measured.
 *
 * <p>Against the broker of {@code SALTBUS_BROKER_URL}, or a private one. {@code BENCH_ROUNDS} (5) and {@code BENCH_MESSAGES} (10000)
 * say how much.
 */
public final class DataPathBenchmark {
    private static final int WARM_UPS = 2;

    private final int rounds = number("BENCH_ROUNDS", 5);
    private final int messages = number("BENCH_MESSAGES", 10_000);
    private final Pattern wanted;
    private final Vertx vertx = Vertx.vertx(new VertxOptions().setEventLoopPoolSize(2));

    private enum Direction {
        PUBLISH,
        CONSUME
    }

    private DataPathBenchmark(Pattern wanted) {
        this.wanted = wanted;
    }

    /** Runs it. */
    public static void main(String[] arguments) throws Exception {
        Pattern wanted = Pattern.compile(arguments.length == 0 ? "" : arguments[0], Pattern.CASE_INSENSITIVE);
        var benchmark = new DataPathBenchmark(wanted);
        String url = System.getenv("SALTBUS_BROKER_URL");
        if (url != null) {
            benchmark.run(url);
        } else {
            try (PrivateBroker broker = PrivateBroker.start()) {
                benchmark.run(broker.url());
            }
        }
        System.exit(0); // threads of a client that was given up may still run
    }

    private void run(String url) throws Exception {
        System.out.printf(
                "RabbitMQ data path: 1 KB, persistent, window %d, prefetch %d; %d messages, median of %d rounds; JDK %s, %d processors%n%n",
                Place.WINDOW,
                Place.PREFETCH,
                messages,
                rounds,
                Runtime.version(),
                Runtime.getRuntime().availableProcessors());
        for (String type : List.of("quorum", "classic")) {
            var place = new Place(vertx, url, type, messages);
            compare(Direction.PUBLISH, place, Candidates.publishing(url));
            compare(Direction.CONSUME, place, Candidates.consuming(url));
        }
    }

    private void compare(Direction direction, Place place, List<Candidate> all) throws Exception {
        String title = (direction == Direction.PUBLISH ? "publish + confirm, " : "consume + ack, ") + place.queueType();
        List<Candidate> chosen = chosen(title, all);
        if (chosen.size() < 2) {
            return;
        }
        place.make();
        var table = new Table();
        Map<String, Watch> watches = new LinkedHashMap<>();
        for (int round = -WARM_UPS; round <= rounds; round++) {
            for (Candidate candidate : chosen) {
                prepare(direction, place);
                Lane lane = candidate.opener().open(place);
                if (round < 0) {
                    lane.move(messages);
                } else if (round == 0) { // watching costs too much to measure at the same time
                    watches.put(candidate.name(), Watch.move(lane, messages));
                } else {
                    table.add(candidate.name(), Meter.measure(lane, messages));
                }
                lane.end();
            }
            System.err.printf("%s: round %d of %d%n", title, round, rounds);
        }
        place.remove();
        System.out.println(table.text(title));
        watches.forEach((name, watch) -> System.out.printf("  %-37s %s%n", name, watch));
        System.out.println();
    }

    private List<Candidate> chosen(String title, List<Candidate> all) {
        var chosen = new ArrayList<Candidate>();
        for (Candidate candidate : all) {
            if (chosen.isEmpty()
                    || wanted.matcher(title + ": " + candidate.name()).find()) {
                chosen.add(candidate);
            }
        }
        return chosen;
    }

    /** Every round begins alike: with an empty queue to publish to, or with all that is to be consumed. */
    private void prepare(Direction direction, Place place) throws Exception {
        place.empty(place.queue());
        if (direction == Direction.CONSUME) {
            place.fill();
        }
    }

    private static int number(String variable, int otherwise) {
        String value = System.getenv(variable);
        return value == null ? otherwise : Integer.parseInt(value);
    }
}
