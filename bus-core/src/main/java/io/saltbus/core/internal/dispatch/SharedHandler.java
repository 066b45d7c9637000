package io.saltbus.core.internal.dispatch;

import io.saltbus.core.extension.Answering;
import io.saltbus.core.failure.ConfigurationException;
import io.saltbus.core.schema.SubscriberDeclaration;
import io.saltbus.core.subscribe.RateLimit;
import io.saltbus.core.transport.QueueSpec;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.util.concurrent.atomic.AtomicReference;
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
    private final SubscriberDeclaration declaration;
    private final AtomicReference<@Nullable Future<Void>> readiness = new AtomicReference<>();
    private volatile @Nullable Telling telling;
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
        this.declaration = new SubscriberDeclaration(
                definition.name(),
                definition.source(),
                definition.patterns(),
                definition.versions(),
                definition.options().mode(),
                preparation.viewSchema());
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

    /** What the registry knows it by. */
    SubscriberDeclaration declaration() {
        return declaration;
    }

    /**
     * Until the schemas of what it subscribes to are here, as far as they can be had, and its answers can be brought to callers, where it has
     * any. Safe from any thread.
     *
     * @return fails where its record cannot be read from what was registered elsewhere
     */
    Future<Void> beReady() {
        Promise<Void> ready = Promise.promise();
        Future<Void> asked = readiness.compareAndExchange(null, ready.future());
        if (asked != null) {
            return asked;
        }
        Future.<Void>succeededFuture()
                .compose(turn -> services.registry().subscribed(declaration)) // what these throw is a failed future too
                .compose(loaded -> {
                    preparation.checkReadable();
                    return definition.answers() ? prepareAnswers() : Future.succeededFuture();
                })
                .onComplete(ready);
        return ready.future();
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
        return answering.answerer(handler).map(answerer -> {
            telling = new Telling(handler, answerer);
            return null;
        });
    }

    /** Null where it answers nobody. */
    @Nullable
    Telling telling() {
        return telling;
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
