package io.saltbus.core.transport;

/**
 * One thing in a broker, as a bus needs it or finds it.
 *
 * @param kind what it is
 * @param name what it is called; a binding is called {@code <exchange> -> <destination> (<key>)}
 * @param state how what is needed and what is there compare
 * @param difference what differs, or what is known of it; may be empty
 * @param cure what an operator can do about it; empty where nothing has to be done
 */
public record TopologyItem(Kind kind, String name, State state, String difference, String cure) {
    /** What an item is. */
    public enum Kind {
        /** Routes messages. */
        EXCHANGE,
        /** Keeps messages. */
        QUEUE,
        /** Leads from an exchange to a queue, or to another exchange. */
        BINDING
    }

    /** How what is needed and what is there compare. */
    public enum State {
        /** It is there, as it must be. */
        PRESENT,
        /** It is not there; the next start makes it, and so does {@link Topology#apply()}. */
        MISSING,
        /** It is there, and differs in what cannot be changed. */
        CONFLICT,
        /** It is there, belongs to the service, and no subscription of this bus needs it. */
        ORPHAN,
        /** It cannot be seen with what the bus was given. */
        UNKNOWN
    }

    /** An item about which there is nothing more to say. */
    public static TopologyItem of(Kind kind, String name, State state) {
        return new TopologyItem(kind, name, state, "", "");
    }

    @Override
    public String toString() {
        return state + " " + kind + " " + name + (difference.isEmpty() ? "" : ": " + difference)
                + (cure.isEmpty() ? "" : ". " + cure);
    }
}
