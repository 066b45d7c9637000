package io.saltbus.rabbitmq.campaign;

import io.saltbus.rabbitmq.SeededFault;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.TimeUnit;

/**
 * A {@link Peer} in a JVM of its own.
 *
 * @param process the running JVM
 */
record PeerProcess(Process process) {
    // some hundred lines
    private static final long BUSY_BYTES = 30_000;
    private static final Duration LOOK_AGAIN = Duration.ofMillis(50);
    private static final int LOOKS = 200;

    /** Where the peer of this number writes down what it does. */
    static Path ledger(Path folder, int number) {
        return folder.resolve("peer-" + number + ".ledger");
    }

    /**
     * Starts one and waits until it works.
     *
     * @param folder where its ledger and its log go
     * @param number of this peer, for the names of its files
     */
    static PeerProcess start(String address, Path folder, int number, SeededFault fault) {
        try {
            return launch(address, folder, number, fault);
        } catch (IOException failed) {
            throw new UncheckedIOException("peer " + number + " did not start", failed);
        }
    }

    private static PeerProcess launch(String address, Path folder, int number, SeededFault fault) throws IOException {
        Process process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Xmx512m",
                        "-XX:TieredStopAtLevel=1", // it is young when it is killed
                        "-cp",
                        System.getProperty("java.class.path"),
                        Peer.class.getName(),
                        address,
                        ledger(folder, number).toString(),
                        fault.name())
                .redirectError(folder.resolve("peer-" + number + ".log").toFile())
                .start();
        String said = process.inputReader(StandardCharsets.UTF_8).readLine();
        if (!"ready".equals(said)) {
            process.destroyForcibly();
            throw new IOException("it said " + said + " instead of being ready; its log is in " + folder);
        }
        return new PeerProcess(process);
    }

    /** Ends it with SIGKILL, once its ledger shows that it is busy. */
    void killUnderLoad(Path ledger) throws IOException, InterruptedException {
        for (int looks = 0; looks < LOOKS && Files.size(ledger) < BUSY_BYTES; looks++) {
            Time.pass(LOOK_AGAIN);
        }
        kill();
    }

    private void kill() throws InterruptedException {
        process.destroyForcibly().waitFor();
    }

    /** Ends its publishing; it goes on handling. */
    void quiet() throws IOException {
        var input = process.outputWriter(StandardCharsets.UTF_8);
        input.write("quiet\n");
        input.flush();
    }

    /** Lets it end by itself, and ends it where that takes too long. */
    void close() throws IOException, InterruptedException {
        process.getOutputStream().close();
        if (!process.waitFor(30, TimeUnit.SECONDS)) {
            kill();
        }
    }
}
