package io.saltbus.core.subscribe;

import io.saltbus.core.event.TopicPattern;
import io.vertx.core.Future;
import java.util.List;

/** One handler's taking of events in this process, over all the instances of its verticle. Safe for use from any thread. */
public interface Subscription {
    /** The handler's name. */
    String name();

    /** The queue that its events wait in. */
    String queue();

    /** What it subscribes to. */
    List<TopicPattern> patterns();

    /** What it does now. */
    State state();

    /** Stops new events from coming; what is being handled goes on. What waits in this process goes back to the queue. */
    Future<Void> pause();

    /** Takes events again. */
    Future<Void> resume();

    /** Stops new events and completes when the last one being handled is settled, however long that takes; it is then paused. */
    Future<Void> drain();

    /** Drains, for at most the bus's shutdown timeout, and lets go of the queue. The queue stays. Safe to call again. */
    Future<Void> close();

    /** What a subscription does. */
    enum State {
        /** It takes events. */
        LIVE,
        /** It was asked not to. */
        PAUSED,
        /** Its broker is away; it comes back by itself. */
        RECOVERING,
        /** It finishes what it began. */
        DRAINING,
        /** It is over. */
        CLOSED
    }
}
