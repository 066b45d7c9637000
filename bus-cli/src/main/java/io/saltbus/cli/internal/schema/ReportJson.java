package io.saltbus.cli.internal.schema;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.saltbus.cli.internal.input.Json;
import io.saltbus.registry.compatibility.CompatibilityMode;
import io.saltbus.registry.compatibility.CompatibilityReport;
import io.saltbus.registry.compatibility.Difference;
import java.util.List;

/** A comparison as JSON. */
public final class ReportJson {
    private ReportJson() {}

    /** The whole of it. */
    static ObjectNode of(CompatibilityReport report, CompatibilityMode mode) {
        ObjectNode json = Json.object();
        json.put("compatible", report.compatible());
        json.set("differences", differences(report.differences(), mode));
        return json.put("verdict", report.verdict().name());
    }

    /** Its differences. */
    public static ArrayNode differences(List<Difference> differences, CompatibilityMode mode) {
        ArrayNode list = Json.array();
        differences.forEach(difference -> list.addObject()
                .put("pointer", difference.pointer())
                .put("kind", difference.kind())
                .put("breaking", difference.breaking(mode))
                .put("message", difference.message()));
        return list;
    }
}
