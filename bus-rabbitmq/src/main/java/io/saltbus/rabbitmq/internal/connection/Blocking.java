package io.saltbus.rabbitmq.internal.connection;

import io.vertx.core.Future;
import java.util.concurrent.Callable;

/**
 * Runs AMQP's synchronous methods (open a channel, declare, consume, close) where they may wait: on the loop they would wait for a reply
 * that the loop itself has to read.
 */
@FunctionalInterface
public interface Blocking {
    /** Runs it on a worker thread of the transport; the future completes on the loop. The client's own time limit for calls bounds it. */
    <T> Future<T> call(Callable<T> work);
}
