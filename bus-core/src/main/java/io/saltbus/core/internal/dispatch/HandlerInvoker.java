package io.saltbus.core.internal.dispatch;

import io.opentelemetry.context.Scope;
import io.saltbus.core.internal.context.DeliveryScope;
import io.saltbus.core.subscribe.DeliveryException;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.internal.ContextInternal;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/** Calls the user's code where it wants to run, and makes a future of whatever it answers. */
final class HandlerInvoker {
    private final Handling handling;

    HandlerInvoker(Handling handling) {
        this.handling = handling;
    }

    /**
     * Calls the handler.
     *
     * @param context the delivery's own
     * @param event the event, or the list of them
     * @param envelope its envelope, or the list of them
     * @param scope carried to the thread that the handler runs on
     * @param interruption told which thread that is, where it may block
     * @return the value it answered; never null itself
     */
    Future<@Nullable Object> invoke(
            ContextInternal context, Object event, Object envelope, DeliveryScope scope, Interruption interruption) {
        return switch (handling.definition().options().execution()) {
            case CONTEXT -> onContext(context, event, envelope, scope);
            case WORKER ->
                context.executeBlocking(() -> blocking(context, event, envelope, scope, interruption), false)
                        .compose(answer -> answer);
            case VIRTUAL_THREAD -> onVirtualThread(context, event, envelope, scope, interruption);
        };
    }

    // an interceptor may go on from a foreign thread, and a batch is called from a turn of its last event
    private Future<@Nullable Object> onContext(
            ContextInternal context, Object event, Object envelope, DeliveryScope scope) {
        if (ContextInternal.current() == context) {
            return answer(context, event, envelope, scope);
        }
        Promise<@Nullable Object> answered = context.promise();
        context.emit(turn -> answer(context, event, envelope, scope).onComplete(answered));
        return answered.future();
    }

    private Future<@Nullable Object> onVirtualThread(
            ContextInternal context, Object event, Object envelope, DeliveryScope scope, Interruption interruption) {
        // a context of its own for each call, because one virtual-thread context runs one thing at a time
        ContextInternal virtual = context.owner().createVirtualThreadContext().duplicate();
        scope.enter(virtual);
        Promise<Future<@Nullable Object>> answered = context.promise();
        virtual.runOnContext(turn -> answered.complete(blocking(virtual, event, envelope, scope, interruption)));
        return answered.future().compose(answer -> answer);
    }

    private Future<@Nullable Object> blocking(
            ContextInternal context, Object event, Object envelope, DeliveryScope scope, Interruption interruption) {
        if (!interruption.begin()) {
            return Future.failedFuture(new DeliveryException.TimeLimitExceeded(
                    handling.definition().name(),
                    handling.definition().options().timeLimits().hard()));
        }
        try {
            return answer(context, event, envelope, scope);
        } finally {
            interruption.end();
        }
    }

    // the bridge to the user's code: whatever it throws, Errors included, becomes a failed future
    @SuppressWarnings("try") // the scope is there to be closed
    private Future<@Nullable Object> answer(
            ContextInternal context, Object event, Object envelope, DeliveryScope scope) {
        try (Scope current = scope.trace().makeCurrent()) { // spans that the handler makes are children of its own
            return toFuture(context, handling.function().call(event, envelope));
        } catch (Throwable thrown) {
            return Future.failedFuture(thrown);
        }
    }

    @SuppressWarnings("unchecked") // a future of anything is a future of objects, as nobody writes to it
    private Future<@Nullable Object> toFuture(ContextInternal context, @Nullable Object answer) {
        if (answer instanceof Future<?> future) {
            return (Future<@Nullable Object>) future;
        }
        if (answer instanceof CompletionStage<?> stage) {
            return Future.fromCompletionStage((CompletionStage<@Nullable Object>) stage, context);
        }
        if (answer == null && handling.definition().promisesFuture()) {
            return Future.failedFuture(
                    new DeliveryException.NoAnswer(handling.definition().name()));
        }
        return Future.succeededFuture(answer);
    }
}
