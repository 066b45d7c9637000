package io.saltbus.benchmarks.registry;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.saltbus.core.event.EventMode;
import io.saltbus.core.event.Version;
import io.saltbus.core.schema.EventSchemas;
import io.saltbus.core.schema.RegistrySettings;
import io.saltbus.core.schema.Schema;
import io.saltbus.core.schema.SchemaDeclaration;
import io.saltbus.core.schema.SchemaRegistry;
import io.saltbus.core.schema.SchemaStatus;
import io.saltbus.core.time.Scheduler;
import io.saltbus.registry.PgSchemaRegistry;
import io.saltbus.registry.RegistryOptions;
import io.vertx.core.Vertx;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;

/**
 * What a message costs at a registry that mirrors a store, with 1,000 topics of two versions. Its store is away, so that nothing but memory can
 * be asked. The goal for finding a schema is less than 100 ns.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Fork(2)
@Warmup(iterations = 5, time = 1)
@Measurement(iterations = 5, time = 1)
public class FindBenchmark {
    private static final int TOPICS = 1_000;
    private static final Version FIRST = Version.parse("v1");
    private static final Version SECOND = Version.parse("v1.1");

    private final Vertx vertx = Vertx.vertx();
    private final SchemaRegistry registry = PgSchemaRegistry.at("postgresql://nobody@127.0.0.1:1/none")
            .with(RegistryOptions.defaults()
                    .withStartTimeout(Duration.ofMillis(1))
                    .withRetryInterval(Duration.ofHours(1)))
            .create(new RegistrySettings(vertx, Scheduler.real(vertx), new Random(1), "bench", null, null));
    private final String[] topics =
            IntStream.range(0, TOPICS).mapToObj(FindBenchmark::topic).toArray(String[]::new);
    private final byte[] written = topic(7).getBytes(StandardCharsets.UTF_8);
    private int next;

    /** Refuses to measure anything but schemas that are found. */
    public FindBenchmark() {
        Schema schema = Schema.of(JsonNodeFactory.instance.objectNode());
        registry.register(IntStream.range(0, TOPICS)
                        .boxed()
                        .flatMap(number -> List.of(FIRST, SECOND).stream()
                                .map(version -> new SchemaDeclaration(
                                        topic(number),
                                        version,
                                        EventMode.BROADCAST,
                                        EventSchemas.of(schema),
                                        "bench",
                                        "the benchmark")))
                        .toList())
                .await();
        if (sameTopic() == null || anyTopic() == null || topicOffTheWire() == null) {
            throw new IllegalStateException("what was declared is not found");
        }
    }

    private static String topic(int number) {
        return "bench.topic.of.some.length." + number;
    }

    /** Lets go. */
    @TearDown
    public void close() {
        registry.close().eventually(vertx::close).await();
    }

    /** One topic again and again. */
    @Benchmark
    public @Nullable Schema sameTopic() {
        return registry.find(topics[7], SECOND);
    }

    /** All topics in turn, whose entries are not in the caches of the processor. */
    @Benchmark
    public @Nullable Schema anyTopic() {
        next = (next + 1) % TOPICS;
        return registry.find(topics[next], FIRST);
    }

    /** A text that was just read, the hash of which is not known: 20 ns or so are for making it. */
    @Benchmark
    public @Nullable Schema topicOffTheWire() {
        return registry.find(new String(written, StandardCharsets.UTF_8), FIRST);
    }

    /** A version that nobody has: not asked for with every message. */
    @Benchmark
    public @Nullable Schema unknown() {
        return registry.find("bench.nowhere", FIRST);
    }

    /** Asked by every publish. */
    @Benchmark
    public SchemaStatus status() {
        return registry.status(topics[7], SECOND);
    }

    /** Told of every publish. */
    @Benchmark
    public void published() {
        registry.published(topics[7], SECOND);
    }
}
