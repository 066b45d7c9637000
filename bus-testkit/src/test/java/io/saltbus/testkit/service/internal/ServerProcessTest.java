package io.saltbus.testkit.service.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.saltbus.testkit.service.ServiceException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(30)
class ServerProcessTest {
    private static final Duration LIMIT = Duration.ofSeconds(10);

    @TempDir
    private Path folder;

    @Test
    void whatACommandPrintsComesBack() {
        assertThat(run("echo out; echo err >&2", LIMIT)).isEqualTo("out\nerr\n");
    }

    @Test
    void aCommandThatFailsIsReportedWithItsCodeAndOutput() {
        assertThatThrownBy(() -> run("echo broken; exit 3", LIMIT))
                .isInstanceOf(ServiceException.Failed.class)
                .hasMessage("sh ended with exit code 3; the end of " + log() + ":\nbroken");
    }

    @Test
    void aCommandThatDoesNotEndIsKilledAndReported() {
        assertThatThrownBy(() -> run("echo started; sleep 100", Duration.ofSeconds(1)))
                .isInstanceOf(ServiceException.Failed.class)
                .hasMessage("sh ran for 1 s; the end of " + log() + ":\nstarted");
    }

    @Test
    void aProgramThatIsNotThereIsReported() {
        assertThatThrownBy(() -> ServerProcess.start(new ProcessBuilder("no-such-program"), log()))
                .isInstanceOf(ServiceException.Failed.class)
                .hasMessage("cannot run no-such-program");
    }

    @Test
    void onlyTheEndOfALongLogIsQuoted() {
        assertThatThrownBy(() -> run("seq 1 100; exit 1", LIMIT))
                .hasMessageContaining("log:\n71\n72\n")
                .hasMessageEndingWith("\n100");
    }

    @Test
    void killEndsTheChildrenToo() {
        ServerProcess parent = shell("sleep 100 & sleep 100 & wait");
        List<ProcessHandle> children = awaitSleepers(2);

        parent.kill();

        assertThat(parent.isAlive()).isFalse();
        assertThat(children).allMatch(ServerProcess::isGone);
    }

    @Test
    void aZombieCountsAsGone() {
        ServerProcess parent = shell("sleep 100 & exec sleep 100"); // after the exec nobody waits for the child
        ProcessHandle child = awaitSleepers(2).stream()
                .filter(sleeper -> sleeper.parent().orElseThrow().pid()
                        != ProcessHandle.current().pid())
                .findFirst()
                .orElseThrow();
        assertThat(ServerProcess.isGone(child)).isFalse();

        child.destroyForcibly();

        while (!ServerProcess.isGone(child)) {
            Thread.onSpinWait(); // bounded by the time limit of the class
        }
        parent.kill();
    }

    /** The processes below this one that have become {@code sleep}. */
    private static List<ProcessHandle> awaitSleepers(int expected) {
        while (true) {
            List<ProcessHandle> sleepers = ProcessHandle.current()
                    .descendants()
                    .filter(process -> process.info().command().orElse("").endsWith("/sleep"))
                    .toList();
            if (sleepers.size() == expected) {
                return sleepers;
            }
        }
    }

    private ServerProcess shell(String script) {
        return ServerProcess.start(new ProcessBuilder("sh", "-c", script), log());
    }

    private String run(String script, Duration limit) {
        return ServerProcess.run(new ProcessBuilder("sh", "-c", script), log(), limit);
    }

    private Path log() {
        return folder.resolve("log");
    }
}
