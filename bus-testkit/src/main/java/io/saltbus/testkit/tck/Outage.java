package io.saltbus.testkit.tck;

/** What happens to a transport from outside. Methods block until it has happened. */
public interface Outage {
    /** Resets every connection of the transports of the running test, as a network may. New ones are welcome. */
    void cutConnections();

    /** Ends the broker's side of every connection of the running test, as a gateway that goes down may. New ones are welcome. */
    void endConnections();

    /** Deletes a queue with all that is in it, as an operator may. */
    void deleteQueue(String name);
}
