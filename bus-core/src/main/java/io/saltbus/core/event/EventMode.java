package io.saltbus.core.event;

/** Who receives an event. */
public enum EventMode {
    /** Every subscription that matches gets a copy of its own; nobody answers. */
    BROADCAST,
    /** One responder gets it and answers. */
    RPC
}
