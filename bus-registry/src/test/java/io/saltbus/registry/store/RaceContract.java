package io.saltbus.registry.store;

import static io.saltbus.registry.store.Shapes.declared;
import static io.saltbus.registry.store.Shapes.field;
import static io.saltbus.registry.store.StoreContract.await;
import static org.assertj.core.api.Assertions.assertThat;

import io.saltbus.core.schema.Registration;
import io.saltbus.core.schema.Registration.Status;
import io.saltbus.core.schema.SchemaDeclaration;
import io.saltbus.registry.store.SchemaStore.Caller;
import io.vertx.core.Future;
import java.util.List;
import java.util.function.IntFunction;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Services that register at the same moment get right answers. */
interface RaceContract extends StoreContract {
    @Test
    default void aHundredAtOnceWithTheSameLeaveOneRow() throws Exception {
        String topic = topic("order.created");
        List<SchemaStore> stores = List.of(store(), another(), another(), another());

        List<Status> answers = atOnce(stores, number -> declared(topic, "v1", field("id", "integer"), "s" + number));

        assertThat(answers).filteredOn(Status.REGISTERED::equals).hasSize(1);
        assertThat(answers).filteredOn(Status.IDENTICAL::equals).hasSize(99);
        assertThat(found(topic)).hasSize(1);
        assertThat(await(store().publishers(topic))).hasSize(100);
    }

    @Test
    default void aHundredAtOnceWithDifferentOnesHaveOneWinner() throws Exception {
        String topic = topic("order.created");
        List<SchemaStore> stores = List.of(store(), another(), another(), another());

        List<Status> answers =
                atOnce(stores, number -> declared(topic, "v1", field("f" + number, "integer"), "s" + number));

        assertThat(answers).filteredOn(Status.REGISTERED::equals).hasSize(1);
        assertThat(answers).filteredOn(Status.CONFLICT::equals).hasSize(99);
        assertThat(found(topic)).hasSize(1);
        assertThat(await(store().publishers(topic)))
                .extracting(PublisherRow::service)
                .containsExactly(found(topic).get(0).publisher());
    }

    @Test
    default void minorVersionsAtOnceCannotBothPassWhereTheyBreakEachOther() throws Exception {
        String topic = topic("order.created");
        SchemaStore other = another();

        Future<List<Registration>> one =
                store().register(List.of(declared(topic, "v1.1", field("id", "integer"))), ORDERS);
        Future<List<Registration>> two =
                other.register(List.of(declared(topic, "v1.2", field("id", "boolean"))), ORDERS);

        assertThat(List.of(await(one).get(0).status(), await(two).get(0).status()))
                .containsExactlyInAnyOrder(Status.REGISTERED, Status.INCOMPATIBLE);
        assertThat(found(topic)).hasSize(1);
    }

    private static List<Status> atOnce(List<SchemaStore> stores, IntFunction<SchemaDeclaration> declared) {
        List<Future<List<Registration>>> answers = IntStream.range(0, 100)
                .mapToObj(number -> stores.get(number % stores.size())
                        .register(List.of(declared.apply(number)), new Caller("s" + number, null)))
                .toList();
        return answers.stream().map(answer -> await(answer).get(0).status()).toList();
    }
}
