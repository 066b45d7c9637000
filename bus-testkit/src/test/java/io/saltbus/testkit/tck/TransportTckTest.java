package io.saltbus.testkit.tck;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.platform.engine.discovery.DiscoverySelectors.selectMethod;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.platform.launcher.core.LauncherDiscoveryRequestBuilder;
import org.junit.platform.launcher.core.LauncherFactory;
import org.junit.platform.launcher.listeners.SummaryGeneratingListener;
import org.junit.platform.launcher.listeners.TestExecutionSummary;

/** The contract notices each fault, and it is the fault that it notices. */
class TransportTckTest {
    @AfterEach
    void repair() {
        FaultyTransportTck.fault = null;
    }

    @ParameterizedTest
    @EnumSource(Fault.class)
    void everyFaultIsNoticedByTheTestOfWhatItBreaks(Fault fault) {
        assertThat(run(fault.noticedBy).getTestsSucceededCount())
                .as("%s without a fault", fault.noticedBy)
                .isEqualTo(1);
        FaultyTransportTck.fault = fault;
        TestExecutionSummary summary = run(fault.noticedBy);
        assertThat(summary.getTestsFailedCount())
                .as("%s with a transport that %s", fault.noticedBy, fault)
                .isEqualTo(1);
    }

    private static TestExecutionSummary run(String test) {
        var request = LauncherDiscoveryRequestBuilder.request()
                .selectors(selectMethod(FaultyTransportTck.class, test))
                .build();
        var listener = new SummaryGeneratingListener();
        LauncherFactory.create().execute(request, listener);
        return listener.getSummary();
    }
}
