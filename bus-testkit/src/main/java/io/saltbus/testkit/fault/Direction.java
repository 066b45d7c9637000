package io.saltbus.testkit.fault;

/** Which way bytes go through a {@link FaultProxy}. */
public enum Direction {
    /** From the client that connected to the proxy, to the service behind it. */
    TO_SERVICE,
    /** From the service back to the client. */
    TO_CLIENT
}
