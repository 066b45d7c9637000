package io.saltbus.rabbitmq;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.platform.engine.discovery.DiscoverySelectors.selectMethod;

import io.saltbus.testkit.fault.FaultProxy;
import io.saltbus.testkit.service.BrokerService;
import io.saltbus.testkit.service.WithServices;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.platform.launcher.core.LauncherDiscoveryRequestBuilder;
import org.junit.platform.launcher.core.LauncherFactory;
import org.junit.platform.launcher.listeners.SummaryGeneratingListener;
import org.junit.platform.launcher.listeners.TestExecutionSummary;

/** The contract notices each fault of a transport on RabbitMQ, and it is the fault that it notices. */
@WithServices
class SeededFaultIT {
    @BeforeAll
    static void reach(BrokerService shared) {
        SeededTck.broker = shared;
        SeededTck.proxy = FaultProxy.to(shared);
    }

    @AfterAll
    static void closeProxy() {
        SeededTck.proxy.close();
    }

    @AfterEach
    void repair() {
        SeededTck.fault = SeededFault.NONE;
    }

    @ParameterizedTest
    @CsvSource({
        "DROPPED_CONFIRM, messagesArriveInTheOrderOfPublishing",
        "HASTY_CONFIRM, confirmSaysWhetherAQueueTookTheMessage",
        "EARLY_ACK, unsettledMessagesOfAClosedConsumerArriveAgainInOrder",
        "SKIPPED_DECLARE, queueThatWasDeletedIsMadeAgainForItsConsumer"
    })
    void theContractNoticesEachFault(SeededFault fault, String noticedBy) {
        assertThat(run(noticedBy).getTestsSucceededCount())
                .as("%s without a fault", noticedBy)
                .isEqualTo(1);
        SeededTck.fault = fault;
        assertThat(run(noticedBy).getTestsFailedCount())
                .as("%s with %s", noticedBy, fault)
                .isEqualTo(1);
    }

    private static TestExecutionSummary run(String test) {
        var request = LauncherDiscoveryRequestBuilder.request()
                .selectors(selectMethod(SeededTck.class, test))
                .build();
        var listener = new SummaryGeneratingListener();
        LauncherFactory.create().execute(request, listener);
        return listener.getSummary();
    }
}
