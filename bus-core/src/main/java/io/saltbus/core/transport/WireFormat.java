package io.saltbus.core.transport;

/** How a message is written between processes. */
public enum WireFormat {
    /** The payload is the body; everything else is in properties and {@code salt-*} headers. */
    NATIVE,
    /** As celery-salt writes it, so that Python services read it as one of theirs. */
    CELERY
}
