package io.saltbus.core.internal.schema;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import io.saltbus.core.failure.ConfigurationException;
import io.saltbus.core.internal.json.PayloadCodec;
import io.saltbus.core.schema.PayloadLimits;
import io.saltbus.core.schema.Schema;
import io.saltbus.core.schema.Violation;
import io.vertx.core.buffer.Buffer;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.Size;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class OddRecordsTest {
    private final PayloadCodec codec = new PayloadCodec(PayloadLimits.defaults());
    private final SchemaDeriver deriver = new SchemaDeriver(codec);

    record Address(String street) {}

    record Deep(
            List<Map<String, Optional<Address>>> places,
            Optional<Optional<String>> nick,
            List<Optional<Integer>> marks,
            Map<UUID, Optional<String>> byId) {}

    private JsonNode property(Class<?> type, String name) {
        return deriver.derive(type).document().path("properties").path(name);
    }

    @Test
    void optionalWithinOtherTypesMayBeNull() {
        var empty = new Deep(
                List.of(Map.of("a", Optional.empty())),
                Optional.empty(),
                List.of(Optional.empty(), Optional.of(1)),
                Map.of(new UUID(0, 1), Optional.empty()));
        var full = new Deep(
                List.of(Map.of("a", Optional.of(new Address("x")))),
                Optional.of(Optional.of("x")),
                List.of(),
                Map.of(new UUID(0, 1), Optional.of("x")));
        Schema schema = deriver.derive(Deep.class);

        assertThat(schema.validate(codec.toTree(empty))).isEmpty();
        assertThat(schema.validate(codec.toTree(full))).isEmpty();
        assertThat(codec.bind(codec.toTree(full), Deep.class)).isEqualTo(full);
        assertThat(schema.validate(codec.decode(Buffer.buffer("{\"places\":[{\"a\":{\"street\":1},\"b\":{}}],"
                        + "\"nick\":1,\"marks\":[1.5],\"by_id\":{\"x\":1}}"))))
                .extracting(Violation::pointer)
                .containsExactlyInAnyOrder(
                        "/places/0/a/street", "/places/0/b/street", "/nick", "/marks/0", "/by_id/x", "/by_id/x");
    }

    record One() {
        record Line(String sku) {}
    }

    record Two() {
        record Line(int qty) {}
    }

    record Both(One.Line one, Two.Line two, List<One.Line> more) {}

    record Renamed(Two.Line two, One.Line one, List<One.Line> more) {}

    @Test
    void nestedRecordsOfTheSameNameAreKeptApart() {
        Schema schema = deriver.derive(Both.class);

        assertThat(schema.validate(
                        codec.toTree(new Both(new One.Line("a"), new Two.Line(1), List.of(new One.Line("b"))))))
                .isEmpty();
        assertThat(schema.sameAs(deriver.derive(Renamed.class))).isTrue();
    }

    record Letter(char sign) {}

    @Test
    void aCharIsATextOfOne() {
        assertThat(property(Letter.class, "sign")).hasToString("{\"type\":\"string\",\"minLength\":1,\"maxLength\":1}");
    }

    record Helpful(int net, int tax) {
        public int getGross() {
            return net + tax;
        }

        public boolean isFree() {
            return net == 0;
        }
    }

    @Test
    void onlyComponentsOfARecordAreWritten() {
        assertThat(codec.toTree(new Helpful(1, 2))).hasToString("{\"net\":1,\"tax\":2}");
    }

    record Untyped(Iterable<String> names) {}

    record InMap(Map<String, @Min(1) Integer> counts) {}

    record InKey(Map<@Size(min = 1) String, Integer> counts) {}

    record InMatrix(List<List<@Max(5) Integer>> matrix) {}

    record InItems(
            List<@Max(5) Integer> items,
            Optional<@Size(max = 2) String> name,
            @Size(max = 1) List<String> few) {}

    @Test
    void whatCannotBeSaidIsRefusedAndNotForgotten() {
        assertRefused(Untyped.class, "java.lang.Iterable has no JSON Schema");
        assertRefused(InMap.class, "InMap.counts: @Min");
        assertRefused(InKey.class, "InKey.counts: @Size");
        assertRefused(InMatrix.class, "InMatrix.matrix: @Max");
    }

    @Test
    void constraintsOnItemsAndOptionalsAreKept() {
        assertThat(property(InItems.class, "items").at("/items/maximum").asInt())
                .isEqualTo(5);
        assertThat(property(InItems.class, "name").at("/anyOf/0/maxLength").asInt())
                .isEqualTo(2);
    }

    private void assertRefused(Class<?> type, String message) {
        assertThatThrownBy(() -> deriver.derive(type))
                .isInstanceOf(ConfigurationException.class)
                .hasMessageContaining(message);
    }
}
