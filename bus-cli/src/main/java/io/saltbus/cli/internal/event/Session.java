package io.saltbus.cli.internal.event;

import io.saltbus.cli.internal.connect.BrokerAddress;
import io.saltbus.cli.internal.connect.Surroundings;
import io.saltbus.cli.internal.connect.Waiting;
import io.saltbus.core.SaltBus;
import io.saltbus.core.SaltBusBuilder;
import io.saltbus.core.transport.WireFormat;
import io.vertx.core.Future;
import java.time.Duration;
import java.util.function.Function;

/** One bus for one thing that is done on it. */
final class Session {
    /** What finding out why a broker cannot be reached may take longer than trying. */
    private static final Duration GRACE = Duration.ofSeconds(3);

    private static final Duration LETTING_GO = Duration.ofSeconds(3);

    private Session() {}

    /** A bus in the making, on the broker that was named. */
    static SaltBusBuilder builder(Surroundings around, BrokerAddress broker, Duration timeout) {
        SaltBusBuilder builder = SaltBus.builder(around.vertx().get())
                .service(broker.service())
                .broker(broker.url(around, timeout))
                .confirmTimeout(timeout)
                .shutdownTimeout(Duration.ofSeconds(1));
        return broker.format() == WireFormat.CELERY ? builder.celeryInterop() : builder;
    }

    /** Starts the bus, does what is to be done, and closes it. */
    static <T> T run(SaltBus bus, Duration timeout, Function<SaltBus, Future<T>> work) {
        try {
            Waiting.until(bus.start(), timeout.plus(GRACE), "the broker");
            return Waiting.until(work.apply(bus), timeout.plus(GRACE), "the broker");
        } finally {
            Waiting.ended(bus.close(), LETTING_GO);
        }
    }
}
