package io.saltbus.benchmarks.rpc;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;

/** {@code delay().get()} of Celery, in Python: a worker and a client, each a process. One call at a time. */
final class CeleryCalls implements CallPath {
    private final Path script;
    private final String broker;
    private final String redis;
    private final String text;
    private final Process worker;

    CeleryCalls(String broker, String redis, String text) throws IOException {
        this.broker = broker;
        this.redis = redis;
        this.text = text;
        this.script = Files.createTempFile("celery-calls-", ".py");
        try (InputStream source = CeleryCalls.class.getResourceAsStream("celery_calls.py")) {
            Files.write(
                    script, Objects.requireNonNull(source, "celery_calls.py").readAllBytes());
        }
        this.worker = python(List.of("worker")).inheritIO().start();
    }

    private ProcessBuilder python(List<String> arguments) {
        // that of the system, where Debian's package of Celery is
        var command = new ProcessBuilder("/usr/bin/python3", script.toString());
        command.command().addAll(arguments);
        command.environment().put("BROKER", broker);
        command.environment().put("REDIS", redis);
        command.environment().put("TEXT", text);
        return command;
    }

    @Override
    public String name() {
        return "Celery, delay().get()";
    }

    @Override
    public long[] call(int calls, int inFlight) throws IOException, InterruptedException {
        Process client = python(List.of("client", Integer.toString(calls)))
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        long[] nanos = client.inputReader().lines().mapToLong(Long::parseLong).toArray();
        if (client.waitFor() != 0 || nanos.length != calls) {
            throw new IOException("Celery made " + nanos.length + " calls of " + calls
                    + ": is it installed for /usr/bin/python3 (scripts/setup test)?");
        }
        return nanos;
    }

    @Override
    public void close() throws IOException {
        worker.destroy();
        worker.onExit().join();
        Files.delete(script);
    }
}
