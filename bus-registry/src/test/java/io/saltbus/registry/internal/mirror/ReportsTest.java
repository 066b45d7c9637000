package io.saltbus.registry.internal.mirror;

import static io.saltbus.registry.internal.mirror.MirrorFixture.await;
import static io.saltbus.registry.internal.mirror.MirrorFixture.subscriber;
import static org.assertj.core.api.Assertions.assertThat;

import io.saltbus.core.event.Version;
import io.saltbus.core.schema.SubscriberDeclaration;
import io.saltbus.registry.RegistryOptions;
import io.saltbus.registry.internal.mirror.SwitchedStore.Line;
import io.saltbus.registry.store.InstanceReport;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class ReportsTest {
    private static final Version V1 = Version.parse("v1");

    @RegisterExtension
    final MirrorFixture fixture = new MirrorFixture();

    private InstanceReport last() {
        List<InstanceReport> all = fixture.store.reports;
        return all.get(all.size() - 1);
    }

    private long published() {
        return fixture.store.reports.stream()
                .flatMap(report -> report.published().stream())
                .mapToLong(InstanceReport.Published::count)
                .sum();
    }

    private List<InstanceReport.Handled> handled() {
        return fixture.store.reports.stream()
                .flatMap(report -> report.handled().stream())
                .toList();
    }

    @Test
    void aRegistryThatTakesNoReportsIsARegistryStill() {
        fixture.store.refusesReports = true;
        MirroredRegistry mirror = fixture.started();
        fixture.passing(Duration.ofMinutes(1));

        assertThat(mirror.troubles()).isEmpty();
        assertThat(fixture.log("WARN reports_refused")).hasSize(1);
    }

    @Test
    void whatRunsIsToldSoonAfterItChanges() {
        MirroredRegistry mirror = fixture.started();
        SubscriberDeclaration reader = subscriber("reader", "order.*");
        await(mirror.subscribed(reader));
        fixture.advance(Reports.SOON);
        assertThat(last().handlers()).containsExactly(reader);
        assertThat(last().service()).isEqualTo("test");
        assertThat(last().serviceVersion()).isEqualTo("2.4.1");

        mirror.unsubscribed(reader);
        fixture.advance(Reports.SOON);

        assertThat(last().handlers()).isEmpty();
        assertThat(fixture.store.reports).extracting(InstanceReport::instance).containsOnly(last().instance());
    }

    @Test
    void anIdleProcessIsHeardOfAtTheInterval() {
        fixture.started();
        fixture.advance(Reports.SOON);
        int before = fixture.store.reports.size();

        fixture.passing(Duration.ofSeconds(61));

        assertThat(fixture.store.reports.size() - before).isEqualTo(4);
    }

    @Test
    void whatWasDoneIsCountedAndToldOnce() {
        MirroredRegistry mirror = fixture.started();
        mirror.published("order.paid", V1);
        mirror.published("order.paid", V1);
        mirror.handled("reader", "order.paid", V1);
        mirror.handled("reader", "order.paid", null);
        fixture.passing(Duration.ofSeconds(16));

        assertThat(published()).isEqualTo(2);
        assertThat(handled())
                .containsExactlyInAnyOrder(
                        new InstanceReport.Handled("reader", "order.paid", V1, 1),
                        new InstanceReport.Handled("reader", "order.paid", null, 1));
        fixture.passing(Duration.ofSeconds(16));
        assertThat(published()).isEqualTo(2);
        assertThat(handled()).hasSize(2);
    }

    @Test
    void whatAFailedReportHeldIsInTheNext() {
        MirroredRegistry mirror = fixture.started();
        mirror.published("order.paid", V1);
        fixture.store.line = Line.FAILS;
        fixture.passing(Duration.ofSeconds(40));
        mirror.published("order.paid", V1);
        assertThat(published()).isZero();

        fixture.store.line = Line.WORKS;
        fixture.passing(Duration.ofSeconds(20));

        assertThat(published()).isEqualTo(2);
        assertThat(fixture.meters
                        .get("saltbus.registry.reports")
                        .tag("outcome", "failed")
                        .counter()
                        .count())
                .isEqualTo(1);
    }

    @Test
    void aCloseTellsTheRestAndThatNothingRuns() {
        MirroredRegistry mirror = fixture.started();
        await(mirror.subscribed(subscriber("reader", "order.*")));
        fixture.advance(Reports.SOON);
        mirror.published("order.paid", V1);

        await(mirror.close());

        assertThat(last().handlers()).isEmpty();
        assertThat(published()).isEqualTo(1);
        assertThat(fixture.store.watchers).isEmpty();
        assertThat(fixture.store.closed).isTrue();
    }

    @Test
    void noCountIsLostBetweenThreadsThatCountAndReportsThatFail() throws InterruptedException {
        MirroredRegistry mirror = fixture.started();
        var done = new CountDownLatch(4);
        List<Thread> threads = new ArrayList<>();
        for (int thread = 0; thread < 4; thread++) {
            threads.add(new Thread(() -> {
                for (int event = 0; event < 50_000; event++) {
                    mirror.published("order.t" + event % 7, V1);
                }
                done.countDown();
            }));
        }
        threads.forEach(Thread::start);
        for (int round = 0; done.getCount() > 0; round++) {
            fixture.store.line = round % 3 == 0 ? Line.FAILS : Line.WORKS;
            fixture.advance(Duration.ofSeconds(15));
        }
        fixture.store.line = Line.WORKS;
        fixture.passing(Duration.ofSeconds(30));

        assertThat(published()).isEqualTo(200_000);
    }

    @Test
    void whatIsCountedIsBounded() {
        MirroredRegistry mirror = fixture.mirror(RegistryOptions.defaults().withMaxSchemas(100));
        fixture.register(mirror);
        for (int topic = 0; topic < 150; topic++) {
            mirror.handled("reader", "t" + topic, V1);
        }
        fixture.passing(Duration.ofSeconds(16));

        assertThat(handled()).hasSize(100);
        assertThat(fixture.log("WARN usage_full")).hasSize(1);
    }
}
