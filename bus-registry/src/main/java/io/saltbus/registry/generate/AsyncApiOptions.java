package io.saltbus.registry.generate;

import java.util.Optional;

/**
 * What an AsyncAPI document says beside the events. Immutable; start from {@link #defaults()}.
 *
 * @param title of the document, default {@code SaltBus events}
 * @param version of the document, default {@code 1.0.0}
 * @param server address of the broker as {@code amqp://host:5672/vhost}; none by default. Its credentials are left out
 * @param exchange the exchange of the events, default {@code saltbus.events}; {@code tchu_events} for a celery-salt fleet
 * @param requestExchange the exchange of the requests, default {@code saltbus.rpc}; {@code tchu_events} for a celery-salt fleet
 */
public record AsyncApiOptions(
        String title, String version, Optional<String> server, String exchange, String requestExchange) {
    /** As the bus has it by default. */
    public static AsyncApiOptions defaults() {
        return new AsyncApiOptions("SaltBus events", "1.0.0", Optional.empty(), "saltbus.events", "saltbus.rpc");
    }

    /** The same with another title. */
    public AsyncApiOptions withTitle(String other) {
        return new AsyncApiOptions(other, version, server, exchange, requestExchange);
    }

    /** The same with another version of the document. */
    public AsyncApiOptions withVersion(String other) {
        return new AsyncApiOptions(title, other, server, exchange, requestExchange);
    }

    /** The same with the address of the broker. */
    public AsyncApiOptions withServer(String address) {
        return new AsyncApiOptions(title, version, Optional.of(address), exchange, requestExchange);
    }

    /** The same for a celery-salt fleet, where everything goes through {@code tchu_events}. */
    public AsyncApiOptions celery() {
        return new AsyncApiOptions(title, version, server, "tchu_events", "tchu_events");
    }
}
