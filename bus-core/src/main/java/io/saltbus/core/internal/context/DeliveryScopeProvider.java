package io.saltbus.core.internal.context;

import io.vertx.core.internal.VertxBootstrap;
import io.vertx.core.spi.VertxServiceProvider;

/** Registers the context local of {@link DeliveryScope} when a Vertx is made: later is too late, its contexts have no slot for it. */
public final class DeliveryScopeProvider implements VertxServiceProvider {
    private static final Object REGISTERED = DeliveryScope.LOCAL;

    @Override
    public void init(VertxBootstrap bootstrap) {
        if (REGISTERED == null) {
            throw new IllegalStateException("the context local of SaltBus is not registered");
        }
    }
}
