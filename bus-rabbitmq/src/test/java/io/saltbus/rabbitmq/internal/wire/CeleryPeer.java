package io.saltbus.rabbitmq.internal.wire;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.BufferedReader;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/** A Python process with a real Celery, which ends with this one. */
public final class CeleryPeer implements AutoCloseable {
    private static final long PATIENCE_SECONDS = 60;
    private static final ObjectMapper JSON = new ObjectMapper();

    private final Process process;
    private final Path log;
    private final BufferedWriter input;
    private final BlockingQueue<String> lines = new LinkedBlockingQueue<>();

    private CeleryPeer(Process process, Path log) {
        this.process = process;
        this.log = log;
        this.input = process.outputWriter(StandardCharsets.UTF_8);
        var reading = new Thread(this::read, "celery-peer-output");
        reading.setDaemon(true);
        reading.start();
    }

    /**
     * Starts one, and waits until it is ready.
     *
     * @param folder where its program is put
     */
    public static CeleryPeer start(Path folder, String... arguments) throws IOException {
        Path program = folder.resolve("celery_peer.py");
        try (InputStream source = CeleryPeer.class.getResourceAsStream("celery_peer.py")) {
            Files.copy(source, program, StandardCopyOption.REPLACE_EXISTING);
        }
        var command = new ArrayList<>(List.of(python(), program.toString()));
        command.addAll(List.of(arguments));
        Path log = folder.resolve(arguments[0] + ".log");
        var peer = new CeleryPeer(
                new ProcessBuilder(command)
                        .directory(folder.toFile())
                        .redirectError(log.toFile())
                        .start(),
                log);
        peer.next("ready");
        return peer;
    }

    // Debian's package belongs to Debian's own Python, which need not be the first on the path
    private static String python() throws IOException {
        for (String python : List.of("python3", "/usr/bin/python3")) {
            try {
                var process = new ProcessBuilder(python, "-c", "import celery").start();
                if (process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS) && process.exitValue() == 0) {
                    return python;
                }
            } catch (InterruptedException stopped) {
                throw new AssertionError("interrupted while looking for Python", stopped);
            }
        }
        throw new AssertionError("no Python has Celery here. Install it: apt-get install python3-celery");
    }

    /** Hands it a line. */
    public void tell(JsonNode order) throws IOException {
        input.write(order.toString());
        input.newLine();
        input.flush();
    }

    /** The next line that it prints, of the kind that is expected. */
    public JsonNode next(String kind) {
        try {
            String line = lines.poll(PATIENCE_SECONDS, TimeUnit.SECONDS);
            if (line == null) {
                throw new AssertionError(
                        "Python printed nothing within " + PATIENCE_SECONDS + " s, was to print " + kind
                                + "; it is " + (process.isAlive() ? "alive" : "gone") + ", and its log says: "
                                + Files.readString(log));
            }
            JsonNode found = JSON.readTree(line);
            if (!found.path("kind").asText().equals(kind)) {
                throw new AssertionError("Python was to print " + kind + ", but printed " + line);
            }
            return found;
        } catch (InterruptedException stopped) {
            throw new AssertionError("interrupted while waiting for Python", stopped);
        } catch (IOException noJson) {
            throw new UncheckedIOException(noJson);
        }
    }

    private void read() {
        try (BufferedReader output = process.inputReader(StandardCharsets.UTF_8)) {
            output.lines().filter(line -> line.startsWith("{")).forEach(lines::add);
        } catch (IOException | UncheckedIOException ended) {
            lines.add("{\"kind\":\"ended\"}");
        }
    }

    @Override
    public void close() {
        process.destroyForcibly();
    }
}
