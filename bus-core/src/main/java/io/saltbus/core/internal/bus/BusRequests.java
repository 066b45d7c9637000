package io.saltbus.core.internal.bus;

import io.saltbus.core.event.Topic;
import io.saltbus.core.extension.Payloads;
import io.saltbus.core.extension.Request;
import io.saltbus.core.extension.RequestOptions;
import io.saltbus.core.extension.Requests;
import io.saltbus.core.internal.context.DeliveryScope;
import io.saltbus.core.internal.publish.Publisher;
import io.saltbus.core.time.Scheduler;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** Makes requests of the events that the bus knows. */
record BusRequests(
        EventCatalog catalog, Publisher publisher, Payloads payloads, Scheduler scheduler, Runnable requireOpen)
        implements Requests {
    @Override
    public boolean declared() {
        return catalog.hasRequests();
    }

    @Override
    public Request make(Object event, RequestOptions options) {
        requireOpen.run();
        return publisher.request(catalog.findRequest(event.getClass()), payloads.write(event), options);
    }

    @Override
    public Request make(String topic, String version, JsonObject payload, RequestOptions options) {
        requireOpen.run();
        Topic.check(topic);
        Publisher.Kind kind = catalog.findRequest(topic, catalog.version(topic, version));
        return publisher.request(kind, payloads.write(payload), options);
    }

    @Override
    public @Nullable Duration remaining() {
        DeliveryScope scope = DeliveryScope.current();
        Long deadline = scope == null ? null : scope.deadlineNanos();
        return deadline == null ? null : Duration.ofNanos(deadline - scheduler.nanoTime());
    }
}
