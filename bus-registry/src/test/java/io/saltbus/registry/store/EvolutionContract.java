package io.saltbus.registry.store;

import static io.saltbus.registry.store.Shapes.declared;
import static io.saltbus.registry.store.Shapes.field;
import static io.saltbus.registry.store.Shapes.schema;
import static io.saltbus.registry.store.StoreContract.await;
import static org.assertj.core.api.Assertions.assertThat;

import io.saltbus.core.schema.Registration;
import io.saltbus.core.schema.Registration.Status;
import io.saltbus.core.schema.Schema;
import io.saltbus.registry.compatibility.CompatibilityMode;
import org.junit.jupiter.api.Test;

/** Which versions a topic may get. */
interface EvolutionContract extends StoreContract {
    @Test
    default void aPatchMayChangeRemarksOnly() {
        String topic = topic("order.created");
        Schema remarked = schema(
                "{'title':'T','type':'object','properties':{'id':{'type':'integer','description':'d'}},'required':['id']}");
        register(declared(topic, "v1.2", field("id", "integer")));

        assertThat(status(topic, "v1.2.1", remarked)).isEqualTo(Status.REGISTERED);
        Registration changed = register(declared(topic, "v1.2.2", field("id", "string")));

        assertThat(changed.status()).isEqualTo(Status.INCOMPATIBLE);
        assertThat(changed.detail()).contains("v1.2.2", "v1.2.1", "/properties/id/type", "v2");
        assertThat(found(topic)).hasSize(2);
    }

    @Test
    default void aMinorVersionThatBreaksReadersIsRefusedWithTheReason() {
        String topic = topic("order.created");
        register(declared(topic, "v1", field("id", "integer")));

        Registration refused = register(declared(topic, "v1.1", field("id", "boolean")));

        assertThat(refused.status()).isEqualTo(Status.INCOMPATIBLE);
        assertThat(refused.detail()).contains("v1.1", "v1", "Publish it as v2");
        assertThat(status(topic, "v1.1", field("id", "integer"))).isEqualTo(Status.REGISTERED);
        assertThat(status(topic, "v2", field("id", "boolean"))).isEqualTo(Status.REGISTERED);
    }

    @Test
    default void withoutAModeMinorVersionsMayBeAnythingAndPatchesStill() {
        String topic = topic("order.created");
        register(declared(topic, "v1", field("id", "integer")));
        await(store().setCompatibility(topic, CompatibilityMode.NONE, ORDERS));

        assertThat(summary(topic).compatibility()).isEqualTo(CompatibilityMode.NONE);
        assertThat(status(topic, "v1.1", field("id", "boolean"))).isEqualTo(Status.REGISTERED);
        assertThat(status(topic, "v1.1.1", field("id", "integer"))).isEqualTo(Status.INCOMPATIBLE);
    }

    @Test
    default void aVersionBetweenTwoIsComparedWithBoth() {
        String topic = topic("order.created");
        register(declared(topic, "v1.3", field("id", "integer")));

        Registration refused = register(declared(topic, "v1.2", field("id", "boolean")));

        assertThat(refused.status()).isEqualTo(Status.INCOMPATIBLE);
        assertThat(refused.detail()).contains("v1.3", "v1.2");
        assertThat(status(topic, "v1.2", field("id", "integer"))).isEqualTo(Status.REGISTERED);
    }

    @Test
    default void aTransitiveModeLooksAtAllOfTheMajor() {
        String topic = topic("order.created");
        register(declared(topic, "v1", field("id", "integer")));
        await(store().setCompatibility(topic, CompatibilityMode.NONE, ORDERS));
        register(declared(topic, "v1.1", field("id", "boolean")));

        await(store().setCompatibility(topic, CompatibilityMode.BACKWARD, ORDERS));
        assertThat(status(topic, "v1.2", field("id", "boolean"))).isEqualTo(Status.REGISTERED);
        await(store().setCompatibility(topic, CompatibilityMode.FULL_TRANSITIVE, ORDERS));
        assertThat(status(topic, "v1.3", field("id", "boolean"))).isEqualTo(Status.INCOMPATIBLE);
        assertThat(status(topic, "v2", field("id", "integer"))).isEqualTo(Status.REGISTERED);
    }
}
