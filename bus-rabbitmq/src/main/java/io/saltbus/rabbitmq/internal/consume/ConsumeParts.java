package io.saltbus.rabbitmq.internal.consume;

import io.saltbus.core.time.Scheduler;
import io.saltbus.rabbitmq.internal.connection.LoopConnection;
import io.saltbus.rabbitmq.internal.publish.Sender;
import io.saltbus.rabbitmq.internal.topology.Declarer;
import io.saltbus.rabbitmq.internal.topology.Delays;
import io.saltbus.rabbitmq.internal.wire.Wire;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.internal.ContextInternal;
import java.util.concurrent.RejectedExecutionException;
import java.util.function.Supplier;

/**
 * What all consumers of one event loop work with.
 *
 * @param connection the connection of the loop
 * @param sender publishes retries and dead letters, on the same loop
 * @param declarer makes queues that are missing
 * @param delays the way through the delay ladder
 * @param wire reads what arrives
 * @param scheduler where time comes from
 */
public record ConsumeParts(
        LoopConnection connection, Sender sender, Declarer declarer, Delays delays, Wire wire, Scheduler scheduler) {
    /** Runs a step on the loop of the connection, at once where the caller is on it; its future completes on the caller's context. */
    public <T> Future<T> onLoop(ContextInternal caller, Supplier<Future<T>> step) {
        var loop = connection.context().nettyEventLoop();
        if (loop.inEventLoop()) {
            return step.get();
        }
        Promise<T> done = caller.promise();
        try {
            loop.execute(() -> step.get().onComplete(done));
        } catch (RejectedExecutionException loopIsGone) {
            done.fail(loopIsGone);
        }
        return done.future();
    }
}
