package io.saltbus.examples.demo;

import io.saltbus.core.config.BusConfig;
import io.saltbus.core.failure.BusException;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonObject;
import java.io.PrintStream;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;

/**
 * Runs the order flow under steady traffic and proves that nothing was lost. {@code DEMO_SECONDS} ends it, otherwise Ctrl-C does;
 * {@code SALTBUS_BROKER_URL} and the other settings of the bus choose the broker. The last line adds up the ledger; the process ends with 0
 * where nothing was lost, otherwise with 1.
 */
public final class Demo {
    private final Map<String, String> environment;
    private final Screen screen;
    private final PrintStream err;

    Demo(Map<String, String> environment, Screen screen, PrintStream err) {
        this.environment = environment;
        this.screen = screen;
        this.err = err;
    }

    /** Runs it until its time is over, or somebody ends the process. */
    public static void main(String[] args) {
        System.setProperty("examples.events.level", "OFF"); // read by logback.xml
        var asked = new CompletableFuture<Void>();
        var demo = new Demo(System.getenv(), Screen.of(System.out, System.getenv()), System.err);
        CompletableFuture<Integer> exitCode = CompletableFuture.supplyAsync(() -> demo.run(asked))
                .exceptionally(broken -> {
                    broken.printStackTrace();
                    return 1;
                });
        // whoever ends the process, Ctrl-C or the exit below, passes here; a plain Ctrl-C would end with 130, as if it
        // had failed
        Runtime.getRuntime().addShutdownHook(new Thread(() -> {
            asked.complete(null);
            Runtime.getRuntime().halt(exitCode.join());
        }));
        System.exit(exitCode.join());
    }

    /**
     * Runs it, blocking the caller.
     *
     * @param asked completes when it is to end, whatever its time
     * @return what the process is to end with
     */
    int run(CompletableFuture<Void> asked) {
        try {
            return run(DemoOptions.of(environment), asked);
        } catch (IllegalArgumentException refused) {
            return failed(refused);
        }
    }

    /** The same, with options from elsewhere. */
    int run(DemoOptions options, CompletableFuture<Void> asked) {
        Vertx vertx = Vertx.vertx();
        Tally tally;
        try {
            BusConfig config = BusConfig.of(environment, new JsonObject());
            var run = new DemoRun(vertx, config, options, screen);
            tally = await(run.untilSettled(Future.fromCompletionStage(asked)));
        } catch (CompletionException failure) {
            return failed(failure.getCause() == null ? failure : failure.getCause());
        } catch (RuntimeException refused) {
            return failed(refused);
        } finally {
            await(vertx.close());
        }
        if (tally.mayBeElsewhere()) {
            err.println(
                    "another demo seems to use the same queues: " + tally.strange()
                            + " events of others were handled here, so "
                            + "that some of this one may have been handled there, and count as lost. Give each a virtual host of its own");
        }
        screen.line(tally.line());
        return tally.lost() == 0 ? 0 : 1;
    }

    private int failed(Throwable cause) {
        boolean told = cause instanceof BusException || cause instanceof IllegalArgumentException;
        err.println("the demo cannot run: " + (told ? cause.getMessage() : cause));
        return 1;
    }

    private static <T> T await(Future<T> future) {
        return future.toCompletionStage().toCompletableFuture().join();
    }
}
