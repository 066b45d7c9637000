package io.saltbus.cli.internal.schema;

import io.saltbus.cli.internal.output.Screen;
import io.saltbus.registry.compatibility.CompatibilityMode;
import io.saltbus.registry.compatibility.Difference;
import java.util.List;

/** Differences for people: what breaks first. */
public final class DifferenceText {
    private DifferenceText() {}

    /** One line a difference, below each other. */
    public static void show(Screen screen, List<Difference> differences, CompatibilityMode mode) {
        differences.stream()
                .filter(difference -> difference.breaking(mode))
                .forEach(difference -> show(screen, difference, Screen.Tone.BAD, "breaks"));
        differences.stream()
                .filter(difference -> !difference.breaking(mode))
                .forEach(difference -> show(screen, difference, Screen.Tone.FAINT, "fine"));
    }

    private static void show(Screen screen, Difference difference, Screen.Tone tone, String verdict) {
        String where = difference.pointer().isEmpty() ? "(root)" : difference.pointer();
        screen.line(
                "  " + screen.tinted(tone, String.format("%-6s", verdict)) + "  " + where + "  " + difference.kind());
        screen.line("          " + difference.message());
    }
}
