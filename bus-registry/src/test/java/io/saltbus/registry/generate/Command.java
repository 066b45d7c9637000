package io.saltbus.registry.generate;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** A program of another language that looks at what was generated. */
final class Command {
    private Command() {}

    /** Runs it; fails with what it says where it does not end well. */
    static String run(Path folder, List<String> command) throws IOException, InterruptedException {
        Path output = Files.createTempFile("command", ".out");
        Process process = new ProcessBuilder(command)
                .directory(folder.toFile())
                .redirectErrorStream(true)
                .redirectOutput(output.toFile())
                .start();
        try {
            assertThat(process.waitFor(120, TimeUnit.SECONDS))
                    .as("%s ends", command)
                    .isTrue();
            String said = Files.readString(output, StandardCharsets.UTF_8);
            assertThat(process.exitValue()).as(() -> command + "\n" + said).isZero();
            return said;
        } finally {
            process.destroyForcibly();
            Files.delete(output);
        }
    }
}
