package io.saltbus.rabbitmq.campaign;

import io.saltbus.rabbitmq.Operator;
import io.saltbus.testkit.fault.FaultProxy;
import io.saltbus.testkit.service.BrokerService;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * Publishes at full speed while things break, waits until everything has come back, and accounts for every message that was confirmed.
 * The methods block.
 */
final class Campaign {
    private static final int PUBLISHING_CONTEXTS = 3;
    private static final List<String> WATCHED = List.of(Fleet.FIRST, Fleet.SECOND);
    private static final Duration LOOK_AGAIN = Duration.ofSeconds(3);
    private static final Duration PUBLISHES_END_WITHIN = Instance.CONFIRM_TIMEOUT.plusSeconds(15);

    private final CampaignOptions options;
    private final BrokerService broker;
    private final Path folder;
    private final Random random;
    private final Outcomes outcomes = new Outcomes();
    private final Flow flow = new Flow();
    private final Map<Fault, Integer> injected = new EnumMap<>(Fault.class);
    private final List<String> problems = new ArrayList<>();
    private Duration longestOutage = Duration.ZERO;

    private Campaign(CampaignOptions options, BrokerService broker, Path folder) {
        this.options = options;
        this.broker = broker;
        this.folder = folder;
        this.random = new Random(options.seed());
    }

    /**
     * Runs one.
     *
     * @param broker is killed by some faults
     * @param folder where ledgers and logs go
     */
    static CampaignReport run(CampaignOptions options, BrokerService broker, Path folder) throws Exception {
        return new Campaign(options, broker, folder).run();
    }

    private CampaignReport run() throws Exception {
        try (var proxy = FaultProxy.to(broker)) {
            String prefix = "campaign-" + Long.toHexString(random.nextLong());
            String address = proxy.through(broker.url()) + "?prefix=" + prefix + "&heartbeat=2s";
            Fleet fleet = Fleet.start(address, folder, options.seeded(), flow);
            say("started, seed " + options.seed() + ", ledgers in " + folder);
            try {
                load(fleet, new Breaker(broker, proxy, fleet, random));
                return settle(fleet);
            } finally {
                fleet.close();
            }
        }
    }

    private void load(Fleet fleet, Breaker breaker) throws Exception {
        long start = System.nanoTime();
        var publishing = new AtomicBoolean(true);
        flow.await(fleet.bus(), WATCHED, options.flowWithin());
        fleet.publish(PUBLISHING_CONTEXTS, outcomes, publishing::get);
        for (Fault fault : options.faults()) {
            if (System.nanoTime() - start > options.load().toNanos() || !problems.isEmpty()) {
                break;
            }
            Time.pass(Duration.ofMillis(random.nextInt(500, 2_000)));
            long injecting = System.nanoTime();
            breaker.inject(fault);
            injected.merge(fault, 1, Integer::sum);
            awaitFlow(fleet, fault, Duration.ofNanos(System.nanoTime() - injecting));
        }
        Time.pass(options.load().minusNanos(System.nanoTime() - start));
        publishing.set(false);
        fleet.quiet();
    }

    private void awaitFlow(Fleet fleet, Fault fault, Duration lasted) throws InterruptedException {
        try {
            Duration outage = flow.await(fleet.bus(), WATCHED, options.flowWithin());
            longestOutage = outage.compareTo(longestOutage) > 0 ? outage : longestOutage;
            say(fault + " of " + lasted.toMillis() + " ms, flowing again after " + outage.toMillis() + " ms; published "
                    + outcomes.published());
        } catch (IllegalStateException never) {
            problems.add("after " + fault + " " + never.getMessage());
        }
    }

    private CampaignReport settle(Fleet fleet) throws Exception {
        long start = System.nanoTime();
        while (outcomes.hanging() > 0 && System.nanoTime() - start < PUBLISHES_END_WITHIN.toNanos()) {
            Time.pass(LOOK_AGAIN.dividedBy(10));
        }
        if (outcomes.hanging() > 0) {
            problems.add(outcomes.hanging() + " publish futures did not complete within " + PUBLISHES_END_WITHIN);
        }
        if (outcomes.unrouted() > 0) {
            problems.add(outcomes.unrouted() + " messages were not routed, though every queue is there");
        }
        var report =
                new CampaignReport(options.seed(), whole(fleet, start), outcomes, injected, longestOutage, problems);
        report.tally().missing().stream().limit(20).forEach(pair -> problems.add("lost: " + pair));
        return report;
    }

    /** The tally, once nothing is missing or the time for that is over. */
    private Tally whole(Fleet fleet, long start) throws IOException, InterruptedException {
        var deadLetters = new DeadLetters(new Operator(broker.url()));
        while (true) {
            Tally tally = fleet.tally();
            deadLetters.addTo(tally);
            int missing = tally.missing().size();
            if (missing == 0
                    || System.nanoTime() - start > options.settleWithin().toNanos()) {
                return tally;
            }
            say("waiting for " + missing + " of " + tally.confirmed() + " messages' handlers, "
                    + Duration.ofNanos(System.nanoTime() - start).toSeconds() + " s; "
                    + fleet.bus().health().reasons());
            Time.pass(LOOK_AGAIN);
        }
    }

    private static void say(String words) {
        System.out.println("campaign: " + words);
    }
}
