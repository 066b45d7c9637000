package io.saltbus.rpc.internal.respond;

import io.saltbus.core.extension.Answerer;
import io.saltbus.core.extension.Answering;
import io.saltbus.core.extension.BusServices;
import io.saltbus.core.extension.Payloads;
import io.saltbus.core.failure.ConfigurationException;
import io.saltbus.core.schema.EventSchemas;
import io.saltbus.core.schema.Schema;
import io.saltbus.rpc.RpcOptions;
import io.saltbus.rpc.internal.store.Replies;
import io.vertx.core.Future;

/** The handlers of a bus that answer requests, and what they share. */
public final class Responders implements Answering {
    private final RpcOptions options;
    private final BusServices services;
    private final Replies replies;
    private final ReplyDelivery delivery;
    private final Cancellations cancellations;
    private final Repeats repeats;
    private final RunningCalls running = new RunningCalls();

    /** @param services the bus's */
    public Responders(RpcOptions options, BusServices services, Replies replies) {
        this.options = options;
        this.services = services;
        this.replies = replies;
        this.delivery = new ReplyDelivery(options, services, replies);
        this.cancellations = new Cancellations(services, replies);
        this.repeats = new Repeats(services, replies, delivery, cancellations);
    }

    @Override
    public Future<Answerer> answerer(Handler handler) {
        return Future.<Void>succeededFuture()
                .map(turn -> ReplyShape.of(handler, services.payloads())) // what it throws is a failed future
                .compose(shape -> replies.readyForStart().map(shape))
                .recover(refused -> Future.failedFuture(named(handler, refused)))
                .compose(shape -> cancellations.listen(handler.topic()).map(heard -> responder(handler, shape)));
    }

    /** What a request's answers look like, whoever gives them. */
    public EventSchemas schemasOf(Class<?> request, Schema payload) {
        return schemasOf(request, payload, services.payloads());
    }

    /** The same, where no bus is made. */
    public static EventSchemas schemasOf(Class<?> request, Schema payload, Payloads payloads) {
        ReplyShape shape = ReplyShape.of(request, payloads);
        return new EventSchemas(payload, shape.result(), shape.error());
    }

    private Answerer responder(Handler handler, ReplyShape shape) {
        var refusals = new Refusals(handler, shape, services.payloads(), services.random(), options.exceptionTexts());
        var results = new Results(handler, shape, services.payloads());
        return new Responder(
                new ReplyWriter(handler, services.service(), replies.formats()),
                results,
                refusals,
                delivery,
                new Admission(services.scheduler(), cancellations, running, repeats));
    }

    private static Throwable named(Handler handler, Throwable refused) {
        String message = String.valueOf(refused.getMessage());
        return refused instanceof ConfigurationException && !message.startsWith(handler.source())
                ? new ConfigurationException(handler.source() + " answers requests: " + message, refused)
                : refused;
    }

    /** Listens for cancellations no more, begins nothing that waits for another process, and tries no longer to bring answers that could not be brought so far. */
    public Future<Void> close() {
        repeats.close();
        delivery.close();
        return cancellations.close();
    }
}
