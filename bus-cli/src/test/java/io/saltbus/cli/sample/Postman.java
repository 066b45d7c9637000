package io.saltbus.cli.sample;

import io.saltbus.core.event.EventView;
import io.saltbus.core.subscribe.Subscribe;

class Postman {
    record Letter(long orderId) {}

    @Subscribe("order.created")
    void write(Letter letter) {}

    @Subscribe(value = "nobody.knows", name = "stranger", version = "v1.2")
    void wait(EventView view) {}
}
