package io.saltbus.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.saltbus.cli.internal.connect.Surroundings;
import org.junit.jupiter.api.Test;

class CompletionTest {
    private final Terminal terminal = Terminal.bare();

    @Test
    void shellsLearnTheWords() {
        assertThat(terminal.run("completion", "bash")).isZero();
        assertThat(terminal.said()).startsWith("# how bash").contains("who-breaks", "complete -F");
        assertThat(terminal.run("completion", "ZSH")).isZero();
        assertThat(terminal.said()).contains("# how zsh", "bashcompinit");
        assertThat(terminal.run("completion", "fish")).isEqualTo(ExitStatus.UNUSABLE);
    }

    @Test
    void whatIsLoadedBeforehandTroublesNobody() {
        Surroundings around = Surroundings.ofProcess();
        var vertx = io.vertx.core.Vertx.vertx();
        WarmUp.run(new Surroundings(
                around.environment(), around.standardInput(), () -> vertx, around.stores(), around.interrupts()));
        assertThat(vertx.close().toCompletionStage().toCompletableFuture())
                .succeedsWithin(java.time.Duration.ofSeconds(30));
    }
}
