package io.saltbus.rabbitmq.internal.topology;

import com.rabbitmq.client.AMQP;
import io.saltbus.rabbitmq.internal.publish.Parcel;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;

/** {@link Delays} on the {@link Ladder}. */
public final class LadderDelays implements Delays {
    private static final int PERSISTENT = 2;

    private final Names names;
    private final Ladder ladder;

    /** @param names where the ladder is */
    public LadderDelays(Names names) {
        this.names = names;
        this.ladder = new Ladder(names);
    }

    @Override
    public Parcel toQueue(Parcel parcel, String queue, Duration delay) {
        return by(Ladder.seconds(delay), queue, parcel, DueHeaders.without(parcel.properties()));
    }

    @Override
    public Parcel untilDue(Parcel parcel, Duration delay) {
        return by(Ladder.seconds(delay), names.due(), parcel, DueHeaders.write(parcel));
    }

    // without the expiration: a level would take it for its own, and let the message out early
    private Parcel by(long seconds, String queue, Parcel parcel, Map<String, Object> headers) {
        AMQP.BasicProperties properties = parcel.properties()
                .builder()
                .headers(new HashMap<>(headers))
                .expiration(null)
                .deliveryMode(PERSISTENT)
                .build();
        return new Parcel(
                ladder.entry(seconds), Ladder.key(seconds, queue), properties, parcel.body(), parcel.request());
    }
}
