package io.saltbus.registry.store;

import static io.saltbus.registry.store.Shapes.declared;
import static io.saltbus.registry.store.Shapes.field;
import static io.saltbus.registry.store.Shapes.schema;
import static io.saltbus.registry.store.StoreContract.await;
import static org.assertj.core.api.Assertions.assertThat;

import io.saltbus.core.event.TopicPattern;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What is found, by pattern, text and limit. */
interface LookupContract extends StoreContract {
    @Test
    default void schemasAreFoundByPatternTextAndLimit() {
        register(declared(topic("order.created"), "v1", field("customer_id", "integer")));
        register(declared(topic("order.created"), "v1.2", field("customer_id", "integer")));
        register(declared(topic("order.created"), "v1.10", field("customer_id", "integer")));
        register(declared(topic("order.paid"), "v1", schema("{'type':'object','description':'100% Paid'}")));
        register(declared(topic("user.signup"), "v1", field("email", "string")));

        assertThat(names(query("order.*")))
                .containsExactly("order.created v1", "order.created v1.2", "order.created v1.10", "order.paid v1");
        assertThat(names(query("order.*").withLimit(2))).containsExactly("order.created v1", "order.created v1.2");
        assertThat(names(query("#").withText("CUSTOMER"))).hasSize(3);
        assertThat(names(query("#").withText("100% p"))).containsExactly("order.paid v1");
        assertThat(names(query("#").withText("100_"))).isEmpty();
        assertThat(names(query("#").withText("signup"))).containsExactly("user.signup v1");
        assertThat(names(query("#").withText("'"))).isEmpty();
        assertThat(names(query("nothing.*"))).isEmpty();
        assertThat(names(query("#")
                        .withPatterns(List.of(TopicPattern.of(topic("user.*")), TopicPattern.of(topic("order.paid"))))))
                .containsExactly("order.paid v1", "user.signup v1");
        assertThat(names(new SchemaQuery(List.of(), Optional.empty(), 10))).isEmpty();
    }

    @Test
    default void topicsAreFoundByPatternTextAndLimit() {
        register(declared(topic("order.created"), "v1", field("customer_id", "integer")));
        register(declared(topic("order.created"), "v2", field("customer_id", "string")));
        register(declared(topic("order.paid"), "v1", field("amount", "integer")));

        assertThat(await(store().topics(query("#"))))
                .extracting(TopicSummary::topic)
                .containsExactly(topic("order.created"), topic("order.paid"));
        assertThat(await(store().topics(query("#").withLimit(1))))
                .extracting(TopicSummary::topic)
                .containsExactly(topic("order.created"));
        assertThat(await(store().topics(query("#").withText("amount"))))
                .extracting(TopicSummary::topic)
                .containsExactly(topic("order.paid"));
    }

    private SchemaQuery query(String pattern) {
        return SchemaQuery.all().withPatterns(List.of(TopicPattern.of(topic(pattern))));
    }

    private List<String> names(SchemaQuery query) {
        return await(store().find(query)).stream()
                .map(stored -> stored.topic().substring(prefix().length() + 1) + " " + stored.version())
                .toList();
    }
}
