package io.saltbus.core.extension;

import io.saltbus.core.publish.Confirmed;
import io.saltbus.core.publish.PublishOptions;
import io.saltbus.core.subscribe.Outcome;
import io.vertx.core.Future;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * Asks and answers without any caller behind it. The bus gives its answers to whatever module is there, and what a module may do wrong, no
 * module that is any good does; so this one is made for it.
 */
final class AskingExtension implements BusExtension, BusExtension.Factory, Answering, Answerer {
    /** What the bus has told: a step and what came with it. */
    record Told(String step, Arrived request, Object what) {}

    final BlockingQueue<Told> told = new LinkedBlockingQueue<>();
    Function<Arrived, Future<Optional<Outcome>>> admission = request -> Future.succeededFuture(Optional.empty());
    Supplier<Future<Outcome>> end = () -> Future.succeededFuture(Outcome.HANDLED);
    Supplier<Future<Void>> readiness = Future::succeededFuture;
    BusServices services;

    /** Sends a request that waits for 10 s. */
    Future<Confirmed> ask(Object event) {
        var options = new RequestOptions(null, 1, "caller", Duration.ofSeconds(10), PublishOptions.defaults());
        return services.requests().make(event, options).send();
    }

    @Override
    public Class<?> type() {
        return AskingExtension.class;
    }

    @Override
    public BusExtension create(BusServices lent) {
        services = lent;
        return this;
    }

    @Override
    public Future<Void> start() {
        return Future.succeededFuture();
    }

    @Override
    public Answering answering() {
        return this;
    }

    @Override
    public Future<Answerer> answerer(Handler handler) {
        return readiness.get().map(this);
    }

    @Override
    public Future<Optional<Outcome>> admit(Arrived request) {
        return admission.apply(request);
    }

    @Override
    public Future<Outcome> answer(Arrived request, Object answer) {
        return tell("answer", request, answer);
    }

    @Override
    public Future<Outcome> fail(Arrived request, Throwable cause) {
        return tell("fail", request, cause);
    }

    @Override
    public Future<Outcome> refuse(Arrived request, Throwable cause) {
        return tell("refuse", request, cause);
    }

    private Future<Outcome> tell(String step, Arrived request, Object what) {
        told.add(new Told(step, request, what));
        return end.get();
    }

    @Override
    public List<String> troubles() {
        return List.of();
    }

    @Override
    public Future<Void> close() {
        return Future.succeededFuture();
    }
}
