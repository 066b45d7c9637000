package io.saltbus.cli.internal.schema;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.saltbus.cli.ExitStatus;
import io.saltbus.cli.UsageException;
import io.saltbus.cli.internal.connect.Surroundings;
import io.saltbus.cli.internal.input.Batch;
import io.saltbus.cli.internal.input.Json;
import io.saltbus.cli.internal.output.Output;
import io.saltbus.cli.internal.output.Screen;
import io.saltbus.core.schema.SchemaDraft;
import io.saltbus.core.schema.SchemaOptions;
import io.saltbus.core.schema.Violation;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Whether a payload fits a schema. */
@Command(
        name = "check",
        mixinStandardHelpOptions = true,
        description = "Says whether a payload fits a JSON Schema, and lists every violation.",
        footerHeading = "%nExamples:%n",
        footer = {
            "  saltbus check order.schema.json order.json",
            "  saltbus check order.schema.json '{\"user_id\": 123}'",
            "  saltbus check --batch cases.jsonl",
            "  saltbus check --batch cases.jsonl --draft 07 --formats-as-remarks",
            "",
            "A line of a batch is {\"schema\": schema, \"payload\": anything}; its answer is",
            "{\"valid\": true, \"violations\": [{\"pointer\", \"keyword\", \"limit\", \"message\"}]}.",
            "",
            "Exit status: 0 valid, 1 not, 2 unreadable input or no good schema."
        })
public final class CheckCommand implements Callable<Integer> {
    @Parameters(index = "0", arity = "0..1", paramLabel = "SCHEMA", description = "A file, or - .")
    private @Nullable String schema;

    @Parameters(index = "1", arity = "0..1", paramLabel = "PAYLOAD", description = "A file, - , or JSON text.")
    private @Nullable String payload;

    @Option(names = "--batch", paramLabel = "FILE", description = "Checks the cases of a file (or -), one a line.")
    private @Nullable String batch;

    @Option(
            names = "--draft",
            paramLabel = "DRAFT",
            converter = DraftWord.class,
            completionCandidates = DraftWord.class,
            description =
                    "The draft of schemas without $$schema: ${COMPLETION-CANDIDATES}. By default it is told by what they hold.")
    private @Nullable SchemaDraft draft;

    @Option(names = "--formats-as-remarks", description = "Accepts a text that has not its format, as the drafts do.")
    private boolean formatsAsRemarks;

    @Mixin
    private final Output output = new Output();

    @Spec
    @SuppressWarnings("NullAway.Init") // picocli sets it
    private CommandSpec spec;

    private final Surroundings around;
    private final CompiledSchemas compiled = new CompiledSchemas(256);

    /** @param around what the command finds */
    public CheckCommand(Surroundings around) {
        this.around = around;
    }

    @Override
    public Integer call() {
        compiled.read(new SchemaOptions(draft == null ? SchemaDraft.DRAFT_2020_12 : draft, !formatsAsRemarks));
        if (batch != null) {
            if (schema != null) {
                throw new UsageException("give SCHEMA and PAYLOAD, or --batch, not both");
            }
            return Batch.run(
                    around.input().open(batch), batch, spec.commandLine().getOut(), this::answer);
        }
        if (schema == null || payload == null) {
            throw new UsageException("give SCHEMA and PAYLOAD, or --batch FILE");
        }
        if (schema.equals("-") && payload.equals("-")) {
            throw new UsageException("standard input can be the schema or the payload, not both");
        }
        JsonNode document = around.input().schema(schema, "the schema");
        List<Violation> violations =
                compiled.of(document).validate(around.input().read(payload, "the payload"));
        if (output.json()) {
            output.screen().json(json(violations));
        } else {
            show(violations);
        }
        return violations.isEmpty() ? ExitStatus.OK : ExitStatus.FINDING;
    }

    private Batch.Answer answer(ObjectNode line) {
        JsonNode value = line.get("payload");
        if (value == null) {
            throw new UsageException("it has no \"payload\"");
        }
        List<Violation> violations = compiled.of(SchemaField.of(line, "schema")).validate(value);
        return new Batch.Answer(json(violations), !violations.isEmpty());
    }

    private static ObjectNode json(List<Violation> violations) {
        ObjectNode json = Json.object().put("valid", violations.isEmpty());
        ArrayNode list = json.putArray("violations");
        violations.forEach(violation -> list.add(json(violation)));
        return json;
    }

    /** One violation as JSON, its limit as what it is. */
    static ObjectNode json(Violation violation) {
        ObjectNode json = Json.object().put("pointer", violation.pointer()).put("keyword", violation.keyword());
        try {
            json.set("limit", Json.parse(violation.limit().getBytes(StandardCharsets.UTF_8), "limit"));
        } catch (UsageException plainText) {
            json.put("limit", violation.limit());
        }
        return json.put("message", violation.message());
    }

    private void show(List<Violation> violations) {
        Screen screen = output.screen();
        if (violations.isEmpty()) {
            screen.line(screen.tinted(Screen.Tone.GOOD, "valid"));
            return;
        }
        screen.line(screen.tinted(Screen.Tone.BAD, "invalid") + " in " + violations.size()
                + (violations.size() == 1 ? " place" : " places"));
        violations.forEach(violation -> screen.line("  " + violation));
    }
}
