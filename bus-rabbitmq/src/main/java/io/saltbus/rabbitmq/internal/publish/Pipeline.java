package io.saltbus.rabbitmq.internal.publish;

import com.rabbitmq.client.AlreadyClosedException;
import io.saltbus.core.failure.BusException;
import io.saltbus.core.publish.PublishException.Overloaded;
import io.saltbus.core.publish.PublishException.Rejected;
import io.saltbus.core.publish.PublishException.Unconfirmed;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Moves parcels from the waiting room over the channel, where there is one, to the window, and tells each sender once what came of it. Knows
 * no connection and no clock.
 *
 * <p>When the broker closes a channel for something that was sent, that something is one of the unconfirmed, and nobody says which. So
 * these travel alone from then on, one after the other: the next time it is known, and who did it {@value #MAX_DEATHS} times is not sent again.
 */
final class Pipeline {
    /** What a lost channel means for the parcels that were on it. */
    enum Loss {
        /** A connection went away: all go again as before. */
        INNOCENT,
        /** The broker objected to something that was sent. */
        OBJECTION
    }

    static final int MAX_DEATHS = 3;

    private final PublishLimits limits;
    private final Runnable told;
    private final WaitingRoom room;
    private final ConfirmWindow window;
    private final Consumer<Pending> confirmed = this::settled;
    private final Consumer<Pending> refused = this::refused;
    private final ArrayDeque<Pending> settled = new ArrayDeque<>();
    private @Nullable ParcelWriter writer;
    private String obstacle = "there has been no connection yet";
    private @Nullable String blocked;
    private boolean telling;

    /** @param told called after senders were told: there may be nothing open any more */
    Pipeline(PublishLimits limits, Runnable told) {
        this.limits = limits;
        this.told = told;
        this.room = new WaitingRoom(limits.waiting(), limits.waitingBytes());
        this.window = new ConfirmWindow(limits.window(), limits.windowBytes());
    }

    void accept(Pending pending) {
        if (room.peek() == null && flows() && mayGo(pending)) {
            write(pending);
        } else if (room.admits(pending.bytes())) {
            room.add(pending);
        } else {
            fail(
                    pending,
                    new Overloaded(
                            "the publish buffer (" + room.fill() + "; " + obstacle() + ")",
                            room.count(),
                            room.maxCount()));
        }
        tell();
    }

    /** There is a new channel. */
    void attach(ParcelWriter channel) {
        writer = channel;
        pump();
        tell();
    }

    /**
     * The channel is gone; what is unconfirmed waits to go again, before all others. Safe to repeat.
     *
     * @param why for errors
     */
    void detach(String why, Loss loss) {
        writer = null;
        obstacle = why;
        window.lose(pending -> {
            if (loss == Loss.OBJECTION) {
                pending.countChannelDeath();
            }
            if (pending.channelDeaths() < MAX_DEATHS) {
                pending.isUncertain();
                room.putBack(pending);
            } else {
                fail(
                        pending,
                        new Rejected(
                                "the broker closed the channel each of the " + MAX_DEATHS + " times that "
                                        + pending.name() + " (" + pending.bytes() + " bytes) was sent: " + why,
                                null));
            }
        });
        tell();
    }

    /** The broker takes nothing for a while, for a reason that it gives. */
    void block(String why) {
        blocked = why;
    }

    void unblock() {
        blocked = null;
        pump();
        tell();
    }

    void confirm(long tag, boolean multiple) {
        window.settle(tag, multiple, confirmed);
        pump();
        tell();
    }

    void reject(long tag, boolean multiple) {
        window.settle(tag, multiple, refused);
        pump();
        tell();
    }

    void returned(String exchange, String routingKey, @Nullable String messageId) {
        window.returned(exchange, routingKey, messageId);
    }

    /** A message came back on a channel whose broker says nothing more of it: that is its outcome. */
    void returnedForGood(String exchange, String routingKey, @Nullable String messageId) {
        long tag = window.returned(exchange, routingKey, messageId);
        if (tag != 0) {
            confirm(tag, false);
        }
    }

    /** Whether anything was written and is unconfirmed. */
    boolean awaitsConfirms() {
        return window.count() > 0;
    }

    /** Whether it will soon have to wait for confirms. */
    boolean isHalfFull() {
        return window.isHalfFull();
    }

    /** Fails all whose time is over. They come in the order of their deadlines: what goes again has kept its place. */
    void expire(long nowNanos) {
        for (Pending first = window.oldest(); first != null && first.isDue(nowNanos); first = window.oldest()) {
            window.abandonOldest();
            fail(first, unconfirmed(first, "it was sent, and the broker has not answered (" + obstacle() + ")"));
        }
        for (Pending first = room.peek(); first != null && first.isDue(nowNanos); first = room.peek()) {
            fail(room.take(), unconfirmed(first, "it waits to be sent (" + obstacle() + ")"));
        }
        pump();
        tell();
    }

    /** The one whose time is over first, or null where nothing is open. */
    @Nullable
    Pending oldest() {
        Pending sent = window.oldest();
        return sent == null ? room.peek() : sent;
    }

    boolean isEmpty() {
        return window.count() == 0 && room.peek() == null && settled.isEmpty();
    }

    /** How many confirms and returns named nothing that is known. */
    long strays() {
        return window.strays();
    }

    private boolean flows() {
        return writer != null && blocked == null;
    }

    private boolean mayGo(Pending pending) {
        if (window.count() == 0) {
            return true;
        }
        return pending.channelDeaths() == 0 && window.admits(pending.bytes()) && !suspectIsUnderWay();
    }

    private boolean suspectIsUnderWay() {
        Pending first = window.oldest();
        return first != null && first.channelDeaths() > 0;
    }

    private void pump() {
        for (Pending next = room.peek(); next != null && flows() && mayGo(next); next = room.peek()) {
            write(room.take());
        }
    }

    private void write(Pending pending) {
        ParcelWriter channel = writer;
        if (channel == null) {
            room.putBack(pending);
            return;
        }
        Parcel parcel = pending.parcelNow();
        if (parcel == null) {
            fail(pending, unconfirmed(pending, "it waited to be sent until nobody waited for its answer any more"));
            return;
        }
        try {
            channel.write(parcel);
            window.add(pending);
        } catch (AlreadyClosedException closed) {
            writer = null; // the channel's end is on its way to its listeners
            obstacle = "the channel is closed: " + closed.getMessage();
            room.putBack(pending);
        } catch (IllegalArgumentException misfit) {
            fail(pending, new Rejected(pending.name() + " does not fit into AMQP's frames", misfit));
        } catch (IOException | RuntimeException unexpected) {
            writer = null; // which of its tags stand for what is not known any more
            obstacle = "a write to the channel failed: " + unexpected;
            fail(pending, new Rejected(pending.name() + " could not be written to the channel", unexpected));
        }
    }

    private Unconfirmed unconfirmed(Pending pending, String why) {
        return new Unconfirmed(pending.messageId(), limits.confirmTimeout(), pending.name() + ": " + why);
    }

    private String obstacle() {
        if (writer == null) {
            return obstacle;
        }
        return blocked == null ? window.fill() : "the broker blocks publishers (" + blocked + ")";
    }

    private void refused(Pending pending) {
        fail(
                pending,
                new Rejected(
                        "the broker refused " + pending.name() + " with basic.nack: a queue that it is"
                                + " routed to is full and rejects publishes (x-overflow), or could not store it",
                        null));
    }

    private void fail(Pending pending, BusException why) {
        pending.failed(why);
        settled(pending);
    }

    private void settled(Pending pending) {
        settled.addLast(pending);
    }

    /** Senders publish more when they are told: only now, with everything in its place, and never one inside the other. */
    private void tell() {
        if (telling || settled.isEmpty()) {
            return;
        }
        telling = true;
        try {
            for (Pending first = settled.pollFirst(); first != null; first = settled.pollFirst()) {
                first.complete();
            }
        } finally {
            telling = false;
        }
        told.run();
    }
}
