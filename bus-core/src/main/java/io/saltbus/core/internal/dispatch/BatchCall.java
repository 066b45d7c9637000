package io.saltbus.core.internal.dispatch;

import io.saltbus.core.event.Envelope;
import io.saltbus.core.internal.context.DeliveryScope;
import io.vertx.core.AsyncResult;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.internal.ContextInternal;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * One call of a handler with several deliveries. Each goes through the interceptors by itself; when the last has come through or was
 * answered there, the handler is called once with those that came through. All of it is within one time limit.
 *
 * <p>Lives on a context of its own, a duplicate of the receiver's.
 */
final class BatchCall {
    private final Receiver receiver;
    private final List<DeliveryRun> runs;
    private final ContextInternal context;
    private final Map<DeliveryRun, Future<@Nullable Object>> answers = new LinkedHashMap<>();
    private final Map<DeliveryRun, Promise<@Nullable Object>> comeThrough = new LinkedHashMap<>();
    private final Set<DeliveryRun> underWay;

    BatchCall(Receiver receiver, List<DeliveryRun> runs) {
        this.receiver = receiver;
        this.runs = runs;
        this.context = receiver.context().duplicate();
        this.underWay = new LinkedHashSet<>(runs);
    }

    /** Calls; its slot has been taken already. */
    void start() {
        for (DeliveryRun run : runs) {
            run.resume(run::openScope);
        }
        context.emit(turn -> new HandlerCall(
                        receiver.services(),
                        receiver.definition(),
                        receiver.gate(),
                        context,
                        runs.get(0).envelope())
                .run(this::callAll)
                .onComplete(this::ended));
    }

    private Future<@Nullable Object> callAll(Interruption interruption) {
        for (DeliveryRun run : runs) {
            Promise<@Nullable Object> answer = context.promise();
            answers.put(run, answer.future());
            run.context()
                    .emit(turn ->
                            run.intercepted(() -> letThrough(run, interruption)).onComplete(answer));
            answer.future().onComplete(answered -> arrived(run, interruption));
        }
        return Future.join(List.copyOf(answers.values())).mapEmpty();
    }

    // an interceptor may let it through late, and on a foreign thread
    private Future<@Nullable Object> letThrough(DeliveryRun run, Interruption interruption) {
        Promise<@Nullable Object> handled = run.context().promise();
        context.execute(() -> {
            if (underWay.contains(run)) {
                comeThrough.put(run, handled);
                arrived(run, interruption);
            } else {
                handled.fail(new IllegalStateException("event " + run.envelope().messageId()
                        + " cannot proceed: its batch was called or is over. In a batch, proceed once, and in time"));
            }
        });
        return handled.future();
    }

    private void arrived(DeliveryRun run, Interruption interruption) {
        if (underWay.remove(run) && underWay.isEmpty() && !comeThrough.isEmpty()) {
            callHandler(interruption);
        }
    }

    private void callHandler(Interruption interruption) {
        List<Promise<@Nullable Object>> waiting = List.copyOf(comeThrough.values());
        List<Object> events =
                comeThrough.keySet().stream().map(DeliveryRun::event).toList();
        List<Envelope> envelopes =
                comeThrough.keySet().stream().map(DeliveryRun::envelope).toList();
        receiver.invoker()
                .invoke(context, events, envelopes, DeliveryScope.NONE, interruption)
                .onComplete(answer -> waiting.forEach(promise -> promise.handle(answer)));
    }

    // what was answered in time stands; the others share the reason why the call is over
    private void ended(AsyncResult<@Nullable Object> whole) {
        underWay.clear();
        answers.forEach((run, answer) -> run.answered(answer.isComplete() ? answer : whole));
    }
}
