package io.saltbus.core.internal.dispatch;

import io.saltbus.core.event.Envelope;
import io.saltbus.core.internal.context.DeliveryScope;
import io.saltbus.core.subscribe.BatchOptions;
import io.saltbus.core.time.Scheduler.Timer;
import io.vertx.core.AsyncResult;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.internal.ContextInternal;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Gathers the deliveries of one receiver until there are enough, or the first has waited long enough. Lives on the receiver's context. */
final class Batcher implements ConcurrencyGate.Waiter {
    /** The answer to a delivery that leaves before its batch is called. */
    static final class Withdrawn extends Exception {
        private Withdrawn() {
            super("withdrawn from its batch", null, false, false);
        }
    }

    private final Receiver receiver;
    private final BatchOptions options;
    private final Deque<Member> gathered = new ArrayDeque<>();
    private @Nullable Timer timer;
    private boolean slotAsked;

    Batcher(Receiver receiver, BatchOptions options) {
        this.receiver = receiver;
        this.options = options;
    }

    private record Member(DeliveryRun run, Promise<@Nullable Object> answer) {}

    /** Adds a delivery, which is then parked. */
    Future<@Nullable Object> add(DeliveryRun run) {
        var member = new Member(run, Promise.promise());
        gathered.add(member);
        run.park(() -> withdraw(member));
        if (gathered.size() >= options.size()) {
            askForSlot();
        } else if (timer == null) {
            startTimer();
        }
        return member.answer().future();
    }

    private void withdraw(Member member) {
        if (gathered.remove(member)) {
            member.run().resume(() -> member.answer().fail(new Withdrawn()));
        }
    }

    private void startTimer() {
        timer = receiver.services().scheduler().schedule(options.maxWait(), receiver.context(), this::askForSlot);
    }

    private void askForSlot() {
        if (timer != null) {
            timer.cancel();
            timer = null;
        }
        if (!slotAsked) {
            slotAsked = true;
            if (receiver.gate().enter(this)) {
                call();
            }
        }
    }

    @Override
    public void slotGranted() {
        receiver.context().runOnContext(turn -> call());
    }

    private void call() {
        slotAsked = false;
        var members = new ArrayList<Member>();
        while (!gathered.isEmpty() && members.size() < options.size()) {
            members.add(gathered.remove());
        }
        if (members.isEmpty()) {
            receiver.gate().leave();
            return;
        }
        call(members);
        if (gathered.size() >= options.size()) {
            askForSlot();
        } else if (!gathered.isEmpty()) {
            startTimer();
        }
    }

    private void call(List<Member> members) {
        for (Member member : members) {
            member.run().resume(member.run()::ackEarlyIfAsked);
        }
        List<Object> events =
                members.stream().map(member -> member.run().event()).toList();
        List<Envelope> envelopes =
                members.stream().map(member -> member.run().envelope()).toList();
        ContextInternal context = receiver.context().duplicate();
        new HandlerCall(receiver.services(), receiver.definition(), receiver.gate(), context, envelopes.get(0))
                .run(interruption ->
                        receiver.invoker().invoke(context, events, envelopes, DeliveryScope.NONE, interruption))
                .onComplete(answer -> answered(members, answer));
    }

    private static void answered(List<Member> members, AsyncResult<@Nullable Object> answer) {
        members.forEach(member -> member.answer().handle(answer));
    }
}
