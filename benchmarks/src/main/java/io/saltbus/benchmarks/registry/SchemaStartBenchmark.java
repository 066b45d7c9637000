package io.saltbus.benchmarks.registry;

import io.saltbus.core.SaltBus;
import io.saltbus.core.SaltBusBuilder;
import io.saltbus.core.StartReport;
import io.saltbus.core.schema.Registration;
import io.saltbus.core.schema.SchemaRegistry;
import io.saltbus.registry.PgSchemaRegistry;
import io.saltbus.registry.RegistryOptions;
import io.saltbus.testkit.service.PrivatePostgres;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.IntFunction;
import java.util.stream.Collectors;

/**
 * Measures the start of a service with 500 generated events: without a registry, with one in PostgreSQL that does not know them, and with one
 * that does. The goal is that PostgreSQL adds at most 2 s.
 *
 * <p>Against a private PostgreSQL. {@code BENCH_EVENTS} (500) and {@code BENCH_ROUNDS} (5) say how much.
 */
public final class SchemaStartBenchmark {
    private final Vertx vertx;
    private final int events = number("BENCH_EVENTS", 500);
    private final int rounds = number("BENCH_ROUNDS", 5);

    private SchemaStartBenchmark(Vertx vertx) {
        this.vertx = vertx;
    }

    /** Runs it. */
    public static void main(String[] arguments) throws Exception {
        Vertx vertx = Vertx.vertx();
        try (PrivatePostgres postgres = PrivatePostgres.start()) {
            new SchemaStartBenchmark(vertx).run(postgres.url());
        } finally {
            vertx.close().await();
        }
    }

    private void run(String url) {
        var options = RegistryOptions.defaults()
                .withMigrateAtStart(true)
                .withStartTimeout(Duration.ofMinutes(1)); // a slow start is to be measured
        SchemaRegistry.Factory shared = PgSchemaRegistry.at(url).with(options);
        start("first", builder -> builder.registry(shared), 1); // the tables are made, and the classes loaded
        System.out.printf(
                "start of a service with %d events, median of %d rounds, ms; JDK %s, %d processors%n%n",
                events, rounds, Runtime.version(), Runtime.getRuntime().availableProcessors());
        long without = measure("without a registry", round -> start("none" + round, builder -> builder, events));
        long fresh = measure(
                "PostgreSQL, all events new",
                round -> start("new" + round, builder -> builder.registry(shared), events));
        long known = measure(
                "PostgreSQL, all events known", round -> start("new1", builder -> builder.registry(shared), events));
        System.out.printf(
                Locale.ROOT,
                "%nPostgreSQL adds %d ms where all are new, %d ms where all are known (goal: at most 2000)%n",
                fresh - without,
                known - without);
    }

    private long measure(String what, IntFunction<Long> start) {
        List<Long> times = new ArrayList<>();
        for (int round = 0; round <= rounds; round++) {
            long took = start.apply(round);
            if (round > 0) {
                times.add(took);
            }
        }
        long median = times.stream().sorted().toList().get(times.size() / 2);
        System.out.printf("%-32s %6d   %s%n", what, median, times);
        return median;
    }

    /** How the bus of a start is made. */
    private interface Making {
        SaltBusBuilder apply(SaltBusBuilder builder);
    }

    private long start(String prefix, Making how, int count) {
        SaltBusBuilder builder = how.apply(SaltBus.builder(vertx).service("bench"));
        for (int number = 0; number < count; number++) {
            builder.event(prefix + ".event" + number, "v1", schema(number));
        }
        SaltBus bus = builder.build();
        long begin = System.nanoTime();
        StartReport report = bus.start().await();
        long took = (System.nanoTime() - begin) / 1_000_000;
        refusePending(report);
        bus.close().await();
        return took;
    }

    // a start that gave up on the registry is fast, and not what is measured
    private static void refusePending(StartReport report) {
        List<Registration> pending = report.schemas().stream()
                .filter(one -> one.status() == Registration.Status.PENDING)
                .toList();
        if (!pending.isEmpty()) {
            throw new IllegalStateException(pending.size() + " schemas are pending: " + pending.get(0));
        }
    }

    /** Of twelve fields, no two alike. */
    private static JsonObject schema(int number) {
        var properties = new JsonObject();
        for (int field = 0; field < 10; field++) {
            properties.put(
                    "field_" + number + "_" + field,
                    new JsonObject().put("type", "string").put("maxLength", 40));
        }
        properties.put("created_at", new JsonObject().put("type", "string").put("format", "date-time"));
        properties.put("amount", new JsonObject().put("type", "number").put("minimum", 0));
        return new JsonObject()
                .put("type", "object")
                .put("title", "Event" + number)
                .put("properties", properties)
                .put("required", properties.fieldNames().stream().limit(6).collect(Collectors.toList()));
    }

    private static int number(String variable, int otherwise) {
        String value = System.getenv(variable);
        return value == null ? otherwise : Integer.parseInt(value);
    }
}
