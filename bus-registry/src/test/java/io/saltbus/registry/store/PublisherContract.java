package io.saltbus.registry.store;

import static io.saltbus.registry.store.Shapes.declared;
import static io.saltbus.registry.store.Shapes.field;
import static io.saltbus.registry.store.StoreContract.await;
import static io.saltbus.registry.store.StoreContract.published;
import static io.saltbus.registry.store.StoreContract.report;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** Who publishes, and how much. */
interface PublisherContract extends StoreContract {
    @Test
    default void whoDeclaresASchemaIsItsPublisherAtOnce() {
        String topic = topic("order.created");
        register(declared(topic, "v1", field("id", "integer"), "orders"));
        register(declared(topic, "v1", field("id", "integer"), "billing"));
        register(declared(topic, "v1", field("id", "boolean"), "refused"));

        assertThat(await(store().publishers(topic)))
                .containsExactly(
                        new PublisherRow(topic, "billing", "2.1.0", null, 0),
                        new PublisherRow(topic, "orders", "2.1.0", null, 0));
        assertThat(summary(topic).publishers()).containsExactly("billing", "orders");
        assertThat(await(store().publishers(topic("nothing")))).isEmpty();
    }

    @Test
    default void reportsAddWhatWasPublished() {
        String topic = topic("order.created");
        register(declared(topic, "v1", field("id", "integer")));
        UUID instance = UUID.randomUUID();

        await(store().report(report(instance, 1, List.of(), published(topic, 3, 10))));
        await(store().report(report(UUID.randomUUID(), 1, List.of(), published(topic, 4, 5))));
        await(store().report(report(instance, 2, List.of(), published(topic, 5, 20))));

        assertThat(await(store().publishers(topic)))
                .containsExactly(new PublisherRow(topic, "orders", "3.0.0", LONG_AGO.plusSeconds(20), 12));
        assertThat(summary(topic).lastPublished()).isEqualTo(LONG_AGO.plusSeconds(20));
    }

    @Test
    default void aReportThatIsSentAgainCountsOnce() {
        String topic = topic("order.created");
        register(declared(topic, "v1", field("id", "integer")));
        InstanceReport report = report(UUID.randomUUID(), 1, List.of(), published(topic, 3, 10));

        await(store().report(report));
        await(store().report(report));

        assertThat(await(store().publishers(topic)).get(0).count()).isEqualTo(3);
    }
}
