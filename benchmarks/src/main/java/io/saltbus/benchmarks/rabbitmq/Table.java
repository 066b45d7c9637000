package io.saltbus.benchmarks.rabbitmq;

import io.saltbus.benchmarks.rabbitmq.Meter.Cost;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.ToDoubleFunction;

/** The costs of all candidates over all rounds. Ratios are made within a round, and the median of them is shown. */
final class Table {
    private final Map<String, List<Cost>> rounds = new LinkedHashMap<>();

    void add(String candidate, Cost cost) {
        rounds.computeIfAbsent(candidate, name -> new ArrayList<>()).add(cost);
    }

    /** The table in Markdown. */
    String text(String title) {
        var text = new StringBuilder(String.format(
                "| %-37s | CPU us | to raw | msg/s  | to raw | switches |%n|%s|--------|--------|--------|--------|----------|%n",
                title, "-".repeat(39)));
        List<Cost> raw = rounds.values().iterator().next();
        rounds.forEach((name, costs) -> text.append(String.format(
                "| %-37s | %6.1f | %6.2f | %6.0f | %6.2f | %8.2f |%n",
                name,
                median(costs, Cost::cpuMicros),
                ratio(costs, raw, Cost::cpuMicros),
                median(costs, Cost::perSecond),
                ratio(costs, raw, Cost::perSecond),
                median(costs, Cost::switches))));
        return text.toString();
    }

    private static double median(List<Cost> costs, ToDoubleFunction<Cost> of) {
        return median(costs.stream().mapToDouble(of).toArray());
    }

    private static double ratio(List<Cost> costs, List<Cost> raw, ToDoubleFunction<Cost> of) {
        double[] ratios = new double[Math.min(costs.size(), raw.size())];
        for (int round = 0; round < ratios.length; round++) {
            ratios[round] = of.applyAsDouble(costs.get(round)) / of.applyAsDouble(raw.get(round));
        }
        return median(ratios);
    }

    private static double median(double[] values) {
        double[] sorted = values.clone();
        Arrays.sort(sorted);
        int middle = sorted.length / 2;
        return sorted.length % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
    }
}
