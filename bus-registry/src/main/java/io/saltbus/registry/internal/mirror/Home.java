package io.saltbus.registry.internal.mirror;

import io.saltbus.core.failure.ConnectionException;
import io.saltbus.core.time.Scheduler;
import io.saltbus.core.time.Scheduler.Timer;
import io.saltbus.registry.RegistryException;
import io.vertx.core.AsyncResult;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.internal.ContextInternal;
import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.RejectedExecutionException;
import java.util.function.Supplier;

/** The one context on which a mirror speaks with its store and changes what it knows of it, so that nothing there needs a lock. */
final class Home {
    /** How long one question to the store may take. A store that never answers must not stop what is asked after it. */
    static final Duration PATIENCE = Duration.ofSeconds(30);

    private final Context context;
    private final Scheduler scheduler;
    private final String whose;

    /** @param whose registry it is, for messages */
    Home(Context context, Scheduler scheduler, String whose) {
        this.context = context;
        this.scheduler = scheduler;
        this.whose = whose;
    }

    Scheduler scheduler() {
        return scheduler;
    }

    /** Does something here; what it throws is a failed future. Completes on the context of who asks, where there is one. */
    <T> Future<T> call(Supplier<Future<T>> work) {
        var caller = (ContextInternal) Vertx.currentContext();
        Promise<T> done = caller == null ? Promise.promise() : caller.promise();
        try {
            context.runOnContext(here ->
                    Future.<Void>succeededFuture().compose(turn -> work.get()).onComplete(done));
        } catch (RejectedExecutionException loopIsGone) {
            done.fail(new ConnectionException.Closed("the Vertx of the registry"));
        }
        return done.future();
    }

    /** Does something here that gives nothing, whenever that is. */
    void run(Runnable work) {
        try {
            context.runOnContext(here -> work.run());
        } catch (RejectedExecutionException loopIsGone) {
            // Vert.x was closed under the bus: nothing is mirrored any more
        }
    }

    /** Does something that takes time, on a worker; completes here. */
    <T> Future<T> aside(Callable<T> work) {
        Promise<T> done = Promise.promise();
        context.owner().executeBlocking(work, false).onComplete(result -> run(() -> end(done, result)));
        return done.future();
    }

    /** A question to the store, which fails where it is not answered within {@link #PATIENCE}. */
    <T> Future<T> answered(Future<T> question) {
        return within(
                PATIENCE,
                question,
                () -> Future.failedFuture(new RegistryException.Unavailable(
                        whose, "no answer within " + PATIENCE.toSeconds() + " s", null)));
    }

    Timer after(Duration delay, Runnable work) {
        return scheduler.schedule(delay, context, work);
    }

    /**
     * A future that completes here, and at the latest when its time is up.
     *
     * @param late what becomes of it then
     */
    <T> Future<T> within(Duration limit, Future<T> work, Supplier<Future<T>> late) {
        Promise<T> done = Promise.promise();
        Timer timer = after(limit, () -> {
            if (!done.future().isComplete()) {
                late.get().onComplete(result -> end(done, result));
            }
        });
        work.onComplete(result -> run(() -> {
            timer.cancel();
            end(done, result);
        }));
        return done.future();
    }

    private static <T> void end(Promise<T> done, AsyncResult<T> result) {
        if (result.succeeded()) {
            done.tryComplete(result.result());
        } else {
            done.tryFail(result.cause());
        }
    }
}
