package io.saltbus.core;

import io.vertx.core.Future;
import io.vertx.core.VerticleBase;
import java.util.Objects;

/**
 * Handlers as a verticle, so that they can be deployed in several instances, one for an event loop. Deploy it with a supplier that makes new
 * handlers each time; all instances share one queue a handler, and its limits.
 */
public final class HandlerVerticle extends VerticleBase {
    private final SaltBus bus;
    private final Object handlers;

    private HandlerVerticle(SaltBus bus, Object handlers) {
        this.bus = bus;
        this.handlers = handlers;
    }

    /**
     * Makes the verticle; it subscribes when it is deployed, and lets its handlers finish when it is undeployed.
     *
     * @param bus started before the deployment
     * @param handlers has {@code @Subscribe} methods
     */
    public static HandlerVerticle of(SaltBus bus, Object handlers) {
        return new HandlerVerticle(Objects.requireNonNull(bus, "bus"), Objects.requireNonNull(handlers, "handlers"));
    }

    @Override
    public Future<?> start() {
        return bus.subscribe(handlers);
    }

    @Override
    public Future<?> stop() {
        return bus.unsubscribe(context);
    }
}
