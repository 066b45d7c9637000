package io.saltbus.examples.orders.payment;

import io.saltbus.core.SaltBus;
import io.saltbus.core.SaltBusBuilder;
import io.saltbus.core.publish.Confirmed;
import io.saltbus.core.subscribe.Subscribe;
import io.vertx.core.Future;
import java.math.BigDecimal;
import java.util.function.Consumer;

/** Takes the money for every order. */
public final class Cashier {
    private final SaltBus bus;
    private final Consumer<String> says;

    /** What this service wants to know of an order. */
    record Bill(String orderId, BigDecimal totalAmount) {}

    private Cashier(SaltBus bus, Consumer<String> says) {
        this.bus = bus;
        this.says = says;
    }

    /**
     * Starts the service.
     *
     * @param says is told what was done, in words
     * @return its bus
     */
    public static Future<SaltBus> start(SaltBusBuilder builder, Consumer<String> says) {
        SaltBus bus = builder.event(OrderPaid.class).build();
        return bus.start()
                .compose(started -> bus.subscribe(new Cashier(bus, says)))
                .map(bus);
    }

    @Subscribe("order.created")
    Future<Confirmed> pay(Bill bill) {
        return bus.publish(new OrderPaid(bill.orderId(), "card", "tx-" + bill.orderId()))
                .onSuccess(confirmed -> says.accept("payment: " + bill.orderId() + " paid, " + bill.totalAmount()));
    }
}
