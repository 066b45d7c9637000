package io.saltbus.registry.internal.postgres;

import static org.assertj.core.api.Assertions.assertThat;

import io.saltbus.testkit.service.PostgresService;
import io.saltbus.testkit.service.WithServices;
import java.io.BufferedReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@WithServices
class PgProcessesIT {
    private static final int PROCESSES = 20;

    private final List<Process> started = new ArrayList<>();

    @AfterEach
    void endAll() {
        started.forEach(Process::destroyForcibly);
    }

    @Test
    void twentyProcessesThatStartTogetherGetRightAnswers(PostgresService postgres, @TempDir Path folder)
            throws Exception {
        String url = PgBench.freshDatabase(postgres);
        var outputs = new ArrayList<BufferedReader>();
        for (int number = 0; number < PROCESSES; number++) {
            Process process = new ProcessBuilder(
                            Path.of(System.getProperty("java.home"), "bin", "java")
                                    .toString(),
                            "-Xmx128m",
                            "-XX:TieredStopAtLevel=1",
                            "-XX:+UseSerialGC",
                            "-cp",
                            System.getProperty("java.class.path"),
                            Starter.class.getName(),
                            url,
                            Integer.toString(number))
                    .redirectError(folder.resolve(number + ".log").toFile())
                    .start();
            started.add(process);
            outputs.add(process.inputReader(StandardCharsets.UTF_8));
        }
        for (BufferedReader output : outputs) {
            line(output, "ready");
        }
        for (Process process : started) {
            process.outputWriter(StandardCharsets.UTF_8).append('\n').flush();
        }

        var shared = new ArrayList<String>();
        var contested = new ArrayList<String>();
        for (BufferedReader output : outputs) {
            List<String> answers = List.of(line(output, "answers ").split(" "));
            shared.addAll(answers.subList(0, Starter.EVENTS));
            contested.add(answers.get(Starter.EVENTS));
            assertThat(line(output, "took ")).endsWith("ms");
        }
        for (Process process : started) {
            assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
            assertThat(process.exitValue()).isZero();
        }

        assertThat(shared).hasSize(PROCESSES * Starter.EVENTS).containsOnly("REGISTERED", "IDENTICAL");
        assertThat(shared).filteredOn("REGISTERED"::equals).hasSize(Starter.EVENTS);
        assertThat(contested).filteredOn("REGISTERED"::equals).hasSize(1);
        assertThat(contested).filteredOn("CONFLICT"::equals).hasSize(PROCESSES - 1);
        assertThat(PgBench.rows(url, "SELECT count(*), count(DISTINCT topic) FROM celerysalt_schemas"))
                .containsExactly((Starter.EVENTS + 1) + "|" + (Starter.EVENTS + 1));
    }

    /** The rest of the next line that begins so; others are the libraries'. */
    private static String line(BufferedReader output, String beginning) throws Exception {
        for (String line = output.readLine(); line != null; line = output.readLine()) {
            if (line.startsWith(beginning)) {
                return line.substring(beginning.length());
            }
        }
        throw new AssertionError("a process ended without \"" + beginning + "\"");
    }
}
