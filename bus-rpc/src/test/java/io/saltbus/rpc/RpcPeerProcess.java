package io.saltbus.rpc;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;

/** An {@link RpcPeer} in a JVM of its own. */
final class RpcPeerProcess implements AutoCloseable {
    private final Process process;
    private final CompletableFuture<Void> ready = new CompletableFuture<>();
    private final List<String> lines = new CopyOnWriteArrayList<>();
    private final Thread reading;

    private RpcPeerProcess(Process process) {
        this.process = process;
        this.reading = new Thread(this::read, "peer-" + process.pid());
        reading.setDaemon(true);
        reading.start();
    }

    /**
     * Starts one and waits until it works.
     *
     * @param folder where its log goes
     */
    static RpcPeerProcess start(Path folder, String name, String role, String broker, String redis) throws Exception {
        Process process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Xmx256m",
                        "-XX:TieredStopAtLevel=1", // it is young when it is killed
                        "-cp",
                        System.getProperty("java.class.path"),
                        RpcPeer.class.getName(),
                        role,
                        broker,
                        redis)
                .redirectError(folder.resolve(name + ".log").toFile())
                .start();
        var peer = new RpcPeerProcess(process);
        peer.ready.get(60, TimeUnit.SECONDS);
        return peer;
    }

    private void read() {
        try (BufferedReader output = process.inputReader(StandardCharsets.UTF_8)) {
            for (String line = output.readLine(); line != null; line = output.readLine()) {
                if (line.equals("ready")) {
                    ready.complete(null);
                } else {
                    lines.add(line);
                }
            }
        } catch (IOException | UncheckedIOException ended) {
            lines.add("unreadable " + ended.getMessage());
        } finally {
            ready.completeExceptionally(new IllegalStateException("it ended before it was ready; its log says why"));
        }
    }

    long pid() {
        return process.pid();
    }

    /** What it printed that begins with this word, without it. */
    List<String> said(String word) {
        return lines.stream()
                .filter(line -> line.startsWith(word + " "))
                .map(line -> line.substring(word.length() + 1))
                .toList();
    }

    /** Ends it with SIGKILL, and reads what it had still printed. */
    void kill() throws InterruptedException {
        process.destroyForcibly().waitFor();
        reading.join();
    }

    @Override
    public void close() {
        process.destroyForcibly();
    }
}
