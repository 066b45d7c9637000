package io.saltbus.testkit.tck;

/** What a transport may promise beyond what every transport must keep. Each is tested where it is promised, and its refusal where not. */
public enum Guarantee {
    /** Messages published from one thread leave a queue in that order. Without it they arrive all, in any order. */
    ORDERED,
    /** Queues and what is in them outlive the transport that declared them. Without it they are gone, and consuming them fails. */
    PERSISTENT,
    /** A message can be held back before it is routed. Without it such a publish fails. */
    DELAY,
    /** A message that is not taken in time becomes a dead letter. Without it a publish that may expire fails. */
    EXPIRY,
    /** A queue of kind {@code PRIORITY} hands out higher priorities first. Without it declaring one fails. */
    PRIORITIES,
    /** A queue of kind {@code EXCLUSIVE} goes with its transport. Without it declaring one fails. */
    EXCLUSIVE,
    /**
     * Messages of mode {@code RPC} go to a queue of kind {@code RESPONDER}, and to no other. Without it declaring one fails.
     */
    REQUESTS,
    /** A queue takes {@link TransportTck#capacity()} messages, and then publishes wait or fail. Without it none ever waits for room. */
    BOUNDED,
    /** A released message goes back to the head of its queue. Without it, it goes back to any place in it. */
    RELEASES_TO_HEAD,
    /**
     * Lost connections and deleted queues are repaired while the transport is in use. Without it there is no outside that could break it;
     * with it {@link TransportTck#outage()} says how the tests break it.
     */
    RECOVERY
}
