package io.saltbus.registry.store;

import static io.saltbus.registry.store.Shapes.declared;
import static io.saltbus.registry.store.Shapes.field;
import static io.saltbus.registry.store.StoreContract.await;
import static org.assertj.core.api.Assertions.assertThat;

import io.saltbus.core.event.Version;
import io.saltbus.registry.store.SchemaStore.Watch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** Who watches is told of every change. */
interface WatchContract extends StoreContract {
    @Test
    default void aWatchTellsOfEveryChangeUntilItIsClosed() throws Exception {
        var told = new LinkedBlockingQueue<String>();
        String topic = topic("order.created");
        Watch watch = await(another().watch(told::add));

        register(declared(topic, "v1", field("id", "integer")));
        assertThat(next(told)).isEqualTo(topic);
        await(store().deprecate(topic, Version.parse("v1"), "old", ORDERS));
        assertThat(next(told)).isEqualTo(topic);
        await(store().retire(topic, Version.parse("v1"), false, ORDERS));
        assertThat(next(told)).isEqualTo(topic);
        await(store().restore(topic, Version.parse("v1"), ORDERS));
        assertThat(next(told)).isEqualTo(topic);

        await(watch.close());
        await(watch.close());
        var later = new LinkedBlockingQueue<String>();
        await(store().watch(later::add));
        register(declared(topic("order.paid"), "v1", field("id", "integer")));
        assertThat(next(later)).isEqualTo(topic("order.paid"));
        assertThat(told).isEmpty();
    }

    @Test
    default void whatIsIdenticalIsNoChange() throws Exception {
        var told = new LinkedBlockingQueue<String>();
        register(declared(topic("a"), "v1", field("id", "integer")));
        await(another().watch(told::add));

        register(declared(topic("a"), "v1", field("id", "integer")));
        register(declared(topic("a"), "v1", field("id", "boolean")));
        register(declared(topic("b"), "v1", field("id", "integer")));

        assertThat(next(told)).isEqualTo(topic("b"));
    }

    @Test
    default void whatAWatcherThrowsHurtsNobodyElse() throws Exception {
        var told = new LinkedBlockingQueue<String>();
        await(store().watch(changed -> {
            throw new IllegalStateException("of the watcher");
        }));
        await(store().watch(told::add));

        register(declared(topic("a"), "v1", field("id", "integer")));
        register(declared(topic("b"), "v1", field("id", "integer")));

        assertThat(next(told)).isEqualTo(topic("a"));
        assertThat(next(told)).isEqualTo(topic("b"));
    }

    /** Skips what other tests of a shared place cause. */
    private String next(LinkedBlockingQueue<String> told) throws InterruptedException {
        while (true) {
            String changed = told.poll(30, TimeUnit.SECONDS);
            if (changed == null || changed.startsWith(prefix())) {
                return changed;
            }
        }
    }
}
