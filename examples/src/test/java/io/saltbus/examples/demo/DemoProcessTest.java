package io.saltbus.examples.demo;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(value = 2, unit = TimeUnit.MINUTES, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class DemoProcessTest {
    private final List<Process> processes = new ArrayList<>();

    private Process start(Map<String, String> environment) throws IOException {
        var command = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-cp",
                        System.getProperty("java.class.path"),
                        Demo.class.getName())
                .redirectErrorStream(true);
        command.environment().putAll(environment);
        Process process = command.start();
        processes.add(process);
        return process;
    }

    @AfterEach
    void endProcesses() {
        processes.forEach(Process::destroyForcibly);
    }

    @Test
    void itEndsByItselfWithTheLine() throws Exception {
        Process process = start(Map.of("DEMO_SECONDS", "1"));

        List<String> lines = process.inputReader().lines().toList();

        assertThat(lines).last().asString().startsWith("published=").contains(" lost=0 duplicates=0");
        assertThat(lines)
                .as("retries and dead letters are counted, not logged")
                .noneMatch(line -> line.contains("WARN"));
        assertThat(process.waitFor()).isZero();
    }

    @Test
    void aPoliteSignalEndsItWithTheLine() throws Exception {
        Process process = start(Map.of());
        BufferedReader out = process.inputReader();
        assertThat(out.readLine()).contains("the ledger is");
        assertThat(out.readLine()).contains("running");

        process.toHandle().destroy(); // Process.destroy() would close what is still to be read

        assertThat(out.lines().toList())
                .last()
                .asString()
                .startsWith("published=")
                .contains(" lost=0 ");
        assertThat(process.waitFor()).isZero();
    }

    @Test
    void anUnknownBrokerEndsItWithOneLine() throws Exception {
        Process process = start(Map.of("SALTBUS_BROKER_URL", "pigeon://roof"));

        assertThat(process.inputReader().lines())
                .singleElement()
                .asString()
                .startsWith("the demo cannot run: no transport on the class path knows addresses like pigeon://roof");
        assertThat(process.waitFor()).isEqualTo(1);
    }
}
