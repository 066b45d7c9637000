package io.saltbus.rabbitmq.campaign;

import static org.assertj.core.api.Assertions.assertThat;

import io.saltbus.testkit.service.BrokerService;
import io.saltbus.testkit.service.PrivateBroker;
import io.saltbus.testkit.service.WithServices;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code -Dcampaign.seconds=60} makes it longer, {@code -Dcampaign.seed=...} runs one again. */
@WithServices
class CampaignIT {
    @TempDir
    Path folder;

    private void run(BrokerService broker, Set<Fault> faults, int seconds) throws Exception {
        long seed = Long.getLong("campaign.seed", new Random().nextLong());
        var options =
                CampaignOptions.of(seed, Duration.ofSeconds(Integer.getInteger("campaign.seconds", seconds)), faults);

        CampaignReport report = Campaign.run(options, broker, folder);

        Summary.keep(report.line());
        assertThat(report.problems()).as(report.line()).isEmpty();
        assertThat(report.tally().confirmed()).isPositive();
        assertThat(report.tally().retried()).isPositive();
        assertThat(report.tally().deadLettered()).isPositive();
    }

    @Test
    void nothingIsLostWhileTheBrokerIsKilledUnderLoad(PrivateBroker broker) throws Exception {
        run(broker, Fault.all(), 25);
    }

    @Test
    void nothingIsLostWhileConnectionsBreakUnderLoad(BrokerService broker) throws Exception {
        run(broker, Fault.HARMLESS_TO_OTHERS, 15);
    }
}
