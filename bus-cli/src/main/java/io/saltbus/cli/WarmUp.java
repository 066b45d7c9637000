package io.saltbus.cli;

import io.saltbus.cli.internal.connect.Surroundings;
import java.io.InputStream;
import java.io.PrintWriter;
import java.io.Writer;
import java.util.List;
import java.util.Map;

/**
 * Loads the classes that commands need, so that the launcher can keep them in an archive of the JVM: commands then start in a fraction of
 * the time. Nothing is reached: the services that it asks for are on a port where nobody listens.
 */
final class WarmUp {
    private static final String NOBODY = "127.0.0.1:1";

    private static final List<List<String>> WORDS = List.of(
            List.of("--version"),
            List.of("--help"),
            List.of("schema", "show", "--help"),
            List.of("pulbish"),
            List.of("completion", "bash"),
            List.of("compat", "{\"type\": \"integer\"}", "{\"type\": \"number\"}", "--json"),
            List.of("compat", "{\"enum\": [1]}", "{\"enum\": [1, 2]}"),
            List.of(
                    "check",
                    "{\"type\": \"object\", \"required\": [\"a\"], \"properties\": {\"a\": {\"type\": \"integer\"}}}",
                    "{\"a\": \"text\"}"),
            List.of("topics", "--registry", "postgresql://nobody@" + NOBODY + "/salt", "--timeout", "2s"),
            List.of("publish", "warm.up", "{}", "--unchecked", "--broker", "memory:warm-up"),
            List.of("tail", "warm.up", "--broker", "amqp://" + NOBODY + "?start_timeout=50ms", "--timeout", "2s"));

    private WarmUp() {}

    /** Ends with the process, so that what was loaded is kept. */
    public static void main(String[] words) {
        LogLevel.set(false);
        run(Surroundings.ofProcess());
        System.exit(ExitStatus.OK);
    }

    static void run(Surroundings process) {
        var nowhere = new PrintWriter(Writer.nullWriter());
        var around = new Surroundings(
                Map.of(), InputStream.nullInputStream(), process.vertx(), process.stores(), process.interrupts());
        for (List<String> line : WORDS) {
            SaltBusCommand.commandLine(around).setOut(nowhere).setErr(nowhere).execute(line.toArray(String[]::new));
        }
    }
}
