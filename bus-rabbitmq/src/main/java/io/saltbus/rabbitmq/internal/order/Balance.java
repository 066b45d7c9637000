package io.saltbus.rabbitmq.internal.order;

import com.rabbitmq.client.Channel;
import com.rabbitmq.client.Connection;
import com.rabbitmq.client.DefaultConsumer;
import io.saltbus.core.time.Scheduler.Timer;
import io.saltbus.rabbitmq.internal.connection.Tenant;
import io.vertx.core.Future;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Gives up partitions of which one consumer has more than its share. The broker alone would leave all of them to the first that came. On the
 * loop.
 *
 * <p>How many share is how many consume an empty queue that is there for nothing else: of a queue with a single active consumer, the broker
 * (3.10) tells of that one only.
 */
final class Balance implements Tenant {
    private enum Wish {
        SHARE,
        ABSTAIN
    }

    private enum Roll {
        /** As far as is known. */
        THERE,
        /** It could not be consumed: it may have to be declared. */
        UNSURE
    }

    private static final Logger LOG = LoggerFactory.getLogger(Balance.class);

    private final OrderParts parts;
    private final Declaring declaring;
    private final String roll;
    private final List<Place> partitions;
    private final List<Place> served = new ArrayList<>();
    private Wish wish = Wish.SHARE;
    private Roll state = Roll.THERE;
    private @Nullable Connection connection;
    private volatile @Nullable Channel presence; // changed on the loop, looked at by a worker
    private @Nullable Timer next;

    /** @param roll the queue in which those that share are counted */
    Balance(OrderParts parts, Declaring declaring, String roll, List<Place> partitions) {
        this.parts = parts;
        this.declaring = declaring;
        this.roll = roll;
        this.partitions = partitions;
    }

    @Override
    public Future<Void> connected(Connection opened) {
        connection = opened;
        state = Roll.UNSURE;
        look();
        return Future.succeededFuture();
    }

    @Override
    public void disconnected(Throwable why) {
        connection = null;
        presence = null;
        cancelNext();
    }

    @Override
    public String toString() {
        return "the balance of queue " + roll;
    }

    /** Counts as one that shares. */
    void enter() {
        wish = Wish.SHARE;
        look();
    }

    /** Counts no more: its partitions are for the others. */
    Future<Void> leave() {
        wish = Wish.ABSTAIN;
        cancelNext();
        Channel open = presence;
        presence = null;
        return open == null
                ? Future.succeededFuture()
                : parts.connection().call(() -> {
                    open.abort();
                    return null;
                });
    }

    private void cancelNext() {
        if (next != null) {
            next.cancel();
            next = null;
        }
    }

    private void look() {
        cancelNext();
        Connection current = connection;
        if (current == null || wish == Wish.ABSTAIN) {
            return;
        }
        noteServed();
        Channel known = presence;
        Future<Void> declared = state == Roll.THERE ? Future.succeededFuture() : declaring.on(current);
        declared.compose(there ->
                        parts.connection().call(() -> known != null && known.isOpen() ? known : present(current)))
                .compose(open -> count(open, current))
                .onSuccess(sharing -> {
                    state = Roll.THERE;
                    shed(sharing);
                })
                .onFailure(refused -> {
                    state = Roll.UNSURE;
                    LOG.debug("how many share {} is not known now: {}", roll, refused.toString());
                })
                .onComplete(looked -> lookLater(current));
    }

    private void lookLater(Connection looked) {
        if (looked == connection && wish == Wish.SHARE && next == null) {
            next = parts.scheduler()
                    .schedule(parts.rebalancing(), parts.connection().context(), this::look);
        }
    }

    private Channel present(Connection current) throws IOException {
        Channel channel = current.createChannel();
        if (channel == null) {
            throw new IOException("the connection has no channel left");
        }
        try {
            channel.basicConsume(roll, true, new DefaultConsumer(channel));
            return channel;
        } catch (IOException refused) {
            channel.abort();
            throw refused;
        }
    }

    private Future<Integer> count(Channel open, Connection looked) {
        if (looked == connection && wish == Wish.SHARE) {
            presence = open;
        }
        return parts.connection().call(() -> {
            int sharing = open.queueDeclarePassive(roll).getConsumerCount();
            if (open != presence) { // it was left meanwhile
                open.abort();
            }
            return sharing;
        });
    }

    // those that came last are last, and go first: what one has too much passes on to the next until somebody has room
    private void noteServed() {
        served.removeIf(place -> !place.active());
        for (Place place : partitions) {
            if (place.active() && !served.contains(place)) {
                served.add(place);
            }
        }
    }

    private void shed(int sharing) {
        int share = share(partitions.size(), sharing);
        int surplus = served.size() - share;
        for (int given = 0; given < (surplus + 1) / 2; given++) {
            Place place = served.remove(served.size() - 1);
            LOG.debug("queue {} is left to another of {}, whose share is {}", place.queue(), sharing, share);
            place.goToTheEnd();
        }
    }

    /** How many partitions one consumer may keep. */
    static int share(int partitions, int consumers) {
        int sharing = Math.max(1, consumers);
        return (partitions + sharing - 1) / sharing;
    }
}
