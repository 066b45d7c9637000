package io.saltbus.core.internal.schema.sample.clash;

import io.saltbus.core.event.Event;

public final class ClashingEvents {
    private ClashingEvents() {}

    @Event("order.paid")
    record OrderPaid(long orderId, long total) {}

    @Event("order.paid")
    record OrderSettled(long orderId, String total) {}
}
