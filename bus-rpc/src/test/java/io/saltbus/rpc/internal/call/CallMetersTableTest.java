package io.saltbus.rpc.internal.call;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Locale;
import org.junit.jupiter.api.Test;

class CallMetersTableTest {
    private final String documentation = documentation();

    @Test
    void theDocumentationHasEveryMeterOfCalls() {
        var registry = new SimpleMeterRegistry();
        var meters = new CallMeters(registry, "s", () -> 0);
        meters.ended("t", Ending.SUCCESS, Duration.ZERO);
        meters.unwanted(CallMeters.Unwanted.LATE);

        assertThat(registry.getMeters())
                .hasSize(3)
                .allSatisfy(meter ->
                        assertThat(documentation).contains("| `" + meter.getId().getName() + "` |"));
    }

    @Test
    void theDocumentationHasEveryEndAndEveryKind() {
        for (Ending ending : Ending.values()) {
            assertThat(documentation).contains("`" + ending.name().toLowerCase(Locale.ROOT) + "`");
        }
        for (CallMeters.Unwanted kind : CallMeters.Unwanted.values()) {
            assertThat(documentation).contains("`" + kind.name().toLowerCase(Locale.ROOT) + "`");
        }
    }

    private static String documentation() {
        try {
            String all = Files.readString(Path.of("..", "docs", "operations", "metrics.md"));
            return all.substring(all.indexOf("# Calls"), all.indexOf("# Traces"));
        } catch (IOException unreadable) {
            throw new AssertionError(unreadable);
        }
    }
}
