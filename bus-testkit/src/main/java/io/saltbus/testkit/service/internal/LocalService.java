package io.saltbus.testkit.service.internal;

import io.saltbus.testkit.internal.FreePorts;
import io.saltbus.testkit.service.PrivateService;
import io.saltbus.testkit.service.ServiceException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The life of one private process, whatever it runs. */
abstract class LocalService implements PrivateService {
    private static final Duration READY_WITHIN = Duration.ofSeconds(60);
    private static final Duration STOPPED_WITHIN = Duration.ofSeconds(30);
    private static final Duration HANDSHAKE_WITHIN = Duration.ofSeconds(2);
    private static final Duration PAUSE = Duration.ofMillis(20);

    private enum State {
        DOWN,
        RUNNING,
        FROZEN,
        CLOSED
    }

    private final ServiceKind kind;
    private final Path folder;
    private final int port = FreePorts.next();
    /** Not guarded by the lock: the JVM's end must not wait for a start that is under way. */
    private final List<ServerProcess> running = new CopyOnWriteArrayList<>();

    private final Thread atExit = new Thread(this::discard, "end private service");
    private State state = State.DOWN;
    private @Nullable ServerProcess server;
    private int starts;

    LocalService(ServiceKind kind, Path folder) {
        this.kind = kind;
        this.folder = folder;
    }

    /** A new folder for a service to be. */
    static Path newFolder(ServiceKind kind) {
        try {
            return Files.createTempDirectory("saltbus-" + kind.product().toLowerCase(Locale.ROOT) + "-");
        } catch (IOException refused) {
            throw new UncheckedIOException("cannot make a temporary folder for " + kind.product(), refused);
        }
    }

    /** Starts a new service. Where that fails, nothing is left but its folder with the logs. */
    static <S extends LocalService> S started(S service) {
        service.begin();
        return service;
    }

    final void begin() {
        Runtime.getRuntime().addShutdownHook(atExit);
        try {
            startAgain();
        } catch (RuntimeException failed) {
            endAll();
            Runtime.getRuntime().removeShutdownHook(atExit);
            throw failed;
        }
    }

    /** Starts the process that serves; its readiness is not waited for. */
    abstract ServerProcess launch(Path log);

    /** Whether the process says by its log that it is ready; asked only when it answers the handshake. */
    boolean isReady(String log) {
        return true;
    }

    /** The signal that means a clean end. */
    String stopSignal() {
        return "TERM";
    }

    /** Notes a process that must end with this service. */
    final ServerProcess owned(ServerProcess process) {
        running.add(process);
        return process.endedWithThisJvm();
    }

    @Override
    public final synchronized void startAgain() {
        expect("start", State.DOWN);
        Path log = folder.resolve("server-" + ++starts + ".log");
        ServerProcess process = owned(launch(log));
        awaitReady(process);
        server = process;
        state = State.RUNNING;
    }

    private void awaitReady(ServerProcess process) {
        long start = System.nanoTime();
        while (!(kind.answers(port, HANDSHAKE_WITHIN) && isReady(process.log()))) {
            boolean ended = process.endsWithin(PAUSE);
            long waitedSeconds = (System.nanoTime() - start) / 1_000_000_000L;
            if (ended || waitedSeconds >= READY_WITHIN.toSeconds()) {
                down(process);
                throw new ServiceException.Failed(
                        kind.product() + " on port " + port + (ended ? " ended" : " was not ready") + " after "
                                + waitedSeconds + " s" + process.logTail(),
                        null);
            }
        }
    }

    @Override
    public final synchronized void stop() {
        expect("stop", State.RUNNING, State.FROZEN);
        ServerProcess process = serving();
        process.signalAll("CONT");
        process.signal(stopSignal());
        boolean clean = process.endsWithin(STOPPED_WITHIN);
        down(process);
        if (!clean) {
            throw new ServiceException.Failed(
                    kind.product() + " did not stop within " + STOPPED_WITHIN.toSeconds() + " s and was killed"
                            + process.logTail(),
                    null);
        }
    }

    @Override
    public final synchronized void kill() {
        expect("kill", State.RUNNING, State.FROZEN);
        down(serving());
    }

    private void down(ServerProcess process) {
        process.kill();
        running.remove(process);
        state = State.DOWN;
    }

    @Override
    public final synchronized void freeze() {
        expect("freeze", State.RUNNING);
        serving().signalAll("STOP");
        state = State.FROZEN;
    }

    @Override
    public final synchronized void thaw() {
        expect("thaw", State.FROZEN);
        serving().signalAll("CONT");
        state = State.RUNNING;
    }

    @Override
    public final synchronized void close() {
        if (state == State.CLOSED) {
            return;
        }
        state = State.CLOSED;
        discard();
        Runtime.getRuntime().removeShutdownHook(atExit);
    }

    private void discard() {
        endAll();
        try (Stream<Path> entries = Files.walk(folder)) {
            for (Path entry : entries.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(entry);
            }
        } catch (IOException refused) {
            throw new UncheckedIOException("cannot remove " + folder, refused);
        }
    }

    private void endAll() {
        running.forEach(ServerProcess::kill);
        running.clear();
    }

    private void expect(String action, State... fitting) {
        if (!List.of(fitting).contains(state)) {
            throw new IllegalStateException(
                    "cannot " + action + " " + kind.product() + " on port " + port + ": it is " + state);
        }
    }

    private ServerProcess serving() {
        return Objects.requireNonNull(server, "set before the state is RUNNING");
    }

    @Override
    public final Path folder() {
        return folder;
    }

    @Override
    public final String host() {
        return "127.0.0.1";
    }

    @Override
    public final int port() {
        return port;
    }

    @Override
    public final String toString() {
        return kind.product() + " on port " + port;
    }
}
