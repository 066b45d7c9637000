package io.saltbus.core.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.lang.reflect.RecordComponent;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class ConfigurationTableTest {
    private static final Path TABLE = Path.of("..", "docs", "operations", "configuration.md");

    @Test
    void theTableInTheDocumentationListsWhatTheRecordHolds() throws Exception {
        BusConfig defaults = BusConfig.defaults();
        var expected = new ArrayList<String>();
        for (RecordComponent component : BusConfig.class.getRecordComponents()) {
            expected.add(row(component.getName(), component.getAccessor().invoke(defaults)));
        }

        assertThat(rowsOfTheFirstTable()).containsExactlyElementsOf(expected);
    }

    private static String row(String component, @Nullable Object preset) {
        String key = component.replaceAll("([A-Z])", "_$1").toLowerCase(Locale.ROOT);
        Setting setting = Setting.valueOf(key.toUpperCase(Locale.ROOT));
        String shown = preset == null ? "none" : "`" + (preset instanceof Mode mode ? mode.text() : preset) + "`";
        return "| `" + key + "` | `SALTBUS_" + setting.name() + "` | " + shown + " | " + setting.accepted() + " |";
    }

    private static List<String> rowsOfTheFirstTable() throws IOException {
        try (Stream<String> lines = Files.lines(TABLE)) {
            return lines.dropWhile(line -> !line.startsWith("| `"))
                    .takeWhile(line -> line.startsWith("|"))
                    .toList();
        }
    }
}
