package io.saltbus.cli;

import io.saltbus.cli.internal.connect.Interrupts;
import io.saltbus.cli.internal.connect.Surroundings;
import io.saltbus.registry.store.SchemaStore;
import io.vertx.core.Vertx;
import java.io.ByteArrayInputStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicReference;
import picocli.CommandLine;

/** A terminal in which the command is run within the test. */
final class Terminal {
    static final String REGISTRY = "postgresql://localhost/of-the-test";

    final StringWriter out = new StringWriter();
    final StringWriter err = new StringWriter();
    final Map<String, String> environment = new HashMap<>();
    final AtomicReference<Runnable> interrupt = new AtomicReference<>(() -> {});
    private final Vertx vertx;
    private final Surroundings.Stores stores;
    private byte[] input = new byte[0];

    Terminal(Vertx vertx, SchemaStore store) {
        this(vertx, (made, url, key) -> store);
    }

    private Terminal(Vertx vertx, Surroundings.Stores stores) {
        this.vertx = vertx;
        this.stores = stores;
    }

    /** One from which real services are reached. */
    static Terminal live(Vertx vertx) {
        return new Terminal(vertx, Surroundings.ofProcess().stores());
    }

    /** One that needs neither Vert.x nor a registry. */
    static Terminal bare() {
        return new Terminal(null, (SchemaStore) null);
    }

    Terminal typing(String text) {
        input = text.getBytes(StandardCharsets.UTF_8);
        return this;
    }

    Terminal with(String variable, String value) {
        environment.put(variable, value);
        return this;
    }

    int run(String... words) {
        Interrupts interrupts = end -> {
            interrupt.set(end);
            return () -> interrupt.set(() -> {});
        };
        var around = new Surroundings(environment, new ByteArrayInputStream(input), () -> vertx, stores, interrupts);
        return SaltBusCommand.commandLine(around)
                .setColorScheme(CommandLine.Help.defaultColorScheme(CommandLine.Help.Ansi.OFF))
                .setOut(new PrintWriter(out))
                .setErr(new PrintWriter(err))
                .execute(words);
    }

    CompletableFuture<Integer> start(String... words) {
        return CompletableFuture.supplyAsync(() -> run(words));
    }

    String said() {
        return out.toString();
    }

    String complained() {
        return err.toString();
    }
}
