package io.saltbus.rabbitmq.campaign;

import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * What a campaign came to.
 *
 * @param seed to run it again
 * @param tally what the ledgers and the queues of dead letters add up to
 * @param outcomes of the publishes of the process that was not killed
 * @param faults how often each was injected
 * @param longestOutage from the end of a fault until events flowed again
 * @param problems what must not be, in words; empty where all promises were kept
 */
record CampaignReport(
        long seed,
        Tally tally,
        Outcomes outcomes,
        Map<Fault, Integer> faults,
        Duration longestOutage,
        List<String> problems) {
    /** All of it in a line. */
    String line() {
        return String.format(
                Locale.ROOT,
                "campaign seed=%d published=%d confirmed=%d failed=%s unrouted=%d handled=%d duplicates=%d retried=%d"
                        + " dead_lettered=%d lost=%d hanging=%d faults=%s longest_outage=%.1fs",
                seed,
                outcomes.published(),
                tally.confirmed(),
                outcomes.failed(),
                outcomes.unrouted(),
                tally.handled(),
                tally.duplicates(),
                tally.retried(),
                tally.deadLettered(),
                tally.missing().size(),
                outcomes.hanging(),
                faults,
                longestOutage.toMillis() / 1_000.0);
    }
}
