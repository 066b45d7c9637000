package io.saltbus.testkit.service.internal;

import io.saltbus.testkit.service.ServiceException;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;

/** One process with its children and its log. */
final class ServerProcess {
    private static final Duration KILLED_WITHIN = Duration.ofSeconds(10);
    private static final Duration PAUSE = Duration.ofMillis(2);
    private static final int TAIL_LINES = 30;

    private final Process process;
    private final Path log;

    private ServerProcess(Process process, Path log) {
        this.process = process;
        this.log = log;
    }

    /** Starts it without input; both outputs are appended to the log. */
    static ServerProcess start(ProcessBuilder command, Path log) {
        try {
            Process process = command.redirectInput(new File("/dev/null"))
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()))
                    .start();
            return new ServerProcess(process, log);
        } catch (IOException refused) {
            throw new ServiceException.Failed("cannot run " + command.command().get(0), refused);
        }
    }

    /** Runs a command to its end and returns what it printed. */
    static String run(ProcessBuilder command, Path log, Duration limit) {
        ServerProcess running = start(command, log);
        String name = command.command().get(0);
        if (!running.endsWithin(limit)) {
            running.kill();
            throw new ServiceException.Failed(name + " ran for " + limit.toSeconds() + " s" + running.logTail(), null);
        }
        if (running.process.exitValue() != 0) {
            throw new ServiceException.Failed(
                    name + " ended with exit code " + running.process.exitValue() + running.logTail(), null);
        }
        return running.log();
    }

    /**
     * Lets the process end with this JVM also where that is killed and runs no shutdown hook: a shell reads from a pipe that only this JVM
     * writes to, and whose end it sees when the JVM is gone.
     */
    ServerProcess endedWithThisJvm() {
        try {
            Process watcher = new ProcessBuilder("sh", "-c", "read -r never; kill -s KILL " + process.pid())
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .start();
            // it must not outlive the process: the number may be another's by then
            CompletableFuture<Void> unused = process.onExit().thenAccept(ended -> watcher.destroyForcibly());
            return this;
        } catch (IOException refused) {
            kill();
            throw new ServiceException.Failed("cannot run sh to watch over process " + process.pid(), refused);
        }
    }

    boolean isAlive() {
        return process.isAlive();
    }

    /** Sends a signal to the process alone. */
    void signal(String name) {
        send(name, Stream.of(process.toHandle()));
    }

    /** Sends a signal to the process and its children. */
    void signalAll(String name) {
        send(name, tree());
    }

    /** Ends the process and its children at once. */
    void kill() {
        if (process.isAlive()) {
            signal("STOP"); // so that it makes no child while they are listed
        }
        List<ProcessHandle> all = tree().toList();
        all.forEach(ProcessHandle::destroyForcibly);
        long start = System.nanoTime();
        for (ProcessHandle each : all) {
            // the process itself is this JVM's to wait for; until then its number is taken, and a server that starts
            // anew
            // would find the one that it replaces still there
            while (each.pid() == process.pid() ? process.isAlive() : !isGone(each)) {
                if (System.nanoTime() - start > KILLED_WITHIN.toNanos()) {
                    throw new ServiceException.Failed(
                            "process " + each.pid() + " was there " + KILLED_WITHIN.toSeconds() + " s after SIGKILL",
                            null);
                }
                LockSupport.parkNanos(PAUSE.toNanos());
            }
        }
    }

    /**
     * Where process 1 of a container does not wait for its adopted children, they stay as zombies: to Java these are alive, but they hold
     * nothing any more.
     */
    static boolean isGone(ProcessHandle process) {
        try {
            String stat = Files.readString(Path.of("/proc/" + process.pid() + "/stat"));
            return !process.isAlive()
                    || stat.charAt(stat.lastIndexOf(')') + 2) == 'Z'; // name in brackets, then the state
        } catch (IOException noSuchFile) {
            return !process.isAlive();
        }
    }

    boolean endsWithin(Duration limit) {
        return isDoneWithin(process.onExit(), limit);
    }

    String log() {
        try {
            return Files.readString(log);
        } catch (IOException unreadable) {
            return "(cannot be read: " + unreadable.getMessage() + ")";
        }
    }

    /** The last lines of the log, with its name, to follow the description of a failure. */
    String logTail() {
        List<String> lines = log().lines().toList();
        return "; the end of " + log + ":\n"
                + String.join("\n", lines.subList(Math.max(0, lines.size() - TAIL_LINES), lines.size()));
    }

    private Stream<ProcessHandle> tree() {
        return Stream.concat(Stream.of(process.toHandle()), process.descendants());
    }

    /** Through the shell's own kill: Java knows only TERM and KILL, and the program of that name is not everywhere. */
    private static void send(String name, Stream<ProcessHandle> targets) {
        String pids = String.join(
                " ", targets.map(target -> Long.toString(target.pid())).toList());
        try {
            Process shell = new ProcessBuilder("sh", "-c", "kill -s " + name + " " + pids)
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD) // a process that is gone already
                    .start();
            isDoneWithin(shell.onExit(), KILLED_WITHIN);
        } catch (IOException refused) {
            throw new ServiceException.Failed("cannot run sh to send " + name + " to " + pids, refused);
        }
    }

    private static boolean isDoneWithin(CompletableFuture<?> done, Duration limit) {
        try {
            done.get(limit.toMillis(), TimeUnit.MILLISECONDS);
            return true;
        } catch (TimeoutException late) {
            return false;
        } catch (ExecutionException failed) {
            throw new IllegalStateException("a process cannot be waited for", failed);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new ServiceException.Failed("interrupted while a process was waited for", interrupted);
        }
    }
}
