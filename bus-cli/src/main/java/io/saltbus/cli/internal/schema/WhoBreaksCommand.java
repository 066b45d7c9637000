package io.saltbus.cli.internal.schema;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.saltbus.cli.ExitStatus;
import io.saltbus.cli.UsageException;
import io.saltbus.cli.internal.connect.RegistryAddress;
import io.saltbus.cli.internal.connect.Surroundings;
import io.saltbus.cli.internal.connect.TopicVersion;
import io.saltbus.cli.internal.input.Json;
import io.saltbus.cli.internal.output.Output;
import io.saltbus.cli.internal.output.Screen;
import io.saltbus.core.event.Version;
import io.saltbus.core.schema.EventSchemas;
import io.saltbus.core.schema.Schema;
import io.saltbus.registry.Impact;
import io.saltbus.registry.WhoBreaks;
import io.saltbus.registry.store.LiveHandler;
import java.util.Locale;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Which handlers that run now a schema would break. */
@Command(
        name = "who-breaks",
        mixinStandardHelpOptions = true,
        description = {
            "Lists the handlers that run now and what a proposed schema would do to them,",
            "and the versions that none of them takes any more."
        },
        footerHeading = "%nExamples:%n",
        footer = {
            "  saltbus who-breaks order.created@v2 order-v2.json",
            "  saltbus who-breaks order.created@v1.1 - < proposal.json",
            "  saltbus tail order.created --json --count 500 | saltbus who-breaks order.created@v2 v2.json --evidence -",
            "",
            "--evidence reads one payload a line, or lines of saltbus tail --json; no value of them is shown.",
            "Exit status: 1 where a handler would break, or a recorded payload does not fit."
        })
public final class WhoBreaksCommand implements Callable<Integer> {
    @Parameters(
            index = "0",
            paramLabel = "TOPIC@VERSION",
            converter = TopicVersion.Word.class,
            description = "What the schema shall be: the version decides who takes it.")
    @SuppressWarnings("NullAway.Init") // picocli sets it
    private TopicVersion proposed;

    @Parameters(index = "1", paramLabel = "SCHEMA", description = "The proposed schema: a file, or - .")
    @SuppressWarnings("NullAway.Init") // picocli sets it
    private String schema;

    @Option(names = "--evidence", paramLabel = "FILE", description = "Also checks recorded payloads, one a line.")
    private @Nullable String evidence;

    @Mixin
    private final RegistryAddress registry = new RegistryAddress();

    @Mixin
    private final Output output = new Output();

    private final Surroundings around;

    /** @param around what the command finds */
    public WhoBreaksCommand(Surroundings around) {
        this.around = around;
    }

    @Override
    public Integer call() {
        Version version = proposed.version();
        if (version == null) {
            throw new UsageException("name the version too, as in " + proposed.topic() + "@v2");
        }
        if (schema.equals("-") && "-".equals(evidence)) {
            throw new UsageException("standard input can be the schema or the evidence, not both");
        }
        Schema compiled = Schema.of(around.input().object(schema, "the schema"));
        Impact found = registry.ask(
                around, store -> WhoBreaks.ask(store, proposed.topic(), version, EventSchemas.of(compiled)));
        Recorded recorded =
                evidence == null ? null : Recorded.of(compiled, around.input().open(evidence), evidence);
        if (output.json()) {
            ObjectNode json = json(found);
            if (recorded != null) {
                json.set("evidence", recorded.json());
            }
            output.screen().json(json);
        } else {
            show(found, recorded);
        }
        boolean clean = recorded == null || recorded.evidence().clean();
        return !found.broken().isEmpty() || !clean ? ExitStatus.FINDING : ExitStatus.OK;
    }

    private void show(Impact found, @Nullable Recorded recorded) {
        Screen screen = output.screen();
        if (found.handlers().isEmpty()) {
            screen.line("nobody who runs now takes " + proposed.topic());
        }
        found.handlers().forEach(affected -> show(screen, affected));
        if (!found.unused().isEmpty()) {
            screen.line("versions that nobody who runs now depends on: "
                    + String.join(
                            ", ", found.unused().stream().map(Version::toString).toList()));
        }
        if (recorded != null) {
            recorded.show(screen);
        }
    }

    private static void show(Screen screen, Impact.Affected affected) {
        LiveHandler live = affected.handler();
        Screen.Tone tone = affected.effect() == Impact.Effect.BREAKS ? Screen.Tone.BAD : Screen.Tone.GOOD;
        String effect = affected.effect().name().toLowerCase(Locale.ROOT).replace('_', ' ');
        String details = "takes " + live.versions() + ", " + live.instances()
                + (live.instances() == 1 ? " instance" : " instances")
                + (live.serviceVersion() == null ? "" : " of " + live.serviceVersion());
        screen.line(screen.tinted(tone, String.format("%-15s", effect)) + "  " + live.service() + "." + live.handler()
                + "  " + screen.tinted(Screen.Tone.FAINT, details));
        affected.reasons().forEach(reason -> screen.line("                 " + reason));
    }

    private static ObjectNode json(Impact found) {
        ObjectNode json = Json.object().put("breaks", !found.broken().isEmpty());
        ArrayNode list = json.putArray("handlers");
        for (Impact.Affected affected : found.handlers()) {
            LiveHandler live = affected.handler();
            ArrayNode reasons = list.addObject()
                    .put("service", live.service())
                    .put("service_version", live.serviceVersion())
                    .put("handler", live.handler())
                    .put("versions", live.versions())
                    .put("instances", live.instances())
                    .put("effect", affected.effect().name())
                    .putArray("reasons");
            affected.reasons().forEach(reasons::add);
        }
        ArrayNode versions = json.putArray("unused_versions");
        found.unused().forEach(version -> versions.add(version.toString()));
        return json;
    }
}
