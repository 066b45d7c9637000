package io.saltbus.testkit.service;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
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
        Process jvm = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-cp",
                        System.getProperty("java.class.path"),
                        Forgetful.class.getName())
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        try (BufferedReader out = jvm.inputReader()) {
            Path redis = Path.of(out.readLine());
            Path broker = Path.of(out.readLine());
            assertThat(Processes.usingFolder(redis)).isEqualTo(1);
            assertThat(Processes.usingFolder(broker)).as("node and epmd").isGreaterThanOrEqualTo(2);

            jvm.destroy();
            assertThat(jvm.waitFor(30, TimeUnit.SECONDS)).isTrue();

            assertThat(Processes.usingFolder(redis)).isZero();
            assertThat(Processes.usingFolder(broker)).isZero();
            assertThat(redis).doesNotExist();
            assertThat(broker).doesNotExist();
        } finally {
            jvm.destroyForcibly();
        }
    }
}
