package io.saltbus.cli.internal.declared;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.saltbus.cli.ExitStatus;
import io.saltbus.cli.UsageException;
import io.saltbus.cli.internal.connect.RegistryAddress;
import io.saltbus.cli.internal.connect.Surroundings;
import io.saltbus.cli.internal.output.Output;
import io.saltbus.cli.internal.output.Screen;
import io.saltbus.core.Declarations;
import io.saltbus.core.schema.Registration;
import io.saltbus.registry.store.SchemaStore;
import io.vertx.core.Future;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Registers what a service publishes, before it starts. */
@Command(
        name = "register",
        mixinStandardHelpOptions = true,
        description = {
            "Compares like validate, and registers the service's events where nothing speaks against it.",
            "The service is their publisher from then on."
        },
        footerHeading = "%nExamples:%n",
        footer = {
            "  saltbus register target/classes --service accounts",
            "  saltbus register schemas/order.created@v1.json --service shop",
            "",
            "Exit status: 1 where something speaks against it; then nothing was registered."
        })
public final class RegisterCommand implements Callable<Integer> {
    private static final Set<Registration.Status> DONE =
            EnumSet.of(Registration.Status.REGISTERED, Registration.Status.IDENTICAL);

    @Option(
            names = "--service-version",
            paramLabel = "TEXT",
            description = "The version that is deployed, for those who look into the registry.")
    private @Nullable String serviceVersion;

    @Mixin
    private final Sources sources = new Sources();

    @Mixin
    private final RegistryAddress registry = new RegistryAddress();

    @Mixin
    private final Output output = new Output();

    private final Surroundings around;

    /** @param around what the command finds */
    public RegisterCommand(Surroundings around) {
        this.around = around;
    }

    private record Outcome(FindingList findings, List<Registration> registered) {
        boolean good() {
            return findings.good() && registered.stream().allMatch(answer -> DONE.contains(answer.status()));
        }
    }

    @Override
    public Integer call() {
        String service = sources.service(around);
        if (service == null) {
            throw new UsageException("a publisher is needed: give --service NAME, or set SALTBUS_SERVICE");
        }
        Declarations declared = sources.read(around);
        var caller = new SchemaStore.Caller(service, serviceVersion);
        Outcome outcome = registry.ask(
                around,
                store -> Registered.of(store, declared)
                        .map(registered -> Judgement.of(declared, registered))
                        .compose(findings -> register(store, declared, findings, caller)));
        if (output.json()) {
            output.screen().json(json(outcome));
        } else {
            show(outcome);
        }
        return outcome.good() ? ExitStatus.OK : ExitStatus.FINDING;
    }

    private static Future<Outcome> register(
            SchemaStore store, Declarations declared, FindingList findings, SchemaStore.Caller caller) {
        return findings.good()
                ? store.register(declared.events(), caller).map(answers -> new Outcome(findings, answers))
                : Future.succeededFuture(new Outcome(findings, List.of()));
    }

    private static ObjectNode json(Outcome outcome) {
        ObjectNode json = outcome.findings().json().put("good", outcome.good());
        ArrayNode list = json.putArray("registered");
        outcome.registered()
                .forEach(answer -> list.addObject()
                        .put("topic", answer.topic())
                        .put("version", answer.version().toString())
                        .put("status", answer.status().name())
                        .put("detail", answer.detail()));
        return json;
    }

    private void show(Outcome outcome) {
        Screen screen = output.screen();
        if (!outcome.findings().good()) {
            outcome.findings().show(screen);
            screen.line(screen.tinted(Screen.Tone.BAD, "nothing was registered"));
            return;
        }
        for (Registration answer : outcome.registered()) {
            String status = answer.status().name().toLowerCase(Locale.ROOT);
            Screen.Tone tone = DONE.contains(answer.status()) ? Screen.Tone.GOOD : Screen.Tone.BAD;
            screen.line(screen.tinted(tone, String.format("%-12s", status)) + "  " + answer.topic() + " "
                    + answer.version() + (answer.detail().isEmpty() ? "" : "  " + answer.detail()));
        }
    }
}
