package io.saltbus.core.internal.dispatch;

import io.saltbus.core.extension.Answerer;
import io.saltbus.core.extension.Answering;
import io.saltbus.core.failure.ConfigurationException;
import io.saltbus.core.subscribe.RateLimit;
import io.saltbus.core.transport.QueueSpec;
import io.vertx.core.Future;
import org.jspecify.annotations.Nullable;

/** What all instances of one handler in this process share: its slots, its rate, its policies. */
final class SharedHandler {
    private final DispatchServices services;
    private final HandlerDefinition definition;
    private final QueueSpec queue;
    private final ConcurrencyGate gate;
    private final @Nullable RateGate rate;
    private final FailurePolicy failures;
    private final Preparation preparation;
    private final @Nullable KeyOrder order;
    private @Nullable Future<Void> readiness;
    private volatile @Nullable Answerer answerer;
    private volatile boolean wantsToTake = true;

    SharedHandler(DispatchServices services, HandlerDefinition definition, QueueSpec queue) {
        this.services = services;
        this.definition = definition;
        this.queue = queue;
        this.gate = new ConcurrencyGate(definition.concurrency(), services.load());
        RateLimit limit = definition.options().rateLimit();
        this.rate = limit == null ? null : new RateGate(limit, services.scheduler());
        this.failures = new FailurePolicy(queue.name(), definition.options().retry());
        this.preparation = new Preparation(services, definition, failures);
        this.order = KeyOrder.of(definition.options(), services);
        preparation.checkReadable();
    }

    DispatchServices services() {
        return services;
    }

    HandlerDefinition definition() {
        return definition;
    }

    QueueSpec queue() {
        return queue;
    }

    ConcurrencyGate gate() {
        return gate;
    }

    @Nullable
    RateGate rate() {
        return rate;
    }

    FailurePolicy failures() {
        return failures;
    }

    Preparation preparation() {
        return preparation;
    }

    /** Until its answers can be brought to callers, where it has any. Safe from any thread. */
    synchronized Future<Void> beReadyToAnswer() {
        if (readiness == null) {
            readiness = definition.answers() ? prepareAnswers() : Future.succeededFuture();
        }
        return readiness;
    }

    private Future<Void> prepareAnswers() {
        Answering answering = services.answering();
        if (answering == null) {
            return Future.failedFuture(new ConfigurationException(
                    definition.source() + " answers requests: add io.saltbus:bus-rpc to the dependencies"));
        }
        var handler = new Answering.Handler(
                definition.source(),
                definition.name(),
                definition.patterns().get(0).text(),
                definition.major(),
                definition.eventType(),
                definition.answerType());
        return answering.answerer(handler).onSuccess(ready -> answerer = ready).mapEmpty();
    }

    /** Null where it answers nobody. */
    @Nullable
    Answerer answerer() {
        return answerer;
    }

    /** Null where its events are kept in no order. */
    @Nullable
    KeyOrder order() {
        return order;
    }

    /** Whether the user wants deliveries now: not paused, drained or closed. */
    boolean wantsToTake() {
        return wantsToTake;
    }

    void wantToTake(boolean wanted) {
        wantsToTake = wanted;
    }
}
