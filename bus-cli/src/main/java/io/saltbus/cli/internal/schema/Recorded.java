package io.saltbus.cli.internal.schema;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.saltbus.cli.ExitStatus;
import io.saltbus.cli.UsageException;
import io.saltbus.cli.internal.input.Batch;
import io.saltbus.cli.internal.input.Json;
import io.saltbus.cli.internal.output.Screen;
import io.saltbus.core.schema.Schema;
import io.saltbus.core.schema.Violation;
import java.io.InputStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What recorded payloads say about a proposed schema. It holds no value of any of them. */
final class Recorded {
    private static final int TOLD = 20;

    private final Schema schema;
    private final Map<String, Long> violations = new LinkedHashMap<>();
    private long checked;
    private long invalid;

    private Recorded(Schema schema) {
        this.schema = schema;
    }

    /**
     * Checks payloads.
     *
     * @param in one a line: a payload, or a line of {@code tail --json}
     * @throws UsageException where a line is no JSON object
     */
    static Recorded of(Schema schema, InputStream in, String name) {
        var recorded = new Recorded(schema);
        var errors = new StringWriter();
        int status = Batch.run(in, name, new PrintWriter(errors), line -> {
            recorded.check(line);
            return Batch.Answer.NOTHING;
        });
        if (status == ExitStatus.UNUSABLE) {
            throw new UsageException("--evidence " + name + ": "
                    + errors.toString().lines().findFirst().orElse("a line cannot be read"));
        }
        return recorded;
    }

    private void check(ObjectNode line) {
        boolean tailed = line.has("message_id") && line.path("payload").isObject();
        JsonNode payload = tailed ? line.get("payload") : line;
        checked++;
        List<Violation> found = schema.validate(payload);
        if (!found.isEmpty()) {
            invalid++;
            found.stream().map(Violation::toString).distinct().forEach(kind -> violations.merge(kind, 1L, Long::sum));
        }
    }

    boolean clean() {
        return invalid == 0;
    }

    private List<Map.Entry<String, Long>> worst() {
        return violations.entrySet().stream()
                .sorted(Map.Entry.<String, Long>comparingByValue(Comparator.reverseOrder()))
                .limit(TOLD)
                .toList();
    }

    void show(Screen screen) {
        screen.line("recorded payloads: " + checked + ", of which " + invalid + " would not fit");
        worst().forEach(kind -> screen.line("  " + kind.getValue() + "  " + kind.getKey()));
    }

    ObjectNode json() {
        ObjectNode json = Json.object().put("checked", checked).put("invalid", invalid);
        ArrayNode list = json.putArray("violations");
        worst().forEach(kind -> list.addObject().put("violation", kind.getKey()).put("payloads", kind.getValue()));
        return json;
    }
}
