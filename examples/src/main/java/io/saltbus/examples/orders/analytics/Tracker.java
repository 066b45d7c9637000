package io.saltbus.examples.orders.analytics;

import io.saltbus.core.SaltBus;
import io.saltbus.core.SaltBusBuilder;
import io.saltbus.core.event.EventView;
import io.saltbus.core.subscribe.Subscribe;
import io.vertx.core.Future;
import java.util.function.Consumer;

/** Watches everything that happens to orders, without a class for any of it. */
public final class Tracker {
    private final Consumer<String> says;

    private Tracker(Consumer<String> says) {
        this.says = says;
    }

    /**
     * Starts the service.
     *
     * @param says is told what was done, in words
     * @return its bus
     */
    public static Future<SaltBus> start(SaltBusBuilder builder, Consumer<String> says) {
        SaltBus bus = builder.handlers(new Tracker(says)).build();
        return bus.start().map(bus);
    }

    @Subscribe("order.*")
    Future<Void> track(EventView event) {
        says.accept("analytics: " + event.topic() + " " + event.json().encode());
        return Future.succeededFuture();
    }
}
