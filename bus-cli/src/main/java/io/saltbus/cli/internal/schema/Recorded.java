package io.saltbus.cli.internal.schema;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.saltbus.cli.UsageException;
import io.saltbus.cli.internal.input.Json;
import io.saltbus.cli.internal.input.JsonLines;
import io.saltbus.cli.internal.output.Screen;
import io.saltbus.core.schema.Schema;
import io.saltbus.registry.Evidence;
import java.io.IOException;
import java.io.InputStream;
import java.util.Iterator;

/**
 * What recorded payloads say about a proposed schema, as it is shown.
 *
 * @param evidence what was found
 */
record Recorded(Evidence evidence) {
    private static final int TOLD = 20;

    /**
     * Checks payloads.
     *
     * @param in one a line: a payload, or a line of {@code tail --json}
     * @throws UsageException where a line is no JSON object
     */
    static Recorded of(Schema schema, InputStream in, String name) {
        try (in) {
            return new Recorded(Evidence.of(schema, () -> new Samples(new JsonLines(in, "--evidence " + name))));
        } catch (IOException unreadable) {
            throw new UsageException("cannot read " + name + ": " + unreadable.getMessage(), unreadable);
        }
    }

    /** Numbers payloads that have no id of their own. */
    private static final class Samples implements Iterator<Evidence.Sample> {
        private final JsonLines lines;
        private long number;

        Samples(JsonLines lines) {
            this.lines = lines;
        }

        @Override
        public boolean hasNext() {
            return lines.hasNext();
        }

        @Override
        public Evidence.Sample next() {
            ObjectNode line = lines.next();
            number++;
            boolean tailed = line.has("message_id") && line.path("payload").isObject();
            return tailed
                    ? new Evidence.Sample(line.get("message_id").asText(), line.get("payload"))
                    : new Evidence.Sample("payload " + number, line);
        }
    }

    void show(Screen screen) {
        screen.line("recorded payloads: " + evidence.checked() + ", of which " + evidence.invalid() + " would not fit");
        evidence.findings().stream()
                .limit(TOLD)
                .forEach(finding -> screen.line(
                        "  " + finding.payloads() + "  " + text(finding) + "  (first: " + finding.firstId() + ")"));
    }

    private static String text(Evidence.Finding finding) {
        return (finding.pointer().isEmpty() ? "(payload)" : finding.pointer()) + " " + finding.message();
    }

    ObjectNode json() {
        ObjectNode json = Json.object().put("checked", evidence.checked()).put("invalid", evidence.invalid());
        ArrayNode list = json.putArray("violations");
        evidence.findings()
                .forEach(finding -> list.addObject()
                        .put("pointer", finding.pointer())
                        .put("message", finding.message())
                        .put("payloads", finding.payloads())
                        .put("first", finding.firstId()));
        return json;
    }
}
