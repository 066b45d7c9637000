package io.saltbus.rabbitmq.campaign;

import static org.assertj.core.api.Assertions.assertThat;

import io.saltbus.rabbitmq.SeededFault;
import io.saltbus.testkit.service.BrokerService;
import io.saltbus.testkit.service.WithServices;
import java.nio.file.Path;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The campaign notices each fault of a transport. */
@WithServices
class SeededCampaignIT {
    @TempDir
    Path folder;

    @ParameterizedTest
    @CsvSource({
        "DROPPED_CONFIRM, CUT, lost:",
        "HASTY_CONFIRM, KILL_PEER, lost:",
        "EARLY_ACK, KILL_PEER, lost:",
        "SKIPPED_DECLARE, DELETE_QUEUE, events do not flow again"
    })
    void theCampaignNoticesEachFault(SeededFault seeded, Fault fault, String words, BrokerService broker)
            throws Exception {
        CampaignReport report = Campaign.run(CampaignOptions.of(seeded, fault), broker, folder);

        assertThat(report.problems()).as(report.line()).anyMatch(problem -> problem.contains(words));
    }
}
