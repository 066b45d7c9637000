package io.saltbus.cli.internal.schema;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.saltbus.cli.ExitStatus;
import io.saltbus.cli.UsageException;
import io.saltbus.cli.internal.connect.Lookup;
import io.saltbus.cli.internal.connect.RegistryAddress;
import io.saltbus.cli.internal.connect.Surroundings;
import io.saltbus.cli.internal.connect.TopicVersion;
import io.saltbus.cli.internal.input.Json;
import io.saltbus.cli.internal.output.Output;
import io.saltbus.cli.internal.output.Screen;
import io.saltbus.core.event.Version;
import io.saltbus.registry.RegistryException;
import io.saltbus.registry.compatibility.CompatibilityMode;
import io.saltbus.registry.store.SchemaStore;
import io.saltbus.registry.store.SchemaStore.Caller;
import io.vertx.core.Future;
import java.util.Objects;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Commands that change what may be published: each names a topic, does one thing, and says that it is done. */
abstract sealed class LifecycleCommand implements Callable<Integer> {
    @Mixin
    private final RegistryAddress registry = new RegistryAddress();

    @Mixin
    private final Output output = new Output();

    @Option(
            names = "--as",
            paramLabel = "NAME",
            description = "Who asks for it, as the registry notes it. Default: the user's name.")
    private @Nullable String name;

    private final Surroundings around;

    LifecycleCommand(Surroundings around) {
        this.around = around;
    }

    /** The version that is named, so that nobody ends "the newest" by mistake. */
    static Version version(TopicVersion wanted) {
        Version version = wanted.version();
        if (version == null) {
            throw new UsageException("name the version too, as in " + wanted.topic() + "@v1");
        }
        return version;
    }

    abstract Future<Void> change(SchemaStore store, Caller who);

    abstract TopicVersion wanted();

    abstract String done();

    @Override
    public Integer call() {
        Caller who = new Caller(
                Objects.requireNonNullElseGet(name, () -> around.environment().getOrDefault("USER", "saltbus-cli")),
                null);
        try {
            registry.ask(around, store -> Lookup.one(store, wanted()).compose(there -> change(store, who)));
        } catch (RegistryException.StillUsed used) {
            output.remarks().line("saltbus: " + used.getMessage());
            if (output.json()) {
                ObjectNode json = Json.object().put("done", false);
                used.handlers().forEach(json.withArray("handlers")::add);
                output.screen().json(json);
            }
            return ExitStatus.FINDING;
        }
        Screen screen = output.screen();
        if (output.json()) {
            screen.json(Json.object().put("done", true).put("topic", wanted().topic()));
        } else {
            screen.line(wanted() + " " + screen.tinted(Screen.Tone.GOOD, done()));
        }
        return ExitStatus.OK;
    }

    /** Asks publishers to leave a version. */
    @Command(
            name = "deprecate",
            mixinStandardHelpOptions = true,
            description = "Asks the publishers of a version to leave it; it can still be published.",
            footerHeading = "%nExample:%n",
            footer = "  saltbus schema deprecate order.created@v1 --reason 'v2 has the currency'")
    static final class Deprecate extends LifecycleCommand {
        @Parameters(paramLabel = "TOPIC@VERSION", converter = TopicVersion.Word.class, description = "Which version.")
        @SuppressWarnings("NullAway.Init") // picocli sets it
        private TopicVersion wanted;

        @Option(names = "--reason", required = true, paramLabel = "TEXT", description = "Why, for people.")
        @SuppressWarnings("NullAway.Init") // picocli sets it
        private String reason;

        Deprecate(Surroundings around) {
            super(around);
        }

        @Override
        Future<Void> change(SchemaStore store, Caller who) {
            return store.deprecate(wanted.topic(), version(wanted), reason, who);
        }

        @Override
        TopicVersion wanted() {
            return wanted;
        }

        @Override
        String done() {
            return "is deprecated";
        }
    }

    /** Ends a version. */
    @Command(
            name = "retire",
            mixinStandardHelpOptions = true,
            description = "Ends a version: it can no longer be published. Refused while running handlers take it.",
            footerHeading = "%nExample:%n",
            footer = {
                "  saltbus schema retire order.created@v1",
                "",
                "Exit status: 1 where handlers still take it; they are listed."
            })
    static final class Retire extends LifecycleCommand {
        @Parameters(paramLabel = "TOPIC@VERSION", converter = TopicVersion.Word.class, description = "Which version.")
        @SuppressWarnings("NullAway.Init") // picocli sets it
        private TopicVersion wanted;

        @Option(names = "--force", description = "Also where handlers that run now still take it.")
        private boolean force;

        Retire(Surroundings around) {
            super(around);
        }

        @Override
        Future<Void> change(SchemaStore store, Caller who) {
            return store.retire(wanted.topic(), version(wanted), force, who);
        }

        @Override
        TopicVersion wanted() {
            return wanted;
        }

        @Override
        String done() {
            return "is retired";
        }
    }

    /** Takes the end of a version back. */
    @Command(
            name = "restore",
            mixinStandardHelpOptions = true,
            description = "Takes a deprecation or an end back.",
            footerHeading = "%nExample:%n",
            footer = "  saltbus schema restore order.created@v1")
    static final class Restore extends LifecycleCommand {
        @Parameters(paramLabel = "TOPIC@VERSION", converter = TopicVersion.Word.class, description = "Which version.")
        @SuppressWarnings("NullAway.Init") // picocli sets it
        private TopicVersion wanted;

        Restore(Surroundings around) {
            super(around);
        }

        @Override
        Future<Void> change(SchemaStore store, Caller who) {
            return store.restore(wanted.topic(), version(wanted), who);
        }

        @Override
        TopicVersion wanted() {
            return wanted;
        }

        @Override
        String done() {
            return "is active";
        }
    }

    /** What minor versions must keep. */
    @Command(
            name = "mode",
            mixinStandardHelpOptions = true,
            description = "Says what minor versions of a topic must keep from now on.",
            footerHeading = "%nExample:%n",
            footer = "  saltbus schema mode order.created FULL_TRANSITIVE")
    static final class Mode extends LifecycleCommand {
        @Parameters(index = "0", paramLabel = "TOPIC", converter = TopicVersion.Word.class, description = "The topic.")
        @SuppressWarnings("NullAway.Init") // picocli sets it
        private TopicVersion wanted;

        @Parameters(
                index = "1",
                paramLabel = "MODE",
                converter = ModeWord.class,
                completionCandidates = ModeWord.class,
                description = "One of ${COMPLETION-CANDIDATES}.")
        private CompatibilityMode mode = CompatibilityMode.BACKWARD;

        Mode(Surroundings around) {
            super(around);
        }

        @Override
        Future<Void> change(SchemaStore store, Caller who) {
            return store.setCompatibility(wanted.topic(), mode, who);
        }

        @Override
        TopicVersion wanted() {
            return new TopicVersion(wanted.topic(), null);
        }

        @Override
        String done() {
            return "keeps " + mode;
        }
    }
}
