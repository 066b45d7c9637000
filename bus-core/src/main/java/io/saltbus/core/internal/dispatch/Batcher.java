package io.saltbus.core.internal.dispatch;

import io.saltbus.core.subscribe.BatchOptions;
import io.saltbus.core.time.Scheduler.Timer;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Gathers the deliveries of one receiver until there are enough, or the first has waited long enough. Lives on the receiver's context. */
final class Batcher implements ConcurrencyGate.Waiter {
    private final Receiver receiver;
    private final BatchOptions options;
    private final Deque<DeliveryRun> gathered = new ArrayDeque<>();
    private @Nullable Timer timer;
    private boolean slotAsked;

    Batcher(Receiver receiver, BatchOptions options) {
        this.receiver = receiver;
        this.options = options;
    }

    /** Adds a delivery, which is then parked. */
    void add(DeliveryRun run) {
        gathered.add(run);
        run.park(() -> withdraw(run));
        if (gathered.size() >= options.size()) {
            askForSlot();
        } else if (timer == null && !slotAsked) {
            startTimer();
        }
    }

    private void withdraw(DeliveryRun run) {
        if (gathered.remove(run)) {
            if (gathered.isEmpty()) {
                stopTimer();
            }
            run.giveBack();
        }
    }

    private void startTimer() {
        timer = receiver.services().scheduler().schedule(options.maxWait(), receiver.context(), this::waitedEnough);
    }

    private void stopTimer() {
        if (timer != null) {
            timer.cancel();
            timer = null;
        }
    }

    private void waitedEnough() {
        if (!gathered.isEmpty()) {
            askForSlot();
        }
    }

    private void askForSlot() {
        stopTimer();
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
        List<DeliveryRun> runs = new ArrayList<>();
        while (!gathered.isEmpty() && runs.size() < options.size()) {
            runs.add(gathered.remove());
        }
        if (runs.isEmpty()) { // all were withdrawn while the slot was waited for
            receiver.gate().leave();
            return;
        }
        new BatchCall(receiver, runs).start();
        if (gathered.size() >= options.size()) {
            askForSlot();
        } else if (!gathered.isEmpty()) {
            startTimer();
        }
    }
}
