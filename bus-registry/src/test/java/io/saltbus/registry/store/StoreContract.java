package io.saltbus.registry.store;

import static io.saltbus.registry.store.Shapes.declared;
import static io.saltbus.registry.store.Shapes.schema;

import io.saltbus.core.event.EventMode;
import io.saltbus.core.event.TopicPattern;
import io.saltbus.core.event.Version;
import io.saltbus.core.schema.Registration;
import io.saltbus.core.schema.Registration.Status;
import io.saltbus.core.schema.Schema;
import io.saltbus.core.schema.SchemaDeclaration;
import io.saltbus.core.schema.SubscriberDeclaration;
import io.saltbus.registry.store.InstanceReport.Published;
import io.saltbus.registry.store.SchemaStore.Caller;
import io.vertx.core.Future;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.TimeUnit;

/** What the parts of the contract work with. */
interface StoreContract {
    /** Who registers. */
    Caller ORDERS = new Caller("orders", "2.1.0");

    /** In the hour that summer time takes away in much of Europe. */
    Instant LONG_AGO = Instant.parse("2026-03-29T02:30:00.123456Z");

    /** A store that reaches the one place of the test. */
    SchemaStore store();

    /** Another one that reaches the same place. */
    SchemaStore another() throws Exception;

    /** What the topics of this test begin with, so that tests may share one place. */
    String prefix();

    /** What is noted as the creator of what this caller registers. */
    default String creator(Caller caller) {
        return caller.name();
    }

    /** A topic of this test. */
    default String topic(String name) {
        return prefix() + "." + name;
    }

    /** Waits, at most a minute. */
    static <T> T await(Future<T> future) {
        return future.toCompletionStage()
                .toCompletableFuture()
                .orTimeout(60, TimeUnit.SECONDS)
                .join();
    }

    default Registration register(SchemaDeclaration declared) {
        return await(store().register(List.of(declared), ORDERS)).get(0);
    }

    default Status status(String topic, String version, Schema schema) {
        return register(declared(topic, version, schema)).status();
    }

    default List<StoredSchema> found(String topic) {
        return await(store().find(SchemaQuery.topic(topic)));
    }

    default TopicSummary summary(String topic) {
        return await(store().topics(SchemaQuery.topic(topic))).get(0);
    }

    static Published published(String topic, long count, int second) {
        return new Published(topic, Version.parse("v1"), count, LONG_AGO.plusSeconds(second));
    }

    static InstanceReport report(
            UUID instance, int number, List<SubscriberDeclaration> handlers, Published... published) {
        return new InstanceReport(
                instance,
                "orders",
                "3.0.0",
                LONG_AGO.plusSeconds(number),
                handlers,
                List.of(published),
                List.of(new InstanceReport.Handled("mail", "some.topic", null, 2)));
    }

    static SubscriberDeclaration handler(String name, String pattern, String versions, Schema view) {
        return new SubscriberDeclaration(
                name, "Handlers." + name, List.of(TopicPattern.of(pattern)), versions, EventMode.BROADCAST, view);
    }
}
