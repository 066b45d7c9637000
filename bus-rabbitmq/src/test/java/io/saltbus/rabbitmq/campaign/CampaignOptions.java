package io.saltbus.rabbitmq.campaign;

import io.saltbus.rabbitmq.SeededFault;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import java.util.Set;

/**
 * How a campaign runs.
 *
 * @param seed what the order and the length of the faults come from
 * @param load how long is published at least; a fault that has begun is waited for
 * @param faults in this order, as many as the load lasts
 * @param flowWithin how long it may take until events flow again after a fault
 * @param settleWithin how long everything may take to be handled once nothing more is published
 * @param seeded what is wrong with the transport on purpose
 */
record CampaignOptions(
        long seed, Duration load, List<Fault> faults, Duration flowWithin, Duration settleWithin, SeededFault seeded) {
    private static final int ROUNDS = 20;

    /** Faults in a random order, but a kill of the broker among the first ones, so that no campaign is too short for it. */
    static CampaignOptions of(long seed, Duration load, Set<Fault> faults) {
        var random = new Random(seed);
        List<Fault> order = Fault.shuffled(faults, random, ROUNDS);
        if (order.remove(Fault.KILL_BROKER)) {
            order.add(random.nextInt(3), Fault.KILL_BROKER);
        }
        return new CampaignOptions(
                seed,
                load,
                order,
                Duration.ofSeconds(60),
                // delays were seen up to 180 s late after a broker was killed
                Duration.ofSeconds(faults.contains(Fault.KILL_BROKER) ? 260 : 90),
                SeededFault.NONE);
    }

    /** A short campaign of a wrong transport, which has no reason to wait long. */
    static CampaignOptions of(SeededFault seeded, Fault fault) {
        return new CampaignOptions(
                1, Duration.ofSeconds(4), List.of(fault), Duration.ofSeconds(15), Duration.ofSeconds(20), seeded);
    }
}
