package io.saltbus.registry.compatibility;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.saltbus.core.schema.Schema;
import io.saltbus.registry.compatibility.CompatibilityReport.Verdict;
import io.saltbus.registry.internal.compatibility.Inclusion;
import io.saltbus.registry.internal.compatibility.Inclusion.Answer;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.atomic.AtomicInteger;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.lifecycle.AfterContainer;

/** What is called compatible is, for payloads that the real validator judges; and what is refuted has a payload that shows it. */
final class CompatibilityPropertyTest {
    private static final int DEPTH = 2;
    private static final int PAYLOADS = 40;
    private static final AtomicInteger ASKED = new AtomicInteger();
    private static final AtomicInteger UNKNOWN = new AtomicInteger();

    @Property(tries = 1_500)
    void whatIsWrittenByTheOneIsValidUnderTheOther(@ForAll long seed) {
        var random = new Random(seed);
        var schemas = new RandomSchemas(random);
        ObjectNode older = schemas.schema(DEPTH);
        ObjectNode newer = random.nextInt(4) == 0 ? schemas.schema(DEPTH) : schemas.changed(older, DEPTH);

        check(older, newer, random);
        check(newer, older, random);
    }

    private static void check(ObjectNode writer, ObjectNode reader, Random random) {
        Answer answer = Inclusion.of(writer, "writer's", reader, "reader's");
        Schema read = Schema.of(reader);
        ASKED.incrementAndGet();
        if (answer instanceof Answer.Refuted refuted) {
            assertThat(Schema.of(writer).validate(refuted.payload()))
                    .as("%s writes %s", writer, refuted.payload())
                    .isEmpty();
            assertThat(read.validate(refuted.payload()))
                    .as("%s refuses %s", reader, refuted.payload())
                    .isNotEmpty();
        } else if (answer instanceof Answer.Unknown) {
            UNKNOWN.incrementAndGet();
        } else {
            var publisher = new Publisher(writer, random);
            for (int left = PAYLOADS; left > 0; left--) {
                Optional<JsonNode> payload = publisher.write(DEPTH);
                payload.ifPresent(written -> assertThat(read.validate(written))
                        .as("%s%nwrites %s%nfor %s", writer, written, reader)
                        .isEmpty());
            }
        }
    }

    @Property(tries = 500)
    void aSchemaIsCompatibleWithItself(@ForAll long seed) {
        ObjectNode schema = new RandomSchemas(new Random(seed)).schema(DEPTH);

        assertThat(Inclusion.of(schema, "older", schema.deepCopy(), "newer")).isInstanceOf(Answer.Proven.class);
    }

    @Property(tries = 500)
    void fullIsBackwardAndForward(@ForAll long seed) {
        var random = new Random(seed);
        var schemas = new RandomSchemas(random);
        ObjectNode older = schemas.schema(DEPTH);
        ObjectNode newer = schemas.changed(older, DEPTH);
        CompatibilityReport full = Compatibility.check(older, newer, CompatibilityMode.FULL);
        CompatibilityReport backward = Compatibility.check(older, newer, CompatibilityMode.BACKWARD);
        CompatibilityReport forward = Compatibility.check(newer, older, CompatibilityMode.BACKWARD);

        assertThat(full.compatible()).isEqualTo(backward.compatible() && forward.compatible());
        for (CompatibilityMode mode : CompatibilityMode.values()) {
            CompatibilityReport report = Compatibility.check(older, newer, mode);
            assertThat(report.differences().stream().anyMatch(difference -> difference.breaking(mode)))
                    .as("%s %s", mode, report)
                    .isEqualTo(report.verdict() != Verdict.COMPATIBLE);
        }
    }

    @AfterContainer
    static void hardlyAnyAnswerIsUnknown() {
        assertThat(UNKNOWN.get()).as("unknown of %s", ASKED).isLessThanOrEqualTo(ASKED.get() * 3 / 100);
    }
}
