package io.saltbus.core.observe;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.saltbus.core.ScriptedRegistry;
import io.saltbus.core.event.Envelope;
import io.saltbus.core.event.Version;
import io.saltbus.core.internal.observe.MeterObserver;
import io.saltbus.core.internal.observe.RegistryObserver;
import io.saltbus.core.publish.Confirmed;
import io.saltbus.core.schema.SchemaRegistry;
import io.saltbus.core.schema.SchemaStatus;
import io.saltbus.core.subscribe.Outcome;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class MetricsTableTest {
    private static final Path TABLES = Path.of("..", "docs", "operations", "metrics.md");

    private final Envelope envelope =
            Envelope.builder("1", "t", "s", Instant.EPOCH).build();

    @Test
    void theTableInTheDocumentationListsEveryMeter() throws Exception {
        var meters = new SimpleMeterRegistry();
        var observer = new MeterObserver(meters, "s", () -> new Load(0, 0, 0));
        observer.published(envelope, 1, new Confirmed("1", true), Duration.ZERO);
        observer.settled(new Settled("h", "q", envelope, Outcome.HANDLED, null, Duration.ZERO));
        observer.blockedLoop("h", envelope, Duration.ofSeconds(1));
        observer.softLimitReached("h", envelope);
        observer.abandoned("h", envelope);
        Envelope versioned = envelope.toBuilder().version(Version.parse("v1")).build();
        new RegistryObserver(deprecating(), "s", meters)
                .published(versioned, 1, new Confirmed("1", true), Duration.ZERO);

        // those of calls and of the registry are held by their modules
        assertThat(firstColumn()
                        .filter(name -> name.startsWith("saltbus.")
                                && !name.startsWith("saltbus.rpc.")
                                && !name.startsWith("saltbus.registry.")))
                .containsExactlyInAnyOrderElementsOf(meters.getMeters().stream()
                        .map(Meter::getId)
                        .map(Meter.Id::getName)
                        .toList());
    }

    @Test
    void theTableInTheDocumentationListsEveryOutcome() throws Exception {
        List<String> outcomes = Stream.of(Outcome.values())
                .map(outcome -> outcome.name().toLowerCase(Locale.ROOT))
                .toList();

        assertThat(firstColumn().filter(name -> !name.startsWith("saltbus."))).containsExactlyElementsOf(outcomes);
    }

    private static SchemaRegistry deprecating() {
        var registry = new ScriptedRegistry();
        registry.statuses.put("t v1", SchemaStatus.DEPRECATED);
        return registry;
    }

    private static Stream<String> firstColumn() throws IOException {
        return Files.readAllLines(TABLES).stream()
                .filter(line -> line.startsWith("| `"))
                .map(line -> line.substring(3, line.indexOf('`', 3)));
    }
}
