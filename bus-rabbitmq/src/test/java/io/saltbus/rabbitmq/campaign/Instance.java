package io.saltbus.rabbitmq.campaign;

import io.saltbus.core.SaltBus;
import io.saltbus.core.time.Scheduler;
import io.saltbus.core.transport.TransportSettings;
import io.saltbus.rabbitmq.SeededFault;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.time.Duration;

/**
 * One bus with the handlers of the campaign, as a process would have it.
 *
 * @param vertx its own
 * @param bus started
 */
record Instance(Vertx vertx, SaltBus bus) {
    /** How long a publish may wait for its confirm. */
    static final Duration CONFIRM_TIMEOUT = Duration.ofSeconds(30);

    /**
     * Starts one.
     *
     * @param seeded what is wrong with its transport on purpose
     */
    static Future<Instance> start(String address, SeededFault seeded, Ledger ledger) {
        Vertx vertx = Vertx.vertx();
        var settings = TransportSettings.of(Scheduler.real(vertx), CONFIRM_TIMEOUT);
        SaltBus bus = SaltBus.builder(vertx)
                .transport(seeded.transport(vertx, address, settings))
                .service(Audience.SERVICE)
                .event(Load.class, Late.class, Probe.class)
                .handlers(new Handlers(ledger))
                .build();
        return bus.start()
                .map(started -> new Instance(vertx, bus))
                .recover(failure -> vertx.close().transform(closed -> Future.failedFuture(failure)));
    }

    Future<Void> close() {
        return bus.close().eventually(vertx::close);
    }
}
