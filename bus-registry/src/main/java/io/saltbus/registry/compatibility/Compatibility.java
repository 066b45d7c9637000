package io.saltbus.registry.compatibility;

import com.fasterxml.jackson.databind.JsonNode;
import io.saltbus.registry.compatibility.CompatibilityReport.Verdict;
import io.saltbus.registry.internal.compatibility.Comparison;
import io.saltbus.registry.internal.compatibility.Inclusion.Answer;
import java.util.List;

/**
 * Whether one JSON Schema may follow another: whether every payload that is written by the one is valid under the other.
 *
 * <p>Publishers write what their schema declares. So adding an optional property is compatible both ways, unless the schema without it
 * says by {@code additionalProperties}, {@code patternProperties} or {@code unevaluatedProperties} that there may be others; then what
 * these allow counts.
 *
 * <p>Safe for use from any thread. Takes well under a millisecond for usual schemas, and is bounded for others.
 */
public final class Compatibility {
    private Compatibility() {}

    /**
     * Compares two schemas.
     *
     * @param older the schema that is there: an object or a boolean, of draft 2020-12, 2019-09, 07, 06 or 04
     * @param newer the schema that shall follow
     * @param mode what must be kept; under {@link CompatibilityMode#NONE} the differences are named all the same
     * @return also every difference that breaks nothing
     * @throws io.saltbus.core.failure.ConfigurationException where one is no schema, or larger or deeper than can be compared, saying which
     */
    public static CompatibilityReport check(JsonNode older, JsonNode newer, CompatibilityMode mode) {
        if (older.equals(newer) && (older.isObject() || older.isBoolean()) && mode == CompatibilityMode.NONE) {
            return new CompatibilityReport(Verdict.COMPATIBLE, List.of());
        }
        Comparison comparison = Comparison.of(older, newer);
        Verdict verdict = Verdict.COMPATIBLE;
        if (mode.backward()) {
            verdict = worse(verdict, comparison.backward());
        }
        if (mode.forward()) {
            verdict = worse(verdict, comparison.forward());
        }
        return new CompatibilityReport(verdict, comparison.differences());
    }

    private static Verdict worse(Verdict verdict, Answer answer) {
        if (answer instanceof Answer.Refuted || verdict == Verdict.INCOMPATIBLE) {
            return Verdict.INCOMPATIBLE;
        }
        return answer instanceof Answer.Unknown ? Verdict.CANNOT_PROVE : verdict;
    }
}
