package io.saltbus.benchmarks.rabbitmq;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;

/**
 * What Linux knows of the threads of this process at one moment.
 *
 * @param cpuNanos time on a processor, by name of the thread
 * @param switches how often threads gave up the processor of themselves
 */
record Threads(Map<String, Long> cpuNanos, long switches) {
    static Threads now() {
        var cpu = new HashMap<String, Long>();
        long switches = 0;
        try (DirectoryStream<Path> tasks = Files.newDirectoryStream(Path.of("/proc/self/task"))) {
            for (Path task : tasks) {
                String onCpu = read(task.resolve("schedstat"));
                if (!onCpu.isEmpty()) {
                    cpu.merge(read(task.resolve("comm")).strip(), Long.parseLong(onCpu.split(" ", 2)[0]), Long::sum);
                }
                switches += voluntarySwitches(read(task.resolve("status")));
            }
        } catch (IOException unreadable) {
            throw new UncheckedIOException("this benchmark needs Linux: it reads /proc/self/task", unreadable);
        }
        return new Threads(cpu, switches);
    }

    /** CPU of all threads in ns but of the compilers of the JVM, whose work ends some time. */
    long working() {
        return cpuNanos.entrySet().stream()
                .filter(thread -> !thread.getKey().contains("Compiler"))
                .mapToLong(Map.Entry::getValue)
                .sum();
    }

    /** Empty where the thread has ended since it was listed. */
    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException ended) {
            return "";
        }
    }

    private static long voluntarySwitches(String status) {
        return status.lines()
                .filter(line -> line.startsWith("voluntary_ctxt_switches:"))
                .mapToLong(line ->
                        Long.parseLong(line.substring(line.indexOf(':') + 1).strip()))
                .sum();
    }
}
