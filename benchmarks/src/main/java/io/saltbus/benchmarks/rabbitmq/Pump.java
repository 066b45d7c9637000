package io.saltbus.benchmarks.rabbitmq;

import io.vertx.core.internal.ContextInternal;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/** Keeps a window full from an event loop, as a user of a bus does who publishes whenever there is room. */
final class Pump {
    /** Sends one message; {@link #confirmed} of the pump is called once for it, on the loop, later. */
    @FunctionalInterface
    interface Send {
        void one(Pump pump) throws Exception;
    }

    private enum Turn {
        IDLE,
        PLANNED
    }

    private final ContextInternal context;
    private final Send send;
    private CompletableFuture<Void> done = new CompletableFuture<>();
    private int unsent;
    private int underWay;
    private Turn turn = Turn.IDLE;

    Pump(ContextInternal context, Send send) {
        this.context = context;
        this.send = send;
    }

    /** Sends that many from the loop; waits for the last confirm. Not called on the loop. */
    void move(int messages) throws Exception {
        var moved = new CompletableFuture<Void>();
        context.runOnContext(start -> {
            done = moved;
            unsent = messages;
            fillWindow();
        });
        moved.get(120, TimeUnit.SECONDS);
    }

    /** That many were confirmed: sends on in the loop's next turn. */
    void confirmed(int messages) {
        underWay -= messages;
        if (turn == Turn.IDLE) {
            turn = Turn.PLANNED;
            context.runOnContext(next -> fillWindow()); // on the context: a user's publish completes where it was made
        }
    }

    void fail(Throwable why) {
        done.completeExceptionally(why);
    }

    private void fillWindow() {
        turn = Turn.IDLE;
        try {
            while (unsent > 0 && underWay < Place.WINDOW) {
                unsent--;
                underWay++;
                send.one(this);
            }
        } catch (Exception failure) {
            fail(failure);
        }
        if (unsent == 0 && underWay == 0) {
            done.complete(null);
        }
    }
}
