package io.saltbus.rabbitmq;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

class AddressSettingTableTest {
    private static final Path TABLE = Path.of("..", "docs", "operations", "configuration.md");

    @Test
    void theTableInTheDocumentationListsEverySetting() throws Exception {
        var expected = Arrays.stream(AddressSetting.values())
                .map(setting -> "| `" + setting.text() + "` | " + setting.preset() + " | " + setting.takes() + " |")
                .toList();
        try (var lines = Files.lines(TABLE)) {
            assertThat(lines.dropWhile(line -> !line.startsWith("## A RabbitMQ address"))
                            .dropWhile(line -> !line.startsWith("| `"))
                            .takeWhile(line -> line.startsWith("|")))
                    .containsExactlyElementsOf(expected);
        }
    }
}
