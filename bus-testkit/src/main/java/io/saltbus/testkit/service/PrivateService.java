package io.saltbus.testkit.service;

import java.nio.file.Path;

/**
 * A service that one test owns and may break. It runs as a process on loopback, with its data in a folder of its own. Port and data stay
 * the same until {@link #close()}, whatever happens to the process.
 *
 * <p>Methods block until what they ask for has happened. A method that does not fit the state, such as freezing a service that is
 * down, throws {@link IllegalStateException}; what does not happen in time throws {@link ServiceException.Failed}.
 */
public interface PrivateService extends TestService {
    /** Where data and logs are. Gone after {@link #close()}. */
    Path folder();

    /** Ends the process as an operator would: what it holds in memory is written first. */
    void stop();

    /** Ends the process and its children with SIGKILL, as a crash would. What it had written is kept. */
    void kill();

    /** Starts the service after {@link #stop()} or {@link #kill()}: same port, same data. Returns when it answers. */
    void startAgain();

    /** Halts the process with SIGSTOP: connections stay open, and new ones are even accepted by the kernel, but nothing answers. */
    void freeze();

    /** Lets the process run on after {@link #freeze()}. */
    void thaw();

    /** Ends the process, in whatever state it is, and removes its folder. */
    @Override
    void close();
}
