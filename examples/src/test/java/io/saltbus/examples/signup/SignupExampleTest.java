package io.saltbus.examples.signup;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.Vertx;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PipedInputStream;
import java.io.PipedOutputStream;
import java.io.PrintStream;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(value = 1, unit = TimeUnit.MINUTES, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class SignupExampleTest {
    private final Vertx vertx = Vertx.vertx();
    private final PrintStream standard = System.out;
    private final PipedInputStream printed = new PipedInputStream();

    @BeforeEach
    void readWhatIsPrinted() throws IOException {
        System.setOut(new PrintStream(new PipedOutputStream(printed), true, UTF_8));
    }

    @AfterEach
    void close() {
        System.setOut(standard);
        vertx.close().toCompletionStage().toCompletableFuture().join();
    }

    @Test
    void theFirstProgramPublishesAndHandles() throws Exception {
        SignupExample.run(vertx).toCompletionStage().toCompletableFuture().join();

        var lines = new BufferedReader(new InputStreamReader(printed, UTF_8));
        assertThat(List.of(lines.readLine(), lines.readLine()))
                .containsExactlyInAnyOrder("welcome, user 123 from the web", "the broker has it, routed: true");
    }
}
