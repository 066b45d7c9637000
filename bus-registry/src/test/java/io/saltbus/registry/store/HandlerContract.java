package io.saltbus.registry.store;

import static io.saltbus.registry.store.Shapes.declared;
import static io.saltbus.registry.store.Shapes.field;
import static io.saltbus.registry.store.StoreContract.await;
import static io.saltbus.registry.store.StoreContract.handler;
import static io.saltbus.registry.store.StoreContract.report;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.saltbus.core.event.EventMode;
import io.saltbus.core.event.TopicPattern;
import io.saltbus.core.event.Version;
import io.saltbus.core.schema.Schema;
import io.saltbus.core.schema.SubscriberDeclaration;
import io.saltbus.registry.compatibility.CompatibilityMode;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** Who runs now, and what it may get. */
interface HandlerContract extends StoreContract {
    @Test
    default void handlersThatRunAreFoundByWhatTheyMayGet() {
        Schema view = field("id", "integer");
        SubscriberDeclaration mail = handler("mail", topic("order.*"), "compatible v1.2", view);
        SubscriberDeclaration log = handler("log", topic("#"), "latest", null);
        SubscriberDeclaration other = handler("other", topic("invoice.*"), "latest", null);
        await(store().report(report(UUID.randomUUID(), 1, List.of(mail, log))));
        await(store().report(report(UUID.randomUUID(), 1, List.of(mail, other))));

        List<LiveHandler> live = await(store().liveHandlers(topic("order.created")));

        assertThat(live).extracting(LiveHandler::handler).containsExactly("log", "mail");
        assertThat(live).extracting(LiveHandler::instances).containsExactly(1, 2);
        assertThat(live).extracting(LiveHandler::service).containsOnly("orders");
        assertThat(live).extracting(LiveHandler::serviceVersion).containsOnly("3.0.0");
        assertThat(live.get(1).patterns()).containsExactly(TopicPattern.of(topic("order.*")));
        assertThat(live.get(1).versions()).isEqualTo("compatible v1.2");
        assertThat(live.get(1).view()).isEqualTo(view.document());
        assertThat(live.get(0).view()).isNull();
        assertThat(live.get(0).mode()).isEqualTo(EventMode.BROADCAST);
        assertThat(live.get(0).seenAt()).isCloseTo(Instant.now(), within(2, ChronoUnit.MINUTES));
    }

    @Test
    default void aHandlerThatIsNoLongerReportedHasEnded() {
        UUID instance = UUID.randomUUID();
        String topic = topic("order.created");
        await(store().report(report(instance, 1, List.of(handler("mail", topic, "latest", null)))));
        assertThat(await(store().liveHandlers(topic))).hasSize(1);

        await(store().report(report(instance, 2, List.of())));

        assertThat(await(store().liveHandlers(topic))).isEmpty();
    }

    @Test
    default void theLineOfATopicNamesItsHandlers() {
        String topic = topic("order.created");
        register(declared(topic, "v1", field("id", "integer")));
        register(declared(topic, "v2", field("id", "boolean")));
        await(store().report(report(UUID.randomUUID(), 1, List.of(handler("mail", topic, "latest", null)))));

        TopicSummary line = summary(topic);

        assertThat(line)
                .isEqualTo(new TopicSummary(
                        topic,
                        EventMode.BROADCAST,
                        CompatibilityMode.BACKWARD,
                        List.of(Version.parse("v1"), Version.parse("v2")),
                        Version.parse("v2"),
                        List.of("orders"),
                        List.of("orders.mail"),
                        null));
    }
}
