package io.saltbus.core.internal.schema.sample.twin;

import io.saltbus.core.event.Event;

public final class TwinEvents {
    private TwinEvents() {}

    public static final class Old {
        private Old() {}

        @Event("order.paid")
        record OrderPaid(long orderId) {}
    }

    @Event("order.paid")
    record OrderPaid(long orderId) {}
}
