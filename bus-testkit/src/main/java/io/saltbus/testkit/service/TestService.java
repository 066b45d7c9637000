package io.saltbus.testkit.service;

/**
 * A real service that tests talk to. Where it comes from is not told; tests that must break it ask for a {@link PrivateService}.
 *
 * <p>Safe for use from any thread.
 */
public interface TestService extends AutoCloseable {
    /** Where clients connect, with credentials where it asks for some, such as {@code redis://127.0.0.1:20379}. */
    String url();

    /** The host part of {@link #url()}. */
    String host();

    /** The port part of {@link #url()}, or the service's usual port where the address names none. */
    int port();

    /** Ends the service if it was started for the tests; one that was given stays. Safe to call again. */
    @Override
    void close();
}
