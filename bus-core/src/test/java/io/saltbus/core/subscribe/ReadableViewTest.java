package io.saltbus.core.subscribe;

import static io.saltbus.core.BusFixture.await;
import static io.saltbus.core.BusFixture.failure;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.saltbus.core.BusFixture;
import io.saltbus.core.SaltBus;
import io.saltbus.core.event.Event;
import io.saltbus.core.event.Version;
import io.saltbus.core.failure.ConfigurationException;
import io.vertx.core.Future;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

@SuppressWarnings("UnusedVariable") // its handlers are subscribed and never called
class ReadableViewTest {
    @RegisterExtension
    final BusFixture fixture = new BusFixture();

    private SaltBus bus;

    @Event("order.paid")
    record PaidFirst(String orderId, String method) {}

    @Event(value = "order.paid", version = "v2")
    record PaidSecond(long orderId, Long discount) {}

    record ByText(String orderId) {}

    record ByNumber(long orderId, long discount) {}

    record Nothing() {}

    static final class TextReader {
        @Subscribe("order.paid")
        void read(ByText order) {}
    }

    @BeforeEach
    void start() {
        bus = fixture.bus(builder -> builder.event(PaidFirst.class, PaidSecond.class));
    }

    private <T> Future<Subscription> subscribe(Class<T> view, SubscribeOptions options) {
        return bus.subscribe("order.paid", view, options, (event, envelope) -> Future.succeededFuture());
    }

    private static SubscribeOptions only(String version) {
        return SubscribeOptions.named("reader").withVersions(VersionSelector.compatibleWith(Version.parse(version)));
    }

    @Test
    void whatCannotBeReadIsRefusedWithEachFieldAndItsReason() {
        assertThatThrownBy(() -> subscribe(ByNumber.class, only("v2")))
                .isInstanceOf(ConfigurationException.class)
                .hasMessage("subscribe(reader) cannot read order.paid v2 as " + ByNumber.class.getName()
                        + ": /discount may be absent, the view requires it; "
                        + "/discount may be null, the view reads integer");
        assertThat(bus.subscriptions()).isEmpty();
    }

    @Test
    void anAnnotatedHandlerIsRefusedByItsMethod() {
        assertThatThrownBy(() -> bus.subscribe(new TextReader()))
                .isInstanceOf(ConfigurationException.class)
                .hasMessage(TextReader.class.getName() + ".read(ByText) cannot read order.paid v2 as "
                        + ByText.class.getName() + ": /order_id may be integer, the view reads string");
        assertThat(bus.subscriptions()).isEmpty();
    }

    @Test
    void whatReadsEveryVersionIsAccepted() {
        assertThat(await(subscribe(Nothing.class, SubscribeOptions.named("reader")))
                        .state())
                .isEqualTo(Subscription.State.LIVE);
    }

    @Test
    void versionsThatTheSubscriptionDoesNotWantAreNotLookedAt() {
        assertThat(await(subscribe(ByText.class, only("v1"))).state()).isEqualTo(Subscription.State.LIVE);
    }

    @Test
    void aHandlerThatCannotReadStopsTheStart() {
        SaltBus other = fixture.build(builder -> builder.service("other").handlers(new TextReader()));

        assertThat(failure(other.start()))
                .isInstanceOf(ConfigurationException.class)
                .hasMessageContaining("cannot read order.paid v2");
        assertThat(other.health().ready()).isFalse();
    }
}
