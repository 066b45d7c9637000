package io.saltbus.examples.demo;

import io.saltbus.core.SaltBus;
import io.saltbus.core.SaltBusBuilder;
import io.saltbus.examples.documents.desk.ReadingDesk;
import io.saltbus.examples.documents.library.Library;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.function.Function;

/** Calls at a steady rate, from one service to another, and how long their answers take. Lives on one context. */
final class CallTraffic {
    private static final long EVERY_MS = 20;
    private static final int REMEMBERED = 100_000;

    private final Vertx vertx;
    private final Context context;
    private final SaltBus library;
    private final ReadingDesk desk;
    private final Set<Future<String>> unanswered = new HashSet<>();
    private final long[] nanos = new long[REMEMBERED];
    private long timer;
    private long made;
    private long answered;
    private long failed;

    private CallTraffic(Vertx vertx, SaltBus library, ReadingDesk desk) {
        this.vertx = vertx;
        this.context = vertx.getOrCreateContext();
        this.library = library;
        this.desk = desk;
    }

    /** Starts both services, and calls. */
    static Future<CallTraffic> start(Vertx vertx, Function<String, SaltBusBuilder> bus) {
        return Library.start(bus.apply("library"))
                .compose(library -> ReadingDesk.start(bus.apply("desk")).map(desk -> {
                    var traffic = new CallTraffic(vertx, library, desk);
                    traffic.context.runOnContext(
                            turn -> traffic.timer = vertx.setPeriodic(EVERY_MS, tick -> traffic.call()));
                    return traffic;
                }));
    }

    private void call() {
        long start = System.nanoTime();
        made++;
        Future<String> call = desk.show(456, 456L, 5);
        unanswered.add(call);
        call.onComplete(ended -> context.runOnContext(turn -> unanswered.remove(call)))
                .onSuccess(shown -> nanos[(int) (answered++ % REMEMBERED)] = System.nanoTime() - start)
                .onFailure(failure -> failed++);
    }

    /** Calls no more, waits for the answers that are due, and ends the services; answers what came of it in one line. */
    Future<String> stop() {
        Promise<String> ended = Promise.promise();
        context.runOnContext(turn -> {
            vertx.cancelTimer(timer);
            Future.join(List.copyOf(unanswered))
                    .otherwiseEmpty() // failed calls are counted one by one
                    .eventually(desk::close)
                    .eventually(library::close)
                    .map(closed -> line())
                    .onComplete(ended);
        });
        return ended.future();
    }

    private String line() {
        long[] sorted = Arrays.copyOf(nanos, (int) Math.min(answered, REMEMBERED));
        Arrays.sort(sorted);
        return String.format(
                Locale.ROOT,
                "calls=%d answered=%d failed=%d p50=%s p99=%s",
                made,
                answered,
                failed,
                millis(sorted, 50),
                millis(sorted, 99));
    }

    private static String millis(long[] sorted, int percent) {
        return sorted.length == 0
                ? "-"
                : String.format(Locale.ROOT, "%.2fms", sorted[(sorted.length - 1) * percent / 100] / 1e6);
    }
}
