package io.saltbus.core.internal.schema.plan;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.saltbus.core.schema.Schema;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.ShrinkingMode;

/** Equality never lies: the normal form of a schema accepts what the schema accepts, and is its own normal form. */
class NormalFormPropertyTest {
    @Property(tries = 500, shrinking = ShrinkingMode.OFF)
    void normalFormMeansTheSameAndIsItsOwn(@ForAll long seed) {
        RandomGenerator random = RandomGeneratorFactory.of("L64X128MixRandom").create(seed);
        ObjectNode document = new RandomSchema(random).document();
        Schema schema = Schema.of(document);
        if (!(schema.normalForm() instanceof ObjectNode normal)
                || normal.toString().contains("\"^")) {
            return; // false; or a recursion, which is written in a way of its own
        }
        Schema rewritten = Schema.of(normal);

        assertThat(rewritten.normalForm()).as("%s", document).isEqualTo(normal);
        for (int round = 0; round < 10; round++) {
            JsonNode payload = new RandomPayload(random, document).any();
            assertThat(rewritten.validate(payload).isEmpty())
                    .as("%s against %s, which is %s", payload, document, normal)
                    .isEqualTo(schema.validate(payload).isEmpty());
        }
    }
}
