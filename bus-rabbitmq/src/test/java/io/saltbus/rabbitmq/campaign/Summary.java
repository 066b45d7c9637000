package io.saltbus.rabbitmq.campaign;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;

/** The lines of all campaigns, shown and kept beside the other reports of the build. */
final class Summary {
    private static final Path FILE = Path.of("target", "campaign.txt");

    private Summary() {}

    static void keep(String line) throws IOException {
        System.out.println(line);
        Files.createDirectories(FILE.toAbsolutePath().getParent());
        Files.write(FILE, List.of(line), StandardOpenOption.CREATE, StandardOpenOption.APPEND);
    }
}
