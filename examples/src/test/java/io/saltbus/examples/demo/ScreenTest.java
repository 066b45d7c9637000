package io.saltbus.examples.demo;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.saltbus.examples.demo.LedgerEntry.Kind;
import io.vertx.core.Vertx;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ScreenTest {
    @TempDir
    Path folder;

    private final Vertx vertx = Vertx.vertx();
    private final ByteArrayOutputStream shown = new ByteArrayOutputStream();
    private Ledger ledger;

    @BeforeEach
    void noteOneRetry() {
        ledger = Ledger.create(vertx, folder.resolve("ledger.txt"))
                .toCompletionStage()
                .toCompletableFuture()
                .join();
        ledger.add(Kind.RETRIED, "m1", List.of("a"));
    }

    @AfterEach
    void close() {
        ledger.close().toCompletionStage().toCompletableFuture().join();
        vertx.close().toCompletionStage().toCompletableFuture().join();
    }

    private Screen screen(boolean terminal, boolean coloured) {
        return new Screen(new PrintStream(shown, true, UTF_8), terminal, coloured);
    }

    @Test
    void countersAreLinesWhereThereIsNoTerminal() {
        screen(false, false).counters("running", Duration.ofSeconds(3), ledger, 0);

        assertThat(shown.toString(UTF_8))
                .isEqualToNormalizingNewlines(
                        "   3 s  running    published 0  handled 0  retried 1  dead-lettered 0\n");
    }

    @Test
    void countersStayInPlaceOnATerminalUntilALineTakesTheirs() {
        Screen screen = screen(true, false);

        screen.counters("running", Duration.ofSeconds(3), ledger, 2);
        screen.line("done");

        assertThat(shown.toString(UTF_8))
                .isEqualToNormalizingNewlines(
                        "\r\u001b[K   3 s  running    published 0  handled 0  retried 1  dead-lettered 0  refused 2"
                                + "\r\u001b[Kdone\n");
    }

    @Test
    void numbersHaveColoursOnATerminal() {
        screen(true, true).counters("running", Duration.ofSeconds(3), ledger, 0);

        assertThat(shown.toString(UTF_8)).contains("retried \u001b[33m1\u001b[0m");
    }

    @Test
    void aPipeIsNoTerminal() {
        Screen screen = Screen.of(new PrintStream(shown, true, UTF_8), Map.of("TERM", "dumb"));

        screen.counters("running", Duration.ZERO, ledger, 0);

        assertThat(shown.toString(UTF_8)).doesNotContain("\u001b", "\r\u001b[K");
        assertThat(screen.refresh()).isEqualTo(Duration.ofSeconds(1));
    }
}
