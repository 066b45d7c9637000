package io.saltbus.core.internal.schema;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.saltbus.core.event.Event;
import io.saltbus.core.event.EventMode;
import io.saltbus.core.event.Version;
import io.saltbus.core.failure.ConfigurationException;
import io.saltbus.core.internal.json.PayloadCodec;
import io.saltbus.core.schema.PayloadLimits;
import java.util.List;
import org.junit.jupiter.api.Test;

class EventScannerTest {
    private static final String SAMPLES = "io.saltbus.core.internal.schema.sample";

    private final SchemaDeriver deriver = new SchemaDeriver(new PayloadCodec(PayloadLimits.defaults()));
    private final EventScanner scanner = new EventScanner(deriver);

    @Test
    void everyEventBelowAPackageIsFoundInOrder() {
        assertThat(scanner.scan(List.of(SAMPLES + ".shop")))
                .extracting(event -> event.topic() + " " + event.version() + " "
                        + event.type().getSimpleName())
                .containsExactly(
                        "rpc.stock.find v1 FindStock",
                        "shop.changed v1 Changed",
                        "shop.opened v2 Opened",
                        "shop.opened v10 OpenedLater");
        assertThat(scanner.scan(List.of())).isEmpty();
    }

    @Test
    void twoClassesOfOneSchemaMayShareATopic() {
        assertThat(scanner.scan(List.of(SAMPLES + ".twin"))).hasSize(2);
    }

    @Test
    void twoSchemasOfOneTopicAndVersionAreRefusedByName() {
        assertThatThrownBy(() -> scanner.scan(List.of(SAMPLES + ".clash")))
                .isInstanceOf(ConfigurationException.class)
                .hasMessageContaining("ClashingEvents$OrderPaid and ")
                .hasMessageContaining("ClashingEvents$OrderSettled are both order.paid v1")
                .hasMessageContaining("differ at /properties/total");
    }

    @Test
    void aPackageWithoutEventsIsNamed() {
        assertThatThrownBy(() -> scanner.scan(List.of(SAMPLES + ".shop", SAMPLES + ".sho")))
                .isInstanceOf(ConfigurationException.class)
                .hasMessageContaining("scan(\"" + SAMPLES + ".sho\")");
    }

    @Test
    void anEventTypeHoldsWhatTheAnnotationSays() {
        @Event(value = "stock.find", version = "v1.2", mode = EventMode.RPC)
        record Find(String sku) {}

        var event = EventType.of(Find.class, deriver);

        assertThat(event.topic()).isEqualTo("stock.find");
        assertThat(event.version()).isEqualTo(Version.parse("v1.2"));
        assertThat(event.mode()).isEqualTo(EventMode.RPC);
        assertThat(event.schema().document().path("required").toString()).isEqualTo("[\"sku\"]");
    }

    @Test
    void whatCannotBeAnEventIsNamed() {
        record Plain() {}
        @Event("a.*")
        record Wild() {}
        @Event(value = "a.b", version = "2")
        record Unversioned() {}

        assertRefused(Plain.class, "is no event: annotate it");
        assertRefused(Wild.class, "topic \"a.*\" is refused");
        assertRefused(Unversioned.class, "version \"2\" is refused");
        assertRefused(Mutable.class, "cannot be an event. Accepted: a record");
        assertRefused(Bodied.class, "cannot be an event. Accepted: a record");
    }

    @Event("a.b")
    static final class Mutable {}

    @Event("a.b")
    enum Bodied {
        ONE {
            @Override
            String text() {
                return "1";
            }
        };

        abstract String text();
    }

    private void assertRefused(Class<?> type, String message) {
        assertThatThrownBy(() -> EventType.of(type, deriver))
                .isInstanceOf(ConfigurationException.class)
                .hasMessageContaining(type.getName())
                .hasMessageContaining(message);
    }
}
