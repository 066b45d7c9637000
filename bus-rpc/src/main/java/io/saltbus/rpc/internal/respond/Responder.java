package io.saltbus.rpc.internal.respond;

import io.saltbus.core.extension.Answerer;
import io.saltbus.core.schema.PayloadException;
import io.saltbus.core.subscribe.DeliveryException;
import io.saltbus.core.subscribe.Outcome;
import io.saltbus.rpc.internal.wire.Answer;
import io.saltbus.rpc.reply.ReplyAddress;
import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Answers the requests of one handler: each once, with what the handler answered or why there is no answer.
 *
 * @param writer makes bytes of answers
 * @param results checks what the handler answered
 * @param refusals explains why there is no answer
 * @param delivery brings answers to callers
 * @param admission decides whether the handler is called
 */
record Responder(ReplyWriter writer, Results results, Refusals refusals, ReplyDelivery delivery, Admission admission)
        implements Answerer {
    @Override
    public Future<Optional<Outcome>> admit(Arrived request) {
        return admission.admit(request);
    }

    @Override
    public Future<Outcome> answer(Arrived request, @Nullable Object answer) {
        return tell(request, () -> results.checked(request.envelope(), answer));
    }

    @Override
    public Future<Outcome> fail(Arrived request, Throwable cause) {
        return tell(request, () -> refusals.ofHandler(request.envelope(), cause));
    }

    // what its publisher let expire, nobody waits for any more
    @Override
    public Future<Outcome> refuse(Arrived request, Throwable cause) {
        return cause instanceof DeliveryException.Expired
                ? Future.succeededFuture(Outcome.TOO_LATE)
                : tell(request, () -> refusals.ofRequest(request.envelope(), cause));
    }

    private Future<Outcome> tell(Arrived request, Supplier<Answer> answer) {
        return Future.<Void>succeededFuture()
                .compose(turn -> tell(request, answer.get()))
                .onComplete(told -> admission.ended(request, told.succeeded() ? told.result() : Outcome.UNANSWERED));
    }

    private Future<Outcome> tell(Arrived request, Answer answer) {
        ReplyAddress to = ReplyAddress.of(request.envelope());
        if (to == null) {
            return Future.succeededFuture(outcome(answer));
        }
        Answer brought = answer;
        Buffer bytes;
        try {
            bytes = writer.write(to, answer);
        } catch (PayloadException tooMuch) {
            brought = results.unwritable(request.envelope(), tooMuch);
            bytes = writer.write(to, brought);
        }
        Outcome outcome = outcome(brought);
        return delivery.bring(to, bytes, request.deadlineNanos()).map(done -> done ? outcome : Outcome.UNANSWERED);
    }

    private static Outcome outcome(Answer answer) {
        return answer instanceof Answer.Result ? Outcome.HANDLED : Outcome.REFUSED;
    }
}
