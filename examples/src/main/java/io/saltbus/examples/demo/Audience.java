package io.saltbus.examples.demo;

import java.util.List;
import java.util.Map;

/** Who must see which event. Written down by hand, so that a subscription that the bus forgot is noticed. */
final class Audience {
    private static final Map<String, List<String>> HANDLERS = Map.of(
            "order.created",
            List.of(
                    "payment.cashier.pay",
                    "email.postman.confirm-order",
                    "inventory.stock-keeper.note-items",
                    "analytics.tracker.track"),
            "order.paid",
            List.of("email.postman.send-receipt", "inventory.stock-keeper.reserve", "analytics.tracker.track"));

    private Audience() {}

    /** The handlers of a topic, each as service and handler. */
    static List<String> of(String topic) {
        List<String> handlers = HANDLERS.get(topic);
        if (handlers == null) {
            throw new IllegalArgumentException("nobody is written down for the topic " + topic);
        }
        return handlers;
    }
}
