package io.saltbus.rabbitmq.campaign;

import static org.assertj.core.api.Assertions.assertThat;

import io.saltbus.rabbitmq.SeededFault;
import io.saltbus.testkit.service.BrokerService;
import io.saltbus.testkit.service.WithServices;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The campaign notices each fault of a transport. */
@WithServices
class SeededCampaignIT {
    /** A process that is killed between two messages loses nothing by what is wrong with it. */
    private static final int RUNS = 3;

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
        CampaignReport report;
        int run = 0;
        do {
            Path place = Files.createDirectory(folder.resolve("run-" + ++run));
            report = Campaign.run(CampaignOptions.of(seeded, fault), broker, place);
        } while (run < RUNS && !notices(report, words));

        assertThat(notices(report, words)).as(report.line()).isTrue();
    }

    private static boolean notices(CampaignReport report, String words) {
        return report.problems().stream().anyMatch(problem -> problem.contains(words));
    }
}
