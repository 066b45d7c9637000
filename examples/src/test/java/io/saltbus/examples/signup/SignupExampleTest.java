package io.saltbus.examples.signup;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import org.junit.jupiter.api.Test;

class SignupExampleTest {
    @Test
    void theFirstProgramPublishesAndHandles() {
        var printed = new ByteArrayOutputStream();
        PrintStream standard = System.out;
        System.setOut(new PrintStream(printed, true, UTF_8));
        try {
            SignupExample.run().toCompletionStage().toCompletableFuture().join();
        } finally {
            System.setOut(standard);
        }

        assertThat(printed.toString(UTF_8).lines())
                .containsExactlyInAnyOrder("welcome, user 123 from the web", "the broker has it, routed: true");
    }
}
