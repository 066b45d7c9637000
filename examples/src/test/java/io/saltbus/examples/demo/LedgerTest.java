package io.saltbus.examples.demo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.saltbus.examples.demo.LedgerEntry.Kind;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LedgerTest {
    @TempDir
    Path folder;

    private final Vertx vertx = Vertx.vertx();

    @AfterEach
    void close() {
        await(vertx.close());
    }

    private static <T> T await(Future<T> future) {
        return future.toCompletionStage().toCompletableFuture().join();
    }

    @Test
    void linesAddedFromManyThreadsAreAllInTheFile() throws Exception {
        Path path = folder.resolve("ledger.txt");
        Ledger ledger = await(Ledger.create(vertx, path));

        IntStream.range(0, 10_000).parallel().forEach(number -> {
            ledger.add(Kind.PUBLISHED, "m" + number, List.of("a"));
            ledger.add(Kind.HANDLED, "m" + number, List.of("a"));
        });
        await(ledger.close());

        assertThat(Tally.read(path).handled()).isEqualTo(10_000);
        assertThat(Files.readAllLines(path)).hasSize(20_000);
        assertThat(ledger.count(Kind.HANDLED)).isEqualTo(10_000);
        assertThat(ledger.count(Kind.RETRIED)).isZero();
    }

    @Test
    void aTallyCountsWhatWasAddedBeforeIt() {
        Ledger ledger = await(Ledger.create(vertx, folder.resolve("ledger.txt")));

        ledger.add(Kind.PUBLISHED, "m1", List.of("a", "b"));
        assertThat(await(ledger.tally()).lost()).isEqualTo(2);
        ledger.add(Kind.HANDLED, "m1", List.of("b"));
        assertThat(await(ledger.tally()).lost()).isEqualTo(1);
        await(ledger.close());
    }

    @Test
    void aLedgerIsNeverWrittenOver() throws Exception {
        Path path = Files.writeString(folder.resolve("ledger.txt"), "HANDLED m1 a\n");

        assertThatThrownBy(() -> await(Ledger.create(vertx, path))).hasMessageContaining("ledger.txt");
        assertThat(Files.readString(path)).isEqualTo("HANDLED m1 a\n");
    }
}
