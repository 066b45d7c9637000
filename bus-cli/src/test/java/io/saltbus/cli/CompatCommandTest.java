package io.saltbus.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.saltbus.cli.internal.input.Json;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CompatCommandTest {
    private static final String TEXT = "{\"type\": \"string\"}";

    private final Terminal terminal = Terminal.bare();

    @Test
    void whatIsTheSameIsCompatible(@TempDir Path folder) throws Exception {
        Path file = Files.writeString(folder.resolve("old.json"), TEXT);
        assertThat(terminal.typing(TEXT).run("compat", file.toString(), "-")).isEqualTo(ExitStatus.OK);
        assertThat(terminal.said()).contains("compatible (BACKWARD)");
    }

    @Test
    void whatBreaksIsAFinding() {
        assertThat(terminal.run("compat", TEXT, "{\"type\": \"integer\"}", "--json"))
                .isEqualTo(ExitStatus.FINDING);
        var answer = Json.parse(terminal.said().getBytes(StandardCharsets.UTF_8), "answer");
        assertThat(answer.path("compatible").booleanValue()).isFalse();
        assertThat(answer.path("differences").isArray()).isTrue();
    }

    @Test
    void aBatchAnswersEachLineInOrderAndGoesOnAfterABadOne() {
        terminal.typing("""
                {"old": {}, "new": {}}
                not json

                {"old": {"type": "string"}, "new": 7}
                {"old": "{\\"type\\": \\"string\\"}", "new": {"type": "string"}, "mode": "full"}
                {"old": true, "new": true, "mode": "SIDEWAYS"}
                """);
        assertThat(terminal.run("compat", "--batch", "-")).isEqualTo(ExitStatus.UNUSABLE);
        assertThat(terminal.said().lines())
                .satisfiesExactly(
                        first -> assertThat(first).startsWith("{\"compatible\":true,\"differences\":[]"),
                        second -> assertThat(second).contains("\"error\"", "no JSON", "\"line\":2"),
                        third -> assertThat(third).contains("\\\"new\\\" must be a JSON Schema", "\"line\":4"),
                        fourth -> assertThat(fourth).startsWith("{\"compatible\":true"),
                        fifth -> assertThat(fifth).contains("SIDEWAYS", "\"line\":6"));
    }

    @Test
    void whatCannotBeUsedIsSaid(@TempDir Path folder) throws Exception {
        assertThat(terminal.run("compat", folder.resolve("none.json").toString(), TEXT))
                .isEqualTo(ExitStatus.UNUSABLE);
        Path wrong = Files.writeString(folder.resolve("wrong.json"), "{\n  \"type\": ]\n}");
        assertThat(terminal.run("compat", wrong.toString(), TEXT)).isEqualTo(ExitStatus.UNUSABLE);
        assertThat(terminal.run("compat", TEXT, "[1]")).isEqualTo(ExitStatus.UNUSABLE);
        assertThat(terminal.run("compat", "-", "-")).isEqualTo(ExitStatus.UNUSABLE);
        assertThat(terminal.run("compat", TEXT)).isEqualTo(ExitStatus.UNUSABLE);
        assertThat(terminal.run("compat", TEXT, TEXT, "--batch", "-")).isEqualTo(ExitStatus.UNUSABLE);
        assertThat(terminal.run("compat", TEXT, TEXT, "--mode", "sideways", "--json"))
                .isEqualTo(ExitStatus.UNUSABLE);
        assertThat(terminal.complained())
                .contains("there is no such file")
                .contains("line 2, column")
                .contains("must be an object, true or false")
                .contains("not both")
                .contains("sideways");
        assertThat(terminal.said()).contains("{\"error\":");
    }
}
