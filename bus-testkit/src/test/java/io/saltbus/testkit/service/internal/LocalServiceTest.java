package io.saltbus.testkit.service.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.saltbus.testkit.service.ServiceException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LocalServiceTest {
    @TempDir
    private Path folder;

    @Test
    void aFirstStartThatFailsSaysWhyAndKeepsTheLog() {
        var service = new Script("echo no such luck; exit 3", folder);

        assertThatThrownBy(() -> LocalService.started(service))
                .isInstanceOf(ServiceException.Failed.class)
                .hasMessageMatching("(?s)Redis on port " + service.port()
                        + " ended after \\d+ s; the end of .*server-1.log:\nno such luck");

        assertThat(folder.resolve("server-1.log")).hasContent("no such luck");
        assertThat(service).hasToString("Redis on port " + service.port());
    }

    @Test
    void whatNeverRanCanBeClosed() {
        var service = new Script("true", LocalService.newFolder(ServiceKind.REDIS));
        service.close();
        assertThat(service.folder()).doesNotExist();
    }

    /** Claims to be Redis, and is not. */
    private static final class Script extends LocalService {
        private final String script;

        Script(String script, Path folder) {
            super(ServiceKind.REDIS, folder);
            this.script = script;
        }

        @Override
        ServerProcess launch(Path log) {
            return ServerProcess.start(new ProcessBuilder("sh", "-c", script), log);
        }

        @Override
        public String url() {
            return "redis://" + host() + ":" + port();
        }
    }
}
