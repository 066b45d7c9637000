package io.saltbus.registry.compatibility;

import static org.assertj.core.api.Assertions.assertThat;

import io.saltbus.registry.compatibility.CompatibilityReport.Verdict;
import io.saltbus.registry.compatibility.Difference.Breaks;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The checker answers every pair as a person did. */
final class PairsTest {
    private static final List<CompatibilityMode> MODES =
            List.of(CompatibilityMode.BACKWARD, CompatibilityMode.FORWARD, CompatibilityMode.FULL);

    static Stream<Pair> pairs() {
        return Pair.all().stream();
    }

    @ParameterizedTest
    @MethodSource("pairs")
    void everyPairIsAnsweredRightly(Pair pair) {
        for (CompatibilityMode mode : MODES) {
            CompatibilityReport report = Compatibility.check(pair.older(), pair.newer(), mode);

            assertThat(report.verdict())
                    .as("%s %s: %s", pair, mode, report)
                    .isEqualTo(pair.compatible(mode) ? Verdict.COMPATIBLE : Verdict.INCOMPATIBLE);
            assertThat(report.differences().stream().anyMatch(difference -> difference.breaking(mode)))
                    .as("%s %s: %s", pair, mode, report)
                    .isEqualTo(!pair.compatible(mode));
        }
    }

    @ParameterizedTest
    @MethodSource("pairs")
    void whatIsBackwardIsForwardTheOtherWayRound(Pair pair) {
        Verdict backward = Compatibility.check(pair.older(), pair.newer(), CompatibilityMode.BACKWARD)
                .verdict();
        Verdict forward = Compatibility.check(pair.newer(), pair.older(), CompatibilityMode.FORWARD)
                .verdict();

        assertThat(forward).isEqualTo(backward);
    }

    @ParameterizedTest
    @MethodSource("pairs")
    void everySchemaIsCompatibleWithItself(Pair pair) {
        assertThat(Compatibility.check(pair.older(), pair.older().deepCopy(), CompatibilityMode.FULL))
                .isEqualTo(new CompatibilityReport(Verdict.COMPATIBLE, List.of()));
        assertThat(Compatibility.check(pair.newer(), pair.newer().deepCopy(), CompatibilityMode.FULL))
                .isEqualTo(new CompatibilityReport(Verdict.COMPATIBLE, List.of()));
    }

    @Test
    void noConstantAnswerScoresWell() {
        Map<Boolean, Integer> answers = new HashMap<>();
        for (Pair pair : Pair.all()) {
            answers.merge(pair.backward(), 1, Integer::sum);
            answers.merge(pair.forward(), 1, Integer::sum);
        }
        int all = answers.values().stream().mapToInt(Integer::intValue).sum();

        assertThat(all).isGreaterThanOrEqualTo(500);
        assertThat(answers.values()).allSatisfy(score -> assertThat(score).isLessThan(all * 60 / 100));
    }

    @Test
    void everyDifferenceTellsPlaceKindAndReason() {
        for (Pair pair : Pair.all()) {
            for (Difference difference : Compatibility.check(pair.older(), pair.newer(), CompatibilityMode.FULL)
                    .differences()) {
                assertThat(difference.pointer()).matches("|/.*");
                assertThat(difference.kind()).matches("[A-Z_]+");
                assertThat(difference.message()).endsWith(".");
                if (difference.breaks() != Breaks.NOBODY) {
                    assertThat(difference.message()).as(pair.toString()).contains("readers by the");
                }
            }
        }
    }
}
