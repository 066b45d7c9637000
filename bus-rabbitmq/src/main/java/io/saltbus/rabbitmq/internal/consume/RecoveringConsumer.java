package io.saltbus.rabbitmq.internal.consume;

import io.saltbus.core.transport.Consumer;
import io.vertx.core.Future;
import java.util.List;

/** A consumer that comes back by itself, as the lane of its loop sees it. */
public interface RecoveringConsumer extends Consumer {
    /** Begins to consume; completes when messages can arrive. Where it fails, nothing is left behind. Safe from any thread. */
    Future<Consumer> open();

    /** Why no messages can arrive though they should, in words; empty where they can. Safe from any thread. */
    List<String> troubles();

    /** Completes when it is closed, whoever closed it. */
    Future<Void> ended();
}
