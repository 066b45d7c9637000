package io.saltbus.cli.sample;

import io.saltbus.core.event.Event;

@Event("order.created")
public record OrderCreated(long orderId, String customer) {}
