package io.saltbus.core.internal.schema.plan;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.saltbus.core.internal.schema.check.Check;
import io.saltbus.core.internal.schema.check.Finding;
import io.saltbus.core.internal.schema.check.Report;
import io.saltbus.core.internal.schema.document.SchemaDocument;
import io.saltbus.core.internal.schema.library.LibraryCheck;
import io.saltbus.core.schema.SchemaDraft;
import java.util.Set;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;
import java.util.stream.Collectors;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.ShrinkingMode;
import net.jqwik.api.statistics.Statistics;

/**
 * The plan and the library say the same, over random schemas of the plan's vocabulary and payloads of which many are nearly valid. They
 * are known to differ in four things, all kept out here:
 *
 * <ul>
 *   <li>the library tells 1 from 1.0 inside the values of enum, const and uniqueItems;
 *   <li>it counts multiples of numbers beyond 2^53 in doubles;
 *   <li>of a value of the wrong type it also tells what it makes of the rest: uniqueItems of an object, the limits of an integer of a
 *       fraction without what comes after the point;
 *   <li>of a broken anyOf or oneOf it tells every form's complaints, where the plan tells one form's, or that of the choice.
 * </ul>
 */
class PlanAgreesWithLibraryTest {
    @Property(tries = 500, shrinking = ShrinkingMode.OFF)
    void validityAndViolationsAgree(@ForAll long seed) {
        RandomGenerator random = RandomGeneratorFactory.of("L64X128MixRandom").create(seed);
        ObjectNode document = new RandomSchema(random).document();
        Check plan = PlanCompiler.compile(SchemaDocument.of(document));
        Check library = LibraryCheck.of(document, SchemaDraft.DRAFT_2020_12, true);
        assertThat(plan).as("%s is within the plan's vocabulary", document).isNotInstanceOf(LibraryCheck.class);

        for (int round = 0; round < 8; round++) {
            JsonNode payload = new RandomPayload(random, document).any();
            boolean valid = library.accepts(payload);
            Statistics.label("validity").collect(valid ? "valid" : "invalid");
            assertThat(plan.accepts(payload))
                    .as("%s against %s", payload, document)
                    .isEqualTo(valid);
            if (valid || !hasChoice(document)) {
                assertThat(found(plan, payload))
                        .as("%s against %s", payload, document)
                        .isEqualTo(found(library, payload));
            } else {
                assertThat(found(plan, payload)).isNotEmpty();
            }
        }
        Statistics.label("validity").coverage(share -> {
            share.check("valid").percentage(percentage -> percentage > 15);
            share.check("invalid").percentage(percentage -> percentage > 15);
        });
    }

    private static boolean hasChoice(JsonNode document) {
        return !document.findValues("anyOf").isEmpty()
                || !document.findValues("oneOf").isEmpty();
    }

    private static Set<String> found(Check check, JsonNode payload) {
        var report = new Report();
        check.report(payload, report);
        Set<String> found = report.findings().stream()
                .map(Finding::violation)
                .map(violation -> violation.pointer() + " " + violation.keyword())
                .collect(Collectors.toSet());
        return found.stream()
                .filter(one -> one.endsWith(" type") || !found.contains(one.substring(0, one.indexOf(' ')) + " type"))
                .collect(Collectors.toSet());
    }
}
