package io.saltbus.rabbitmq.internal.order;

import io.saltbus.core.transport.Message;
import io.saltbus.rabbitmq.internal.publish.Parcel;
import io.saltbus.rabbitmq.internal.wire.Arrival;
import io.saltbus.rabbitmq.internal.wire.Encoded;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.HashMap;
import java.util.Map;
import java.util.Queue;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Moves what arrives in the whole queue to the partition of its key: confirmed there before it is acked here. One of all processes does it
 * at a time. Where it fails or dies, it, or the next, begins again at the first message that was not acked: then some are in their
 * partitions twice, but the first of each is where it belongs.
 *
 * <p>For that, a message goes only when the one before it, of the same key, was confirmed. Were both on their way and the first one failed
 * (refused by a full queue, or given up on while the broker blocked publishers), the second could be there already.
 */
final class Splitter implements Place.Taker {
    private static final Duration SHORTEST_DELAY = Duration.ofSeconds(1);

    private final OrderParts parts;
    private final Partitions partitions;
    private final Function<Message, @Nullable String> keyOf;
    /** What waits behind what is on its way, by key; all of one line. */
    private Map<String, Queue<Move>> behind = new HashMap<>();

    private @Nullable Line line;

    Splitter(OrderParts parts, Partitions partitions, Function<Message, @Nullable String> keyOf) {
        this.parts = parts;
        this.partitions = partitions;
        this.keyOf = keyOf;
    }

    private record Move(Line.Arriving arriving, String key, Parcel parcel) {}

    @Override
    public void take(Line.Arriving arriving) {
        if (arriving.line() != line) {
            line = arriving.line();
            behind = new HashMap<>();
        }
        Move move = move(arriving);
        Queue<Move> waiting = behind.get(move.key());
        if (waiting != null) {
            waiting.add(move);
        } else {
            behind.put(move.key(), new ArrayDeque<>(0));
            go(move);
        }
    }

    private Move move(Line.Arriving arriving) {
        Arrival arrival = parts.wire().read(arriving.properties(), arriving.body(), arriving.routingKey());
        Encoded same = parts.wire().retry(arrival, arrival.message().envelope());
        String whole = partitions.queue().name();
        Instant notBefore = arrival.notBefore();
        Instant now = parts.scheduler().now();
        String id = arrival.message().envelope().messageId();
        if (notBefore != null && notBefore.isAfter(now)) { // its place in the order is where it is due
            Duration wait = Duration.between(now, notBefore);
            var parcel = new Parcel("", whole, same.properties(), same.body());
            Duration delay = wait.compareTo(SHORTEST_DELAY) < 0 ? SHORTEST_DELAY : wait;
            return new Move(arriving, id, parts.consuming().delays().toQueue(parcel, whole, delay));
        }
        String named = arrival.defect() == null ? keyOf.apply(arrival.message()) : null;
        String key = named == null ? id : named; // what has no key is in no order, and is spread
        return new Move(arriving, key, new Parcel("", partitions.of(key), same.properties(), same.body()));
    }

    private void go(Move move) {
        Line from = move.arriving().line();
        parts.sender().send(move.parcel()).onComplete(sent -> {
            if (sent.succeeded() && sent.result()) {
                from.ack(move.arriving().tag()).onFailure(lost -> {}); // it is moved once more
                next(move);
            } else {
                from.place()
                        .broken(
                                from,
                                new IOException("a message could not be moved to " + partitions.of(move.key()) + ": "
                                        + (sent.succeeded()
                                                ? "it is gone, and declared again"
                                                : sent.cause().getMessage())));
            }
        });
    }

    private void next(Move done) {
        if (done.arriving().line() != line || line.ended()) {
            return; // what waits goes back, and is not to go from here as well
        }
        Queue<Move> waiting = behind.get(done.key());
        Move following = waiting == null ? null : waiting.poll();
        if (following == null) {
            behind.remove(done.key());
        } else {
            go(following);
        }
    }
}
