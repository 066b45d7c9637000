package io.saltbus.registry.internal.compatibility;

import com.fasterxml.jackson.databind.JsonNode;
import io.saltbus.registry.internal.compatibility.Outcome.Found;
import io.saltbus.registry.internal.compatibility.Outcome.Unknown;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Looks for a whole number, or for one that is not whole. */
final class NumberSearch {
    private static final int MAX_TRIED = 2_000;
    private static final BigDecimal TWO = BigDecimal.valueOf(2);

    private final Evaluation evaluation;

    NumberSearch(Evaluation evaluation) {
        this.evaluation = evaluation;
    }

    Outcome find(List<Goal> literals, boolean whole) {
        @Nullable BigDecimal low = end(literals, false);
        @Nullable BigDecimal high = end(literals, true);
        if (low != null && high != null && low.compareTo(high) > 0) {
            return Outcome.NONE;
        }
        BigDecimal step = whole ? BigDecimal.ONE : null;
        for (Goal literal : literals) {
            if (literal.kept() && literal.form().rule() instanceof Rule.MultipleOf multiple) {
                step = step == null ? multiple.divisor() : commonMultiple(step, multiple.divisor());
            }
        }
        return step == null ? between(literals, low, high) : multiples(literals, step, low, high, whole);
    }

    private static @Nullable BigDecimal end(List<Goal> literals, boolean upper) {
        BigDecimal end = null;
        for (Goal literal : literals) {
            if (literal.form().rule() instanceof Rule.Bound bound && (bound.upper() == upper) == literal.kept()) {
                boolean closer = end == null
                        || (upper
                                ? bound.limit().compareTo(end) < 0
                                : bound.limit().compareTo(end) > 0);
                end = closer ? bound.limit() : end;
            }
        }
        return end;
    }

    private Outcome multiples(
            List<Goal> literals, BigDecimal step, @Nullable BigDecimal low, @Nullable BigDecimal high, boolean whole) {
        if ((!whole && JsonTypes.isWhole(step)) || neverOther(literals, step)) {
            return Outcome.NONE;
        }
        BigDecimal first = low != null
                ? low.divide(step, 0, RoundingMode.CEILING)
                : high != null && high.signum() < 0 ? high.divide(step, 0, RoundingMode.FLOOR) : BigDecimal.ZERO;
        boolean down = low == null;
        for (int tried = 0; tried < MAX_TRIED; tried++) {
            BigDecimal number = first.multiply(step);
            if (high != null && !down && number.compareTo(high) > 0) {
                return Outcome.NONE;
            }
            if (fits(number, literals, whole)) {
                return new Found(JsonTypes.number(number));
            }
            if (low == null && high == null && fits(number.negate(), literals, whole)) {
                return new Found(JsonTypes.number(number.negate()));
            }
            first = down && high != null ? first.subtract(BigDecimal.ONE) : first.add(BigDecimal.ONE);
        }
        return new Unknown("there are too many multiples of " + step.toPlainString() + " to try");
    }

    /** Whether all multiples are ones that are not wanted. */
    private static boolean neverOther(List<Goal> literals, BigDecimal step) {
        return literals.stream()
                .anyMatch(literal -> !literal.kept()
                        && literal.form().rule() instanceof Rule.MultipleOf multiple
                        && step.remainder(multiple.divisor()).signum() == 0);
    }

    private Outcome between(List<Goal> literals, @Nullable BigDecimal low, @Nullable BigDecimal high) {
        for (BigDecimal candidate : candidates(low, high)) {
            if (fits(candidate, literals, false)) {
                return new Found(JsonTypes.number(candidate));
            }
        }
        boolean single = low != null && high != null && low.compareTo(high) == 0;
        return single ? Outcome.NONE : new Unknown("no number was found that breaks it");
    }

    private static List<BigDecimal> candidates(@Nullable BigDecimal low, @Nullable BigDecimal high) {
        var candidates = new ArrayList<BigDecimal>();
        BigDecimal from = low != null ? low : high != null ? high.subtract(BigDecimal.valueOf(1_000)) : BigDecimal.ZERO;
        BigDecimal to = high != null ? high : from.add(BigDecimal.valueOf(1_000));
        candidates.add(from);
        candidates.add(to);
        candidates.add(from.add(new BigDecimal("0.5")));
        candidates.add(to.subtract(new BigDecimal("0.5")));
        BigDecimal part = to.subtract(from);
        for (int halved = 0; halved < 64; halved++) {
            part = part.divide(TWO);
            candidates.add(from.add(part));
            candidates.add(to.subtract(part));
            candidates.add(from.add(part.multiply(new BigDecimal("0.97531"))));
        }
        return candidates;
    }

    private boolean fits(BigDecimal number, List<Goal> literals, boolean whole) {
        JsonNode node = JsonTypes.number(number);
        return JsonTypes.isWhole(number) == whole && evaluation.meets(literals, node) == Truth.YES;
    }

    private static BigDecimal commonMultiple(BigDecimal left, BigDecimal right) {
        int scale = Math.max(0, Math.max(left.scale(), right.scale()));
        BigInteger one = left.movePointRight(scale).toBigIntegerExact();
        BigInteger two = right.movePointRight(scale).toBigIntegerExact();
        return new BigDecimal(one.divide(one.gcd(two)).multiply(two)).movePointLeft(scale);
    }
}
