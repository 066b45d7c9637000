package io.saltbus.rabbitmq.internal.publish;

import io.saltbus.core.failure.BusException;
import io.vertx.core.Promise;
import java.time.Duration;
import java.util.Objects;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/** One parcel between its publish and its outcome. */
final class Pending {
    /** Where it is, and what the broker has said of it. */
    enum Stage {
        WAITING,
        SENT,
        /** No queue took it; its confirm is still to come. */
        RETURNED,
        /** It has failed for its sender, and stays only to be told from others of the same id. */
        ABANDONED
    }

    private static final byte[] LET_GO = {};

    private final Promise<Boolean> promise;
    private final long deadlineNanos;
    private final LongSupplier waitedNanos;
    private Parcel parcel;
    private Stage stage = Stage.WAITING;
    private @Nullable BusException failure;
    private int channelDeaths;

    /** @param waitedNanos how long ago it was handed over */
    Pending(Parcel parcel, Promise<Boolean> promise, long deadlineNanos, LongSupplier waitedNanos) {
        this.parcel = parcel;
        this.promise = promise;
        this.deadlineNanos = deadlineNanos;
        this.waitedNanos = waitedNanos;
    }

    Parcel parcel() {
        return parcel;
    }

    /** The parcel as it is written now, or null where nobody waits for its answer any more. */
    @Nullable
    Parcel parcelNow() {
        return parcel.request() ? parcel.after(Duration.ofNanos(waitedNanos.getAsLong())) : parcel;
    }

    int bytes() {
        return parcel.body().length;
    }

    long deadlineNanos() {
        return deadlineNanos;
    }

    boolean isDue(long nowNanos) {
        return deadlineNanos - nowNanos <= 0;
    }

    Stage stage() {
        return stage;
    }

    void waits() {
        stage = Stage.WAITING;
    }

    /** The channel that it was sent on is gone, and with it the broker's word on it. */
    void isUncertain() {
        parcel = parcel.again();
    }

    void sent() {
        stage = Stage.SENT;
    }

    void returned() {
        stage = Stage.RETURNED;
    }

    void abandoned() {
        stage = Stage.ABANDONED;
        parcel = new Parcel(parcel.exchange(), parcel.routingKey(), parcel.properties(), LET_GO, parcel.request());
    }

    /** In how many channels it was on its way when the broker closed them for something that was sent. */
    int channelDeaths() {
        return channelDeaths;
    }

    void countChannelDeath() {
        channelDeaths++;
    }

    boolean matches(String exchange, String routingKey, @Nullable String messageId) {
        return Objects.equals(parcel.properties().getMessageId(), messageId)
                && parcel.routingKey().equals(routingKey)
                && parcel.exchange().equals(exchange);
    }

    void failed(BusException why) {
        failure = why;
    }

    /** Tells the sender. Its code runs now, so nothing may be half done. */
    void complete() {
        if (failure == null) {
            promise.complete(stage != Stage.RETURNED);
        } else {
            promise.fail(failure);
        }
    }

    String messageId() {
        return String.valueOf(parcel.properties().getMessageId());
    }

    /** Which message this is, for errors. */
    String name() {
        String exchange = parcel.exchange().isEmpty() ? "the default exchange" : "exchange " + parcel.exchange();
        return "message " + messageId() + " to " + exchange + " with routing key " + parcel.routingKey();
    }
}
