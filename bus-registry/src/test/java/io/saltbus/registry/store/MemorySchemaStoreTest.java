package io.saltbus.registry.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.saltbus.core.event.EventMode;
import io.saltbus.core.event.TopicPattern;
import io.saltbus.core.schema.SubscriberDeclaration;
import io.saltbus.core.time.Scheduler;
import io.saltbus.core.time.VirtualScheduler;
import io.saltbus.registry.RegistryException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class MemorySchemaStoreTest extends SchemaStoreContract {
    private SchemaStore only;

    @Override
    protected SchemaStore open() {
        if (only == null) {
            only = MemorySchemaStore.create(vertx, Scheduler.real(vertx));
        }
        return only;
    }

    @Test
    void aProcessThatIsSilentIsGone() {
        Instant start = Instant.parse("2026-11-22T08:00:00Z");
        var time = new VirtualScheduler(start);
        SchemaStore memory = MemorySchemaStore.create(vertx, time);
        var handler = new SubscriberDeclaration(
                "mail", "Mail.send", List.of(TopicPattern.of("order.*")), "latest", EventMode.BROADCAST, null);
        await(memory.report(
                new InstanceReport(UUID.randomUUID(), "mail", null, start, List.of(handler), List.of(), List.of())));

        time.advance(Duration.ofSeconds(45));
        assertThat(await(memory.liveHandlers("order.created")))
                .singleElement()
                .satisfies(live -> assertThat(live.seenAt()).isEqualTo(start));
        time.advance(Duration.ofMillis(1));
        assertThat(await(memory.liveHandlers("order.created"))).isEmpty();
    }

    @Test
    void aClosedStoreAnswersThatItIsClosed() {
        await(store().close());

        assertThatThrownBy(() -> await(store().find(SchemaQuery.all())))
                .cause()
                .isInstanceOf(RegistryException.Unavailable.class)
                .hasMessageContaining("closed");
        assertThatThrownBy(() -> await(store().watch(changed -> {})))
                .hasCauseInstanceOf(RegistryException.Unavailable.class);
        assertThatThrownBy(() -> MemorySchemaStore.create(vertx, Scheduler.real(vertx), Duration.ZERO))
                .hasMessageContaining("silentAfter");
    }
}
