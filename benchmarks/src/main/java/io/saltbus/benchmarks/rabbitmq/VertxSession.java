package io.saltbus.benchmarks.rabbitmq;

import io.vertx.core.Future;
import io.vertx.core.internal.ContextInternal;
import io.vertx.core.internal.VertxInternal;
import io.vertx.rabbitmq.RabbitMQClient;
import io.vertx.rabbitmq.RabbitMQOptions;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/**
 * A started Vert.x RabbitMQ Client, and the context that it is used on.
 *
 * @param context where it is called, and calls back
 * @param client the client
 */
record VertxSession(ContextInternal context, RabbitMQClient client) {
    static VertxSession start(Place place) throws Exception {
        ContextInternal context = ((VertxInternal) place.vertx()).createEventLoopContext();
        RabbitMQClient client = RabbitMQClient.create(
                place.vertx(), new RabbitMQOptions().setUri(place.url()).setAutomaticRecoveryEnabled(false));
        var session = new VertxSession(context, client);
        session.await(client::start);
        return session;
    }

    /** Calls it on the context; waits for what comes of it. */
    <T> T await(Callable<Future<T>> call) throws Exception {
        var result = new CompletableFuture<T>();
        context.runOnContext(entered -> {
            try {
                call.call().onSuccess(result::complete).onFailure(result::completeExceptionally);
            } catch (Exception failure) {
                result.completeExceptionally(failure);
            }
        });
        return result.get(30, TimeUnit.SECONDS);
    }

    void stop() throws Exception {
        await(client::stop);
    }
}
