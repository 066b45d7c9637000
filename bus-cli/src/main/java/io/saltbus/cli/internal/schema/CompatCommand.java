package io.saltbus.cli.internal.schema;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.saltbus.cli.ExitStatus;
import io.saltbus.cli.UsageException;
import io.saltbus.cli.internal.connect.Surroundings;
import io.saltbus.cli.internal.input.Batch;
import io.saltbus.cli.internal.output.Output;
import io.saltbus.cli.internal.output.Screen;
import io.saltbus.registry.compatibility.Compatibility;
import io.saltbus.registry.compatibility.CompatibilityMode;
import io.saltbus.registry.compatibility.CompatibilityReport;
import java.util.Locale;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Whether one schema may follow another. */
@Command(
        name = "compat",
        mixinStandardHelpOptions = true,
        description = "Says whether one JSON Schema may follow another, and why not.",
        footerHeading = "%nExamples:%n",
        footer = {
            "  saltbus compat order-v1.json order-v1.1.json",
            "  saltbus compat order-v1.json - --mode FULL < proposal.json",
            "  saltbus compat --batch pairs.jsonl",
            "",
            "A line of a batch is {\"old\": schema, \"new\": schema, \"mode\": \"BACKWARD\"}; its answer is",
            "{\"compatible\": true, \"differences\": [{\"pointer\", \"kind\", \"breaking\", \"message\"}]}.",
            "",
            "Exit status: 0 compatible, 1 not (or it cannot be proven), 2 unreadable input."
        })
public final class CompatCommand implements Callable<Integer> {
    @Parameters(
            index = "0",
            arity = "0..1",
            paramLabel = "OLD",
            description = "The schema that is there: a file, or - .")
    private @Nullable String older;

    @Parameters(
            index = "1",
            arity = "0..1",
            paramLabel = "NEW",
            description = "The schema that shall follow: a file, or - .")
    private @Nullable String newer;

    @Option(
            names = "--mode",
            paramLabel = "MODE",
            defaultValue = "BACKWARD",
            converter = ModeWord.class,
            completionCandidates = ModeWord.class,
            description = "What must be kept: ${COMPLETION-CANDIDATES}. Default: ${DEFAULT-VALUE}.")
    private CompatibilityMode mode = CompatibilityMode.BACKWARD;

    @Option(names = "--batch", paramLabel = "FILE", description = "Compares the pairs of a file (or -), one a line.")
    private @Nullable String batch;

    @Mixin
    private final Output output = new Output();

    @Spec
    @SuppressWarnings("NullAway.Init") // picocli sets it
    private CommandSpec spec;

    private final Surroundings around;

    /** @param around what the command finds */
    public CompatCommand(Surroundings around) {
        this.around = around;
    }

    @Override
    public Integer call() {
        if (batch != null) {
            if (older != null) {
                throw new UsageException("give OLD and NEW, or --batch, not both");
            }
            return Batch.run(
                    around.input().open(batch), batch, spec.commandLine().getOut(), this::answer);
        }
        if (older == null || newer == null) {
            throw new UsageException("give two schemas, OLD and NEW, or --batch FILE");
        }
        if (older.equals("-") && newer.equals("-")) {
            throw new UsageException("standard input can be one of the two schemas, not both");
        }
        CompatibilityReport report = Compatibility.check(
                around.input().schema(older, "the older schema"),
                around.input().schema(newer, "the newer schema"),
                mode);
        if (output.json()) {
            output.screen().json(ReportJson.of(report, mode));
        } else {
            show(report);
        }
        return report.compatible() ? ExitStatus.OK : ExitStatus.FINDING;
    }

    private Batch.Answer answer(ObjectNode line) {
        JsonNode asked = line.path("mode");
        CompatibilityMode wanted =
                asked.isMissingNode() || asked.isNull() ? mode : CompatibilityMode.parse(asked.asText());
        CompatibilityReport report =
                Compatibility.check(SchemaField.of(line, "old"), SchemaField.of(line, "new"), wanted);
        return new Batch.Answer(ReportJson.of(report, wanted), !report.compatible());
    }

    private void show(CompatibilityReport report) {
        Screen screen = output.screen();
        String verdict = report.verdict().name().toLowerCase(Locale.ROOT).replace('_', ' ');
        screen.line(
                screen.tinted(report.compatible() ? Screen.Tone.GOOD : Screen.Tone.BAD, verdict) + " (" + mode + ")");
        DifferenceText.show(screen, report.differences(), mode);
    }
}
