package io.saltbus.testkit.service.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.saltbus.testkit.service.ServiceException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ProgramsTest {
    @TempDir
    private Path folder;

    @Test
    void theNewestVersionComesFirst() throws IOException {
        for (String version : List.of("9.6", "15", "17", "readme")) {
            Files.createDirectories(folder.resolve(version).resolve("bin"));
        }
        assertThat(Programs.versioned(folder))
                .containsExactly(folder.resolve("17/bin"), folder.resolve("15/bin"), folder.resolve("9.6/bin"));
    }

    @Test
    void noFolderOfVersionsMeansNone() {
        assertThat(Programs.versioned(folder.resolve("absent"))).isEmpty();
    }

    @Test
    void theFirstFolderThatHoldsAnExecutableWins() throws IOException {
        Path text = Files.createDirectories(folder.resolve("a")).resolve("tool");
        Files.writeString(text, "not executable");
        Path program = Files.createDirectories(folder.resolve("b")).resolve("tool");
        Files.writeString(program, "");
        assertThat(program.toFile().setExecutable(true)).isTrue();

        var programs = new Programs(ServiceKind.REDIS, List.of(text.getParent(), program.getParent()));

        assertThat(programs.path("tool")).isEqualTo(program.toString());
    }

    @Test
    void aMissingProgramIsNamedWithTheCommandThatInstallsIt() {
        var programs = new Programs(ServiceKind.REDIS, List.of(folder));
        assertThatThrownBy(() -> programs.path("redis-server"))
                .isInstanceOf(ServiceException.Missing.class)
                .hasMessageStartingWith(
                        "this test needs redis-server, which is not installed here: apt-get install redis-server")
                .hasMessageContaining("SALTBUS_TEST_REDIS_URL");
    }
}
