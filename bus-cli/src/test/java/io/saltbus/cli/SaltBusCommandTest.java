package io.saltbus.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;

class SaltBusCommandTest {
    private final StringWriter said = new StringWriter();
    private final CommandLine command =
            SaltBusCommand.commandLine().setOut(new PrintWriter(said, true)).setErr(new PrintWriter(said, true));

    @Test
    void withoutWordsItSaysHowItIsUsed() {
        assertThat(command.execute()).isEqualTo(ExitStatus.UNUSABLE);
        assertThat(said.toString()).contains("Usage: saltbus");
    }

    @Test
    void itTellsItsVersion() {
        assertThat(command.execute("--version")).isEqualTo(ExitStatus.OK);
        assertThat(said.toString()).contains("saltbus").contains("Java");
    }

    @Test
    void anUnknownWordIsUnusable() {
        assertThat(command.execute("pulbish")).isEqualTo(ExitStatus.UNUSABLE);
        assertThat(said.toString()).contains("pulbish");
    }
}
