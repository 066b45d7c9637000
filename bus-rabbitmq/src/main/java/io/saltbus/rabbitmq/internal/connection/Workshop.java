package io.saltbus.rabbitmq.internal.connection;

import io.saltbus.core.failure.ConnectionException;
import io.vertx.core.Future;
import io.vertx.core.WorkerExecutor;
import io.vertx.core.internal.ContextInternal;
import java.util.concurrent.Callable;

/**
 * Runs what blocks on the transport's own workers: users' blocking handlers cannot starve them.
 *
 * @param context where futures complete
 * @param workers few threads, of this transport alone
 */
record Workshop(ContextInternal context, WorkerExecutor workers) implements Blocking {
    @Override
    public <T> Future<T> call(Callable<T> work) {
        var done = context.<T>promise();
        try {
            workers.executeBlocking(work, false).onComplete(done);
        } catch (IllegalStateException workersAreClosed) {
            done.fail(new ConnectionException.Closed("the transport on RabbitMQ"));
        }
        return done.future();
    }
}
