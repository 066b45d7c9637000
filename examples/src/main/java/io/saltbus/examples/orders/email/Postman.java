package io.saltbus.examples.orders.email;

import io.saltbus.core.SaltBus;
import io.saltbus.core.SaltBusBuilder;
import io.saltbus.core.subscribe.Subscribe;
import io.vertx.core.Future;
import java.util.function.Consumer;

/** Writes to customers. */
public final class Postman {
    private final Consumer<String> says;

    /** What the confirmation tells. */
    record Confirmation(String orderId, long userId) {}

    /** What the receipt tells. */
    record Receipt(String orderId, String paymentMethod, String transactionId) {}

    private Postman(Consumer<String> says) {
        this.says = says;
    }

    /**
     * Starts the service.
     *
     * @param says is told what was done, in words
     * @return its bus
     */
    public static Future<SaltBus> start(SaltBusBuilder builder, Consumer<String> says) {
        SaltBus bus = builder.handlers(new Postman(says)).build();
        return bus.start().map(bus);
    }

    @Subscribe("order.created")
    Future<Void> confirmOrder(Confirmation mail) {
        says.accept("email: confirmation of " + mail.orderId() + " to user " + mail.userId());
        return Future.succeededFuture();
    }

    @Subscribe("order.paid")
    Future<Void> sendReceipt(Receipt mail) {
        says.accept("email: receipt for " + mail.orderId() + ", paid by " + mail.paymentMethod() + " ("
                + mail.transactionId() + ")");
        return Future.succeededFuture();
    }
}
