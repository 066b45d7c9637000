package io.saltbus.benchmarks;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SchemaRegistryConfig;
import com.networknt.schema.SpecificationVersion;
import io.saltbus.core.schema.Schema;
import io.saltbus.core.schema.Violation;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/**
 * Validating a valid object of 12 fields and 1 KB: our plan, beside the library that stands behind it, and a check written by hand for
 * this one schema. The goal for the plan is 1.5 us at most.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Fork(2)
@Warmup(iterations = 5, time = 1)
@Measurement(iterations = 5, time = 1)
public class ValidateBenchmark {
    private final JsonNode payload = OrderSample.payload();
    private final Schema plan = Schema.of(OrderSample.schema());
    private final com.networknt.schema.Schema library = SchemaRegistry.withDefaultDialect(
                    SpecificationVersion.DRAFT_2020_12,
                    registry -> registry.schemaRegistryConfig(SchemaRegistryConfig.builder()
                            .formatAssertionsEnabled(true)
                            .build()))
            .getSchema(OrderSample.schema());
    private final HandWrittenCheck byHand = new HandWrittenCheck();

    /** Refuses to measure anything but a valid payload. */
    public ValidateBenchmark() {
        if (!plan().isEmpty() || !library().isEmpty() || !byHand()) {
            throw new IllegalStateException("the sample is not valid: " + plan() + library() + byHand());
        }
    }

    /** What the bus does. */
    @Benchmark
    public List<Violation> plan() {
        return plan.validate(payload);
    }

    /** What the library alone would cost. */
    @Benchmark
    public List<com.networknt.schema.Error> library() {
        return library.validate(payload);
    }

    /** What one would write who has only this schema. */
    @Benchmark
    public boolean byHand() {
        return byHand.accepts(payload);
    }

    static ObjectNode read(String json) {
        try {
            return (ObjectNode) new JsonMapper().readTree(json);
        } catch (JsonProcessingException mistake) {
            throw new IllegalArgumentException("the sample is no JSON", mistake);
        }
    }
}
