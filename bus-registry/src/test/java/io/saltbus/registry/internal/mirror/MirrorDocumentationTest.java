package io.saltbus.registry.internal.mirror;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.saltbus.registry.RegistryOptions;
import java.io.IOException;
import java.lang.reflect.RecordComponent;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MirrorDocumentationTest {
    private static final Path OPERATIONS = Path.of("..", "docs", "operations");

    @Test
    void everyMeterIsInItsTable() throws IOException {
        var registry = new SimpleMeterRegistry();
        var meters = new MirrorMeters(registry, "s");
        meters.watch(() -> 0, () -> 0, () -> 0, () -> 0);
        meters.refreshed(true);
        meters.reported(false);
        List<String> documented = Files.readAllLines(OPERATIONS.resolve("metrics.md")).stream()
                .filter(line -> line.startsWith("| `saltbus.registry."))
                .map(line -> line.substring(3, line.indexOf('`', 3)))
                .toList();

        assertThat(documented)
                .containsExactlyInAnyOrderElementsOf(registry.getMeters().stream()
                        .map(meter -> meter.getId().getName())
                        .toList());
    }

    @Test
    void everyOptionIsInItsTableWithItsDefault() throws Exception {
        List<String> documented = Files.readAllLines(OPERATIONS.resolve("configuration.md")).stream()
                .dropWhile(line -> !line.equals("## A registry"))
                .takeWhile(line -> !line.equals("## Which one wins"))
                .filter(line -> line.startsWith("| `"))
                .toList();
        List<String> expected = Arrays.stream(RegistryOptions.class.getRecordComponents())
                .map(MirrorDocumentationTest::beginning)
                .toList();

        assertThat(documented).hasSameSizeAs(expected);
        for (int row = 0; row < expected.size(); row++) {
            assertThat(documented.get(row)).startsWith(expected.get(row));
        }
    }

    private static String beginning(RecordComponent option) {
        try {
            return "| `" + option.getName() + "` | "
                    + shown(option.getAccessor().invoke(RegistryOptions.defaults())) + " | ";
        } catch (ReflectiveOperationException hidden) {
            throw new LinkageError(hidden.getMessage(), hidden);
        }
    }

    private static String shown(@Nullable Object preset) {
        if (preset instanceof Duration duration) {
            return duration.toSeconds() + " s";
        }
        return preset == null ? "none" : preset.toString();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "registry_away",
                "registry_back",
                "registry_conflict",
                "schema_unreadable",
                "mirror_full",
                "usage_full",
                "reports_refused",
                "cache_read",
                "cache_unusable",
                "cache_unwritten"
            })
    void everyLogEventIsInItsTable(String event) throws IOException {
        assertThat(Files.readString(OPERATIONS.resolve("logs.md")))
                .contains("| `io.saltbus.registry` | `" + event + "`");
    }
}
