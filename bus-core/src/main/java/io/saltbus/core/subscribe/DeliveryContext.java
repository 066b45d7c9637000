package io.saltbus.core.subscribe;

import io.saltbus.core.event.Envelope;

/** What an {@link Interceptor} sees of a delivery. */
public interface DeliveryContext {
    /** The handler's name. */
    String handler();

    /** Everything about the message but its payload. */
    Envelope envelope();

    /** The event, validated, as the handler will get it. */
    Object event();
}
