package io.saltbus.cli.internal.schema;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.saltbus.cli.ExitStatus;
import io.saltbus.cli.internal.connect.Lookup;
import io.saltbus.cli.internal.connect.RegistryAddress;
import io.saltbus.cli.internal.connect.Surroundings;
import io.saltbus.cli.internal.connect.TopicVersion;
import io.saltbus.cli.internal.connect.VersionWord;
import io.saltbus.cli.internal.input.Json;
import io.saltbus.cli.internal.output.Output;
import io.saltbus.cli.internal.output.Screen;
import io.saltbus.core.event.Version;
import io.saltbus.registry.compatibility.Compatibility;
import io.saltbus.registry.compatibility.CompatibilityMode;
import io.saltbus.registry.compatibility.CompatibilityReport;
import io.saltbus.registry.store.StoredSchema;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** In which two versions differ. */
@Command(
        name = "diff",
        mixinStandardHelpOptions = true,
        description = "Says in which two versions of a topic differ, and for whom that breaks something.",
        footerHeading = "%nExamples:%n",
        footer = {
            "  saltbus schema diff order.created v1 v1.1",
            "  saltbus schema diff order.created v1           (with the newest active version)",
            "",
            "Exit status: 0 where nothing breaks, 1 where something does."
        })
final class SchemaDiffCommand implements Callable<Integer> {
    @Parameters(index = "0", paramLabel = "TOPIC", converter = TopicVersion.Word.class, description = "The topic.")
    @SuppressWarnings("NullAway.Init") // picocli sets it
    private TopicVersion topic;

    @Parameters(index = "1", paramLabel = "FROM", converter = VersionWord.class, description = "The older version.")
    @SuppressWarnings("NullAway.Init") // picocli sets it
    private Version from;

    @Parameters(
            index = "2",
            arity = "0..1",
            paramLabel = "TO",
            converter = VersionWord.class,
            description = "The newer version. Default: the newest active one.")
    private @Nullable Version to;

    @Option(
            names = "--mode",
            paramLabel = "MODE",
            defaultValue = "FULL",
            converter = ModeWord.class,
            completionCandidates = ModeWord.class,
            description = "What must be kept: ${COMPLETION-CANDIDATES}. Default: ${DEFAULT-VALUE}.")
    private CompatibilityMode mode = CompatibilityMode.FULL;

    @Mixin
    private final RegistryAddress registry = new RegistryAddress();

    @Mixin
    private final Output output = new Output();

    private final Surroundings around;

    SchemaDiffCommand(Surroundings around) {
        this.around = around;
    }

    @Override
    public Integer call() {
        List<StoredSchema> versions = registry.ask(around, store -> Lookup.versions(store, topic.topic()));
        StoredSchema older = Lookup.pick(versions, new TopicVersion(topic.topic(), from));
        StoredSchema newer = Lookup.pick(versions, new TopicVersion(topic.topic(), to));
        CompatibilityReport report = Compatibility.check(
                older.documents().payload(), newer.documents().payload(), mode);
        if (output.json()) {
            ObjectNode json = Json.object()
                    .put("topic", topic.topic())
                    .put("from", from.toString())
                    .put("to", newer.version().toString());
            json.setAll(ReportJson.of(report, mode));
            output.screen().json(json);
        } else {
            show(report, newer.version());
        }
        return report.compatible() ? ExitStatus.OK : ExitStatus.FINDING;
    }

    private void show(CompatibilityReport report, Version newer) {
        Screen screen = output.screen();
        String verdict = report.verdict().name().toLowerCase(Locale.ROOT).replace('_', ' ');
        screen.line(topic.topic() + " " + from + " to " + newer + ": "
                + screen.tinted(report.compatible() ? Screen.Tone.GOOD : Screen.Tone.BAD, verdict) + " (" + mode + ")");
        DifferenceText.show(screen, report.differences(), mode);
    }
}
