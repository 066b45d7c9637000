package io.saltbus.rabbitmq;

import io.saltbus.rabbitmq.internal.order.OrderParts;
import io.saltbus.rabbitmq.internal.publish.Sender;
import io.saltbus.rabbitmq.internal.topology.Declarer;
import java.time.Duration;
import java.util.function.UnaryOperator;

/**
 * What tests exchange: parts for broken ones, to see that it is noticed, and a pace for a faster one.
 *
 * @param sender applied to each sender that is made
 * @param declarer applied to the declarer
 * @param rebalancing how often consumers of partitions look whether they have more than their share
 * @param orphansAfter how long after the connect it is told what nobody needs: verticles are deployed after a start, and until then their
 *     queues look like nobody's
 */
record Seams(
        UnaryOperator<Sender> sender, UnaryOperator<Declarer> declarer, Duration rebalancing, Duration orphansAfter) {
    private static final Duration ORPHANS_AFTER = Duration.ofMinutes(1);

    /** Nothing is exchanged. */
    static final Seams NONE = new Seams(UnaryOperator.identity(), UnaryOperator.identity());

    /** The pace is the usual one. */
    Seams(UnaryOperator<Sender> sender, UnaryOperator<Declarer> declarer) {
        this(sender, declarer, OrderParts.REBALANCING, ORPHANS_AFTER);
    }

    /** The same with consumers of partitions that look as often as this. */
    Seams withRebalancing(Duration every) {
        return new Seams(sender, declarer, every, orphansAfter);
    }

    /** The same, told of orphans after this time. */
    Seams withOrphansAfter(Duration time) {
        return new Seams(sender, declarer, rebalancing, time);
    }
}
