package io.saltbus.examples.demo;

import io.saltbus.core.SaltBus;
import io.saltbus.core.SaltBusBuilder;
import io.saltbus.core.config.BusConfig;
import io.saltbus.core.config.MaskedUrl;
import io.saltbus.examples.orders.OrderFlow;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/** One run of the demo: start, traffic, end of traffic, wait until all is settled, close, add up. */
final class DemoRun {
    private static final long LOOK_AGAIN_MS = 200;

    private final Vertx vertx;
    private final BusConfig config;
    private final DemoOptions options;
    private final Screen screen;
    private final long startedNanos = System.nanoTime();
    private volatile String doing = "running";

    DemoRun(Vertx vertx, BusConfig config, DemoOptions options, Screen screen) {
        this.vertx = vertx;
        this.config = config;
        this.options = options;
        this.screen = screen;
    }

    /**
     * Runs it.
     *
     * @param asked completes when it is to end, whatever its time
     * @return what the ledger adds up to
     */
    Future<Tally> untilSettled(Future<Void> asked) {
        return vertx.executeBlocking(() -> Files.createTempDirectory("saltbus-demo-"))
                .compose(folder -> withLedger(folder.resolve("ledger.txt"), asked));
    }

    private Future<Tally> withLedger(Path path, Future<Void> asked) {
        return Ledger.create(vertx, path)
                .compose(ledger -> OrderFlow.start(service -> bus(service, ledger), words -> {})
                        .compose(flow -> {
                            screen.line("orders, payment, email, inventory and analytics run on "
                                    + MaskedUrl.of(config.brokerUrl()) + "; the ledger is " + path);
                            return withCalls(() -> withTraffic(flow, ledger, asked))
                                    .eventually(flow::close);
                        })
                        .transform(ended -> ledger.close()
                                .compose(closed -> ended.succeeded()
                                        ? Future.<Void>succeededFuture()
                                        : Future.failedFuture(ended.cause()))))
                .compose(closed -> vertx.executeBlocking(() -> Tally.read(path)));
    }

    private SaltBusBuilder bus(String service, Ledger ledger) {
        var recorder = new Recorder(service, ledger);
        return SaltBus.builder(vertx)
                .config(config)
                .service(service)
                .observer(recorder)
                .interceptor(recorder);
    }

    // answers between processes go through Redis, which a demo of events alone does without
    private Future<Void> withCalls(Supplier<Future<Void>> traffic) {
        if (!config.brokerUrl().startsWith("memory:") && config.redisUrl() == null) {
            screen.line("no calls are made: SALTBUS_REDIS_URL says where their answers could go");
            return traffic.get();
        }
        return CallTraffic.start(
                        vertx, service -> SaltBus.builder(vertx).config(config).service(service))
                .compose(calls -> traffic.get().eventually(() -> calls.stop().onSuccess(screen::line)));
    }

    private Future<Void> withTraffic(OrderFlow flow, Ledger ledger, Future<Void> asked) {
        Traffic traffic = Traffic.start(vertx, flow, options.ordersPerSecond());
        Runnable show = () ->
                screen.counters(doing, Duration.ofNanos(System.nanoTime() - startedNanos), ledger, traffic.refused());
        long showing = vertx.setPeriodic(screen.refresh().toMillis(), tick -> show.run());
        return end(asked)
                .compose(over -> {
                    doing = "settling";
                    return traffic.stop();
                })
                .compose(stopped -> settled(
                        ledger, System.nanoTime() + options.settleWithin().toNanos()))
                .onComplete(settled -> {
                    vertx.cancelTimer(showing);
                    show.run();
                });
    }

    private Future<Void> end(Future<Void> asked) {
        Duration runFor = options.runFor();
        return runFor == null
                ? asked
                : Future.any(asked, vertx.timer(runFor.toMillis(), TimeUnit.MILLISECONDS))
                        .mapEmpty();
    }

    // the ledger decides, so that the wait ends for the same reason that the last line says lost=0
    private Future<Void> settled(Ledger ledger, long untilNanos) {
        return ledger.tally().compose(tally -> {
            boolean over = tally.lost() == 0 || System.nanoTime() - untilNanos >= 0;
            return over
                    ? Future.succeededFuture()
                    : vertx.timer(LOOK_AGAIN_MS, TimeUnit.MILLISECONDS).compose(again -> settled(ledger, untilNanos));
        });
    }
}
