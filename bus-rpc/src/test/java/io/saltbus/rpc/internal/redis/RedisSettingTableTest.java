package io.saltbus.rpc.internal.redis;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

class RedisSettingTableTest {
    private static final Path TABLE = Path.of("..", "docs", "operations", "configuration.md");

    @Test
    void theTableInTheDocumentationListsEverySetting() throws Exception {
        var expected = Arrays.stream(RedisSetting.values())
                .map(setting -> "| `" + setting.text() + "` | " + setting.preset() + " | " + setting.takes() + " |")
                .toList();
        try (var lines = Files.lines(TABLE)) {
            assertThat(lines.dropWhile(line -> !line.startsWith("## A Redis address"))
                            .dropWhile(line -> !line.startsWith("| `mode`"))
                            .takeWhile(line -> line.startsWith("|")))
                    .containsExactlyElementsOf(expected);
        }
    }
}
