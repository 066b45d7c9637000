package io.saltbus.core.internal.schema.sample.shop;

import io.saltbus.core.event.Event;
import io.saltbus.core.event.EventMode;

public final class ShopEvents {
    private ShopEvents() {}

    @Event(value = "shop.opened", version = "v10")
    record OpenedLater(String shop, int floor) {}

    @Event(value = "shop.opened", version = "v2")
    record Opened(String shop) {}

    @Event(value = "rpc.stock.find", mode = EventMode.RPC)
    record FindStock(String sku) {}

    @Event("shop.changed")
    sealed interface Changed permits Renamed, Moved {}

    record Renamed(String name) implements Changed {}

    record Moved(String street) implements Changed {}
}
