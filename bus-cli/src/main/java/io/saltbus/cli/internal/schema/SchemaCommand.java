package io.saltbus.cli.internal.schema;

import io.saltbus.cli.ExitStatus;
import io.saltbus.cli.internal.connect.Surroundings;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** The commands about the schemas of one topic. */
@Command(
        name = "schema",
        mixinStandardHelpOptions = true,
        description = "Shows the schemas of a topic, compares them, and says which may still be published.",
        footerHeading = "%nExamples:%n",
        footer = {
            "  saltbus schema show order.created",
            "  saltbus schema diff order.created v1 v1.1",
            "  saltbus schema deprecate order.created@v1 --reason 'use v2'"
        })
public final class SchemaCommand implements Callable<Integer> {
    @Spec
    @SuppressWarnings("NullAway.Init") // picocli sets it
    private CommandSpec spec;

    /** The command with those below it. */
    public static CommandLine commandLine(Surroundings around) {
        return new CommandLine(new SchemaCommand())
                .addSubcommand(new SchemaShowCommand(around))
                .addSubcommand(new SchemaVersionsCommand(around))
                .addSubcommand(new SchemaDiffCommand(around))
                .addSubcommand(new LifecycleCommand.Deprecate(around))
                .addSubcommand(new LifecycleCommand.Retire(around))
                .addSubcommand(new LifecycleCommand.Restore(around))
                .addSubcommand(new LifecycleCommand.Mode(around));
    }

    @Override
    public Integer call() {
        spec.commandLine().usage(spec.commandLine().getErr());
        return ExitStatus.UNUSABLE;
    }
}
