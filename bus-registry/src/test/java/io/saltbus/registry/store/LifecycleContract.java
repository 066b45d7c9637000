package io.saltbus.registry.store;

import static io.saltbus.registry.store.Shapes.declared;
import static io.saltbus.registry.store.Shapes.field;
import static io.saltbus.registry.store.StoreContract.await;
import static io.saltbus.registry.store.StoreContract.handler;
import static io.saltbus.registry.store.StoreContract.report;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.saltbus.core.event.Version;
import io.saltbus.core.schema.SchemaStatus;
import io.saltbus.registry.RegistryException;
import io.vertx.core.Future;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletionException;
import org.junit.jupiter.api.Test;

/** How versions end, and come back. */
interface LifecycleContract extends StoreContract {
    @Test
    default void aDeprecatedVersionSaysSinceWhenAndWhyUntilItIsRestored() {
        String topic = topic("order.created");
        Version version = Version.parse("v1");
        register(declared(topic, "v1", field("id", "integer")));

        await(store().deprecate(topic, version, "use v2", ORDERS));

        assertThat(found(topic).get(0).status()).isEqualTo(SchemaStatus.DEPRECATED);
        assertThat(found(topic).get(0).record().deprecatedReason()).isEqualTo("use v2");
        assertThat(summary(topic).latest()).isEqualTo(version);
        await(store().restore(topic, version, ORDERS));
        assertThat(found(topic).get(0).status()).isEqualTo(SchemaStatus.ACTIVE);
        assertThat(found(topic).get(0).record().deprecatedAt()).isNull();
        assertThat(found(topic).get(0).record().deprecatedReason()).isNull();
    }

    @Test
    default void theLatestIsTheNewestThatHasNotEnded() {
        String topic = topic("order.created");
        register(declared(topic, "v1.2", field("id", "integer")));
        register(declared(topic, "v1.10", field("id", "integer")));

        assertThat(summary(topic).latest()).isEqualTo(Version.parse("v1.10"));
        await(store().retire(topic, Version.parse("v1.10"), false, ORDERS));
        assertThat(summary(topic).latest()).isEqualTo(Version.parse("v1.2"));
        await(store().retire(topic, Version.parse("v1.2"), false, ORDERS));
        assertThat(summary(topic).latest()).isNull();
        assertThat(found(topic)).extracting(StoredSchema::status).containsOnly(SchemaStatus.RETIRED);
        assertThat(found(topic).get(0).record().deprecatedAt()).isNotNull();
        await(store().restore(topic, Version.parse("v1.2"), ORDERS));
        assertThat(summary(topic).latest()).isEqualTo(Version.parse("v1.2"));
    }

    @Test
    default void aVersionThatHandlersTakeIsEndedByForceOnly() {
        String topic = topic("order.created");
        Version version = Version.parse("v1");
        register(declared(topic, "v1", field("id", "integer")));
        register(declared(topic, "v2", field("id", "boolean")));
        await(store().report(report(
                UUID.randomUUID(),
                1,
                List.of(handler("mail", topic, "compatible v1", null), handler("log", topic, "latest", null)))));

        assertThatThrownBy(() -> await(store().retire(topic, version, false, ORDERS)))
                .isInstanceOf(CompletionException.class)
                .cause()
                .isInstanceOfSatisfying(
                        RegistryException.StillUsed.class,
                        used -> assertThat(used.handlers()).containsExactly("orders.mail"))
                .hasMessageContaining(topic + " v1");
        assertThat(found(topic).get(0).status()).isEqualTo(SchemaStatus.ACTIVE);

        await(store().retire(topic, version, true, ORDERS));
        assertThat(found(topic).get(0).status()).isEqualTo(SchemaStatus.RETIRED);
    }

    @Test
    default void aHandlerThatGoesOnWithANewerVersionIsNotInTheWay() {
        String topic = topic("order.created");
        register(declared(topic, "v1", field("id", "integer")));
        register(declared(topic, "v2", field("id", "boolean")));
        await(store().report(report(UUID.randomUUID(), 1, List.of(handler("log", topic, "latest", null)))));

        await(store().retire(topic, Version.parse("v1"), false, ORDERS));

        assertThatThrownBy(() -> await(store().retire(topic, Version.parse("v2"), false, ORDERS)))
                .hasCauseInstanceOf(RegistryException.StillUsed.class);
    }

    @Test
    default void whatIsNotThereCannotBeChanged() {
        String topic = topic("order.created");
        register(declared(topic, "v1", field("id", "integer")));
        Version missing = Version.parse("v9");
        List<Future<Void>> changes = List.of(
                store().deprecate(topic, missing, "old", ORDERS),
                store().retire(topic, missing, false, ORDERS),
                store().retire(topic, missing, true, ORDERS),
                store().restore(topic, missing, ORDERS),
                store().deprecate(topic("nothing"), Version.parse("v1"), "old", ORDERS));

        for (Future<Void> change : changes) {
            assertThatThrownBy(() -> await(change)).hasCauseInstanceOf(RegistryException.Unknown.class);
        }
    }
}
