package io.saltbus.registry.internal.postgres;

import io.saltbus.core.schema.Registration;
import io.saltbus.core.schema.SchemaDeclaration;
import io.saltbus.core.time.Scheduler;
import io.saltbus.registry.store.SchemaStore.Caller;
import io.vertx.core.Vertx;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** A service that starts in a JVM of its own: migrates, registers the same events as all others and one of its own form, and ends. */
final class Starter {
    static final int EVENTS = 50;

    private Starter() {}

    /**
     * Waits for a line of input before it begins.
     *
     * @param arguments the address and the number of the service
     */
    public static void main(String[] arguments) throws Exception {
        String number = arguments[1];
        Vertx vertx = Vertx.vertx();
        var store = PgSchemaStore.at(vertx, arguments[0], Scheduler.real(vertx), PgBench.MIGRATING);
        List<SchemaDeclaration> shared = IntStream.range(0, EVENTS)
                .mapToObj(event -> PgBench.declared("shared.e" + event, "v1", PgBench.field("f" + event, "integer")))
                .collect(Collectors.toList());
        shared.add(PgBench.declared("contested", "v1", PgBench.field("f" + number, "integer")));
        System.out.println("ready");
        if (System.in.read() < 0) {
            return;
        }
        long start = System.nanoTime();
        List<Registration> answers = PgBench.get(store.register(shared, new Caller("service-" + number, "1")));
        System.out.println("answers "
                + answers.stream().map(answer -> answer.status().name()).collect(Collectors.joining(" ")));
        System.out.println("took " + (System.nanoTime() - start) / 1_000_000 + " ms");
        PgBench.get(store.close());
        PgBench.get(vertx.close());
    }
}
