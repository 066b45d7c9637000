package io.saltbus.testkit.service;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(90)
class PrivateServicesEndWithTheirJvmIT {
    /** A JVM that forgets to close what it starts. */
    static final class Forgetful {
        private Forgetful() {}

        public static void main(String[] none) throws IOException {
            for (PrivateService service : List.of(PrivateRedis.start(), PrivateBroker.start())) {
                System.out.println(service.folder());
            }
            int unused = System.in.read();
        }
    }

    @Test
    void aJvmThatIsTerminatedLeavesNoProcessAndNoFolder() throws Exception {
        Running running = start();

        running.jvm.destroy();
        assertThat(running.jvm.waitFor(30, TimeUnit.SECONDS)).isTrue();

        assertThat(Processes.usingFolder(running.redis)).isZero();
        assertThat(Processes.usingFolder(running.broker)).isZero();
        assertThat(running.redis).doesNotExist();
        assertThat(running.broker).doesNotExist();
    }

    @Test
    void aJvmThatIsKilledLeavesNoProcess() throws Exception {
        Running running = start();

        running.jvm.destroyForcibly();

        while (Processes.usingFolder(running.redis) + Processes.usingFolder(running.broker) > 0) {
            LockSupport.parkNanos(Duration.ofMillis(20).toNanos()); // until the limit of the test
            assertThat(Thread.currentThread().isInterrupted())
                    .as("past the limit")
                    .isFalse();
        }
        running.removeFolders();
    }

    private record Running(Process jvm, Path redis, Path broker) {
        void removeFolders() throws IOException {
            for (Path folder : List.of(redis, broker)) {
                try (Stream<Path> entries = Files.walk(folder)) {
                    for (Path entry : entries.sorted(Comparator.reverseOrder()).toList()) {
                        Files.delete(entry);
                    }
                }
            }
        }
    }

    private static Running start() throws IOException {
        Process jvm = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-cp",
                        System.getProperty("java.class.path"),
                        Forgetful.class.getName())
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        BufferedReader out = jvm.inputReader();
        var running = new Running(jvm, Path.of(out.readLine()), Path.of(out.readLine()));
        assertThat(Processes.usingFolder(running.redis)).isEqualTo(1);
        assertThat(Processes.usingFolder(running.broker)).as("node and epmd").isGreaterThanOrEqualTo(2);
        return running;
    }
}
