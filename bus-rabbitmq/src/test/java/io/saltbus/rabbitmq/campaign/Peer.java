package io.saltbus.rabbitmq.campaign;

import io.saltbus.rabbitmq.SeededFault;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * A process that publishes and handles until it is killed. It says {@code ready} once it works; {@code quiet} as a line of its input ends
 * its publishing, and the end of its input ends it.
 */
final class Peer {
    private Peer() {}

    /** Takes the broker's address, the file for its ledger, and the name of the fault that it has. */
    public static void main(String[] arguments) throws IOException {
        PrintStream parent = System.out;
        System.setOut(System.err); // what is logged goes to the file, and not between the words to the parent
        Ledger ledger = Ledger.create(Path.of(arguments[1]));
        Instance instance = Instance.start(arguments[0], SeededFault.valueOf(arguments[2]), ledger)
                .toCompletionStage()
                .toCompletableFuture()
                .join();
        var publishing = new AtomicBoolean(true);
        LoadPublisher.start(
                instance.vertx().getOrCreateContext(), instance.bus(), ledger, new Outcomes(), publishing::get);
        parent.println("ready");
        var input = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
        for (String line = input.readLine(); line != null; line = input.readLine()) {
            publishing.set(!line.equals("quiet"));
        }
        instance.close().toCompletionStage().toCompletableFuture().join();
        System.exit(0);
    }
}
