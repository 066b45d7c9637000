package io.saltbus.rpc;

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

/** A Python process with a real Celery whose results are in Redis. It ends with this one. */
final class PythonPeer implements AutoCloseable {
    private static final String PROGRAM = "celery_rpc_peer.py";
    private static final long PATIENCE_SECONDS = 60;
    private static final ObjectMapper JSON = new ObjectMapper();

    private final Process process;
    private final Path log;
    private final BufferedWriter input;
    private final BlockingQueue<String> lines = new LinkedBlockingQueue<>();

    private PythonPeer(Process process, Path log) {
        this.process = process;
        this.log = log;
        this.input = process.outputWriter(StandardCharsets.UTF_8);
        var reading = new Thread(this::read, "python-peer-output");
        reading.setDaemon(true);
        reading.start();
    }

    /**
     * Starts one, and waits until it is ready.
     *
     * @param folder where its program and its log are put
     */
    static PythonPeer start(Path folder, String... arguments) throws Exception {
        Path program = folder.resolve(PROGRAM);
        try (InputStream source = PythonPeer.class.getResourceAsStream(PROGRAM)) {
            Files.copy(source, program, StandardCopyOption.REPLACE_EXISTING);
        }
        var command = new ArrayList<>(List.of(python(), program.toString()));
        command.addAll(List.of(arguments));
        Path log = folder.resolve(arguments[0] + ".log");
        var peer = new PythonPeer(
                new ProcessBuilder(command)
                        .directory(folder.toFile())
                        .redirectError(log.toFile())
                        .start(),
                log);
        peer.next("ready");
        return peer;
    }

    // Debian's packages belong to Debian's own Python, which need not be the first on the path
    private static String python() throws Exception {
        for (String python : List.of("python3", "/usr/bin/python3")) {
            Process looking = new ProcessBuilder(python, "-c", "import celery, redis").start();
            if (looking.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS) && looking.exitValue() == 0) {
                return python;
            }
        }
        throw new AssertionError("no Python has Celery and its client of Redis here. Install them: apt-get install"
                + " python3-celery python3-redis");
    }

    /** Hands it a line. */
    void tell(JsonNode order) throws IOException {
        input.write(order.toString());
        input.newLine();
        input.flush();
    }

    /** The next line that it prints, of the kind that is expected. */
    JsonNode next(String kind) throws Exception {
        String line = lines.poll(PATIENCE_SECONDS, TimeUnit.SECONDS);
        if (line == null) {
            throw new AssertionError("Python printed nothing within " + PATIENCE_SECONDS + " s, was to print " + kind
                    + "; it is " + (process.isAlive() ? "alive" : "gone") + ", and its log says: "
                    + Files.readString(log));
        }
        JsonNode found = JSON.readTree(line);
        if (!found.path("kind").asText().equals(kind)) {
            throw new AssertionError("Python was to print " + kind + ", but printed " + line + "; its log says: "
                    + Files.readString(log));
        }
        return found;
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
