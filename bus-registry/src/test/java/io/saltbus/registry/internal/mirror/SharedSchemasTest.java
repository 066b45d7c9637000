package io.saltbus.registry.internal.mirror;

import static io.saltbus.registry.internal.mirror.MirrorFixture.await;
import static io.saltbus.registry.internal.mirror.MirrorFixture.failure;
import static org.assertj.core.api.Assertions.assertThat;

import io.saltbus.core.SaltBus;
import io.saltbus.core.SaltBusBuilder;
import io.saltbus.core.StartReport;
import io.saltbus.core.event.Envelope;
import io.saltbus.core.event.Event;
import io.saltbus.core.event.EventView;
import io.saltbus.core.event.Version;
import io.saltbus.core.failure.ConfigurationException;
import io.saltbus.core.observe.BusObserver;
import io.saltbus.core.observe.Settled;
import io.saltbus.core.publish.PublishException;
import io.saltbus.core.schema.Registration;
import io.saltbus.core.schema.SchemaStatus;
import io.saltbus.core.subscribe.Outcome;
import io.saltbus.core.subscribe.Subscribe;
import io.saltbus.core.transport.Message;
import io.saltbus.core.transport.Outgoing;
import io.saltbus.core.transport.TransportSettings;
import io.saltbus.core.transport.memory.MemoryTransport;
import io.saltbus.registry.RegistryOptions;
import io.saltbus.registry.internal.mirror.SwitchedStore.Line;
import io.saltbus.registry.store.InstanceReport;
import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Services that share a broker and a registry, and no code. */
class SharedSchemasTest {
    @RegisterExtension
    final MirrorFixture fixture = new MirrorFixture();

    private final List<SaltBus> buses = new ArrayList<>();
    private final List<Outcome> outcomes = new CopyOnWriteArrayList<>();

    @Event("order.paid")
    record Paid(String orderId, long cents) {}

    record PaidByNumber(long orderId) {}

    static final class Audit {
        final List<JsonObject> seen = new CopyOnWriteArrayList<>();

        @Subscribe("order.*")
        Future<Void> note(EventView event) {
            seen.add(event.json());
            return Future.succeededFuture();
        }
    }

    static final class Confused {
        @Subscribe("order.paid")
        @SuppressWarnings("UnusedVariable") // it is never called
        void read(PaidByNumber paid) {}
    }

    private SaltBus build(String service, UnaryOperator<SaltBusBuilder> how) {
        SaltBus bus = how.apply(SaltBus.builder(fixture.vertx)
                        .service(service)
                        .serviceVersion("1.0")
                        .scheduler(fixture.time)
                        .transport(transport())
                        .registry(settings -> new MirroredRegistry(fixture.store, settings, RegistryOptions.defaults()))
                        .observer(new BusObserver() {
                            @Override
                            public void settled(Settled delivery) {
                                outcomes.add(delivery.outcome());
                            }
                        }))
                .build();
        buses.add(bus);
        return bus;
    }

    private MemoryTransport transport() {
        return MemoryTransport.at(fixture.vertx, "memory:", TransportSettings.of(fixture.time, Duration.ofSeconds(30)));
    }

    private SaltBus start(String service, UnaryOperator<SaltBusBuilder> how) {
        SaltBus bus = build(service, how);
        await(bus.start());
        return bus;
    }

    @AfterEach
    void close() {
        for (SaltBus bus : buses) {
            Future<Void> closing = bus.close();
            fixture.passing(Reports.LAST.plusSeconds(1));
            await(closing);
        }
    }

    @Test
    void aHandlerWithoutAClassWaitsForASchemaThatIsRegisteredAfterItBegan() {
        var audit = new Audit();
        start("audit", builder -> builder.handlers(audit));
        SaltBus orders = start("orders", builder -> builder.event(Paid.class));

        await(orders.publish(new Paid("o-1", 100)));
        fixture.turns();
        assertThat(outcomes).containsExactly(Outcome.WAITS_FOR_SCHEMA);
        fixture.passing(Duration.ofSeconds(6));

        assertThat(outcomes).containsExactly(Outcome.WAITS_FOR_SCHEMA, Outcome.HANDLED);
        assertThat(audit.seen)
                .containsExactly(new JsonObject().put("order_id", "o-1").put("cents", 100L));
    }

    @Test
    void aHandlerWithoutAClassRefusesWhatBreaksTheRegisteredSchema() {
        start("orders", builder -> builder.event(Paid.class));
        var audit = new Audit();
        start("audit", builder -> builder.handlers(audit));
        Envelope envelope = Envelope.builder("m-1", "order.paid", "elsewhere", fixture.time.now())
                .version(Version.parse("v1"))
                .build();

        MemoryTransport elsewhere = transport();
        await(elsewhere.connect());
        await(elsewhere.publish(new Outgoing(new Message(envelope, Buffer.buffer("{\"order_id\": 1}")), null, null)));
        fixture.turns();
        await(elsewhere.close());

        assertThat(outcomes).containsExactly(Outcome.DEAD_LETTERED);
        assertThat(audit.seen).isEmpty();
    }

    @Test
    void aViewThatCannotReadWhatAnotherServiceRegisteredStopsTheStart() {
        start("orders", builder -> builder.event(Paid.class));

        assertThat(failure(build("audit", builder -> builder.handlers(new Confused()))
                        .start()))
                .isInstanceOf(ConfigurationException.class)
                .hasMessageContaining("cannot read order.paid v1")
                .hasMessageContaining("/order_id may be string, the view reads integer");
    }

    @Test
    void anotherServicesSchemaStopsTheStartOfWhoContradictsIt() {
        fixture.store.put("order.paid", "v1", Schemas.with("order_id", "integer"));

        assertThat(failure(build("orders", builder -> builder.event(Paid.class)).start()))
                .isInstanceOf(ConfigurationException.class)
                .hasMessageContaining("order.paid v1 from " + Paid.class.getName() + " is in conflict");
    }

    @Test
    void aServiceStartsAndPublishesWithoutTheRegistry() {
        fixture.store.line = Line.FAILS;
        var audit = new Audit();
        SaltBus orders = build("orders", builder -> builder.event(Paid.class).handlers(audit));
        Future<StartReport> starting = orders.start();
        fixture.passing(Duration.ofSeconds(6));

        assertThat(await(starting).schemas())
                .extracting(Registration::status)
                .containsExactly(Registration.Status.PENDING);
        await(orders.publish(new Paid("o-1", 100)));
        fixture.turns();
        assertThat(outcomes).containsExactly(Outcome.HANDLED);
        assertThat(orders.health().ready()).isTrue();
        assertThat(orders.health().remarks()).hasSize(1);

        fixture.store.line = Line.WORKS;
        fixture.passing(Duration.ofSeconds(10));

        assertThat(orders.health().remarks()).isEmpty();
        assertThat(fixture.store.has("order.paid", "v1")).isTrue();
    }

    @Test
    void aVersionThatIsRetiredWhileItsPublisherRunsIsRefusedFromThenOn() {
        SaltBus orders = start("orders", builder -> builder.event(Paid.class));
        await(orders.publish(new Paid("o-1", 100)));

        fixture.store.put(
                "order.paid", "v1", orders.registry().find("order.paid", Version.parse("v1")), SchemaStatus.RETIRED);
        fixture.store.tell("order.paid");
        fixture.turns();

        assertThat(failure(orders.publish(new Paid("o-2", 100)))).isInstanceOf(PublishException.RetiredVersion.class);
    }

    @Test
    void whatWasPublishedAndHandledAndByWhichHandlerIsReported() {
        SaltBus orders = start("orders", builder -> builder.event(Paid.class).handlers(new Audit()));
        await(orders.publish(new Paid("o-1", 100)));
        fixture.passing(Duration.ofSeconds(16));

        assertThat(fixture.store.reports)
                .flatExtracting(InstanceReport::handled)
                .containsExactly(new InstanceReport.Handled("audit.note", "order.paid", Version.parse("v1"), 1));
        assertThat(fixture.store.reports)
                .flatExtracting(InstanceReport::published)
                .extracting(InstanceReport.Published::count)
                .containsExactly(1L);
        InstanceReport last = fixture.store.reports.get(fixture.store.reports.size() - 1);
        assertThat(last.handlers()).singleElement().satisfies(one -> {
            assertThat(one.handler()).isEqualTo("audit.note");
            assertThat(one.versions()).isEqualTo("latest");
            assertThat(one.view()).isNull();
        });
        assertThat(last.serviceVersion()).isEqualTo("1.0");
    }
}
