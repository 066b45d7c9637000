package io.saltbus.core.schema;

import static io.saltbus.core.schema.Json.schema;
import static org.assertj.core.api.Assertions.assertThat;

import io.saltbus.core.event.EventMode;
import io.saltbus.core.event.Version;
import io.vertx.core.Vertx;
import io.vertx.junit5.VertxExtension;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(VertxExtension.class)
class MemorySchemaRegistryTest {
    private static final Version V1 = Version.parse("v1");
    private static final Version V2 = Version.parse("v2");

    private static SchemaDeclaration declaration(Version version, String schema, String publisher) {
        return new SchemaDeclaration(
                "order.created",
                version,
                EventMode.BROADCAST,
                EventSchemas.of(schema(schema)),
                publisher,
                "com.acme." + publisher);
    }

    private static Registration registered(MemorySchemaRegistry registry, SchemaDeclaration declaration) {
        return registry.register(List.of(declaration)).result().get(0);
    }

    @Test
    void answersOnePerDeclarationInOrder(Vertx vertx) {
        var registry = MemorySchemaRegistry.shared(vertx, "test");
        var answers = registry.register(List.of(
                        declaration(V1, "{'type': 'object'}", "shop"),
                        declaration(V1, "{'title': 'Order', 'type': 'object'}", "till"),
                        declaration(V2, "{}", "shop")))
                .result();
        assertThat(answers)
                .containsExactly(
                        new Registration("order.created", V1, Registration.Status.REGISTERED, ""),
                        new Registration("order.created", V1, Registration.Status.IDENTICAL, ""),
                        new Registration("order.created", V2, Registration.Status.REGISTERED, ""));
    }

    @Test
    void conflictNamesTheOtherAndTheFirstDifference(Vertx vertx) {
        var registry = MemorySchemaRegistry.shared(vertx, "test");
        registered(registry, declaration(V1, "{'properties': {'id': {'type': 'string'}}}", "shop"));
        var conflict = registered(registry, declaration(V1, "{'properties': {'id': {'type': 'integer'}}}", "till"));
        assertThat(conflict.status()).isEqualTo(Registration.Status.CONFLICT);
        assertThat(conflict.detail())
                .startsWith("service shop registered another schema, from com.acme.shop")
                .contains("/properties/id/type");
        assertThat(registry.find("order.created", V1)).hasToString("{\"properties\":{\"id\":{\"type\":\"string\"}}}");
    }

    @Test
    void versionsAreOldestFirst(Vertx vertx) {
        var registry = MemorySchemaRegistry.shared(vertx, "test");
        registered(registry, declaration(V2, "{}", "shop"));
        registered(registry, declaration(V1, "{}", "shop"));
        assertThat(registry.versions("order.created")).containsOnlyKeys(V1, V2);
        assertThat(registry.versions("order.created").firstKey()).isEqualTo(V1);
        assertThat(registry.versions("unheard.of")).isEmpty();
        assertThat(registry.find("unheard.of", V1)).isNull();
        assertThat(registry.find("order.created", Version.parse("v3"))).isNull();
    }

    @Test
    void oneNameIsOneRegistryAlsoAfterOneUserClosedIt(Vertx vertx) {
        var shared = MemorySchemaRegistry.shared(vertx, "a");
        registered(shared, declaration(V1, "{}", "shop"));
        assertThat(shared.close().succeeded()).isTrue();
        assertThat(MemorySchemaRegistry.shared(vertx, "a").find("order.created", V1))
                .isNotNull();
        assertThat(MemorySchemaRegistry.shared(vertx, "b").find("order.created", V1))
                .isNull();
    }
}
