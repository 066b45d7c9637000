package io.saltbus.cli.internal.declared;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.saltbus.cli.internal.input.Json;
import io.saltbus.cli.internal.output.Screen;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * Everything that was found.
 *
 * @param all in the order of the declarations
 */
record FindingList(List<Finding> all) {
    /** Whether nothing speaks against a deployment. */
    boolean good() {
        return all.stream().noneMatch(finding -> finding.kind().bad());
    }

    void show(Screen screen) {
        all.forEach(finding -> show(screen, finding));
        screen.line(summary());
    }

    private static void show(Screen screen, Finding finding) {
        Screen.Tone unremarkable = finding.kind() == Finding.Kind.DEPRECATED ? Screen.Tone.WARNING : Screen.Tone.GOOD;
        Screen.Tone tone = finding.kind().bad() ? Screen.Tone.BAD : unremarkable;
        screen.line(screen.tinted(tone, String.format("%-11s", finding.kind().text())) + "  " + finding.what() + "  "
                + screen.tinted(Screen.Tone.FAINT, finding.source()));
        finding.details().forEach(detail -> screen.line("             " + detail));
    }

    private Map<Finding.Kind, Integer> counts() {
        var counts = new EnumMap<Finding.Kind, Integer>(Finding.Kind.class);
        all.forEach(finding -> counts.merge(finding.kind(), 1, Integer::sum));
        return counts;
    }

    private String summary() {
        return all.isEmpty()
                ? "nothing is declared: there is no @Event and no @Subscribe"
                : counts().entrySet().stream()
                        .map(count -> count.getValue() + " " + count.getKey().text())
                        .collect(Collectors.joining(", "));
    }

    ObjectNode json() {
        ObjectNode json = Json.object().put("good", good());
        ArrayNode list = json.putArray("findings");
        all.forEach(finding -> list.add(finding.json()));
        ObjectNode counts = json.putObject("counts");
        counts().forEach((kind, count) -> counts.put(kind.name(), count));
        return json;
    }
}
