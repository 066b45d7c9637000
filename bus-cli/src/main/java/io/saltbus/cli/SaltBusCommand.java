package io.saltbus.cli;

import io.saltbus.cli.internal.connect.Surroundings;
import io.saltbus.cli.internal.declared.RegisterCommand;
import io.saltbus.cli.internal.declared.ValidateCommand;
import io.saltbus.cli.internal.event.CallCommand;
import io.saltbus.cli.internal.event.PublishCommand;
import io.saltbus.cli.internal.event.TailCommand;
import io.saltbus.cli.internal.schema.CheckCommand;
import io.saltbus.cli.internal.schema.CompatCommand;
import io.saltbus.cli.internal.schema.MigrateCommand;
import io.saltbus.cli.internal.schema.SchemaCommand;
import io.saltbus.cli.internal.schema.TopicsCommand;
import io.saltbus.cli.internal.schema.WhoBreaksCommand;
import io.saltbus.cli.internal.source.AsyncApiCommand;
import io.saltbus.cli.internal.source.GenerateCommand;
import io.saltbus.cli.internal.source.ImportCommand;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.OutputStreamWriter;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ScopeType;
import picocli.CommandLine.Spec;

/** The command itself, and its start. */
@Command(
        name = "saltbus",
        mixinStandardHelpOptions = true,
        versionProvider = VersionText.class,
        description = "Schemas, events and calls of SaltBus, from the terminal.",
        subcommands = {CommandLine.HelpCommand.class},
        footerHeading = "%nWhere things are:%n",
        footer = {
            "  SALTBUS_POSTGRES_URL or SALTBUS_REGISTRY_URL with SALTBUS_API_KEY, SALTBUS_BROKER_URL, SALTBUS_REDIS_URL,",
            "  or a JSON file that SALTBUS_CONFIG names; options win over them.",
            "",
            "Exit status: 0 all is well, 1 something was found, 2 wrong words, unreadable input, or a service is away."
        })
public final class SaltBusCommand implements Callable<Integer> {
    @Option(
            names = {"-v", "--verbose"},
            scope = ScopeType.INHERIT,
            description = "Shows the log of what runs behind the command.")
    private boolean verbose;

    @Spec
    @SuppressWarnings("NullAway.Init") // picocli sets it
    private CommandSpec spec;

    private SaltBusCommand() {}

    @Override
    public Integer call() {
        spec.commandLine().usage(spec.commandLine().getErr());
        return ExitStatus.UNUSABLE;
    }

    /** The command with all that belongs to it, as it is run and as it is completed. */
    public static CommandLine commandLine() {
        return commandLine(Surroundings.ofProcess());
    }

    static CommandLine commandLine(Surroundings around) {
        var root = new SaltBusCommand();
        return new CommandLine(root)
                .addSubcommand(new ValidateCommand(around))
                .addSubcommand(new RegisterCommand(around))
                .addSubcommand(new TopicsCommand(around))
                .addSubcommand("schema", SchemaCommand.commandLine(around))
                .addSubcommand(new CompatCommand(around))
                .addSubcommand(new CheckCommand(around))
                .addSubcommand(new WhoBreaksCommand(around))
                .addSubcommand(new GenerateCommand(around))
                .addSubcommand(new ImportCommand(around))
                .addSubcommand(new AsyncApiCommand(around))
                .addSubcommand(new PublishCommand(around))
                .addSubcommand(new CallCommand(around))
                .addSubcommand(new TailCommand(around))
                .addSubcommand(new MigrateCommand(around))
                .addSubcommand(new CompletionCommand())
                .setCaseInsensitiveEnumValuesAllowed(true)
                .setUsageHelpAutoWidth(true)
                .setParameterExceptionHandler(Failures::misunderstood)
                .setExecutionExceptionHandler(Failures::failed)
                .setExecutionStrategy(words -> {
                    LogLevel.set(root.verbose);
                    return new CommandLine.RunLast().execute(words);
                });
    }

    /** Runs it. */
    public static void main(String[] words) {
        LogLevel.set(false);
        int status = commandLine()
                .setOut(writer(FileDescriptor.out, false))
                .setErr(writer(FileDescriptor.err, true))
                .execute(words);
        System.exit(status);
    }

    // UTF-8 whatever the locale says, and not a system call a line
    private static PrintWriter writer(FileDescriptor where, boolean atOnce) {
        var writer =
                new PrintWriter(new OutputStreamWriter(new FileOutputStream(where), StandardCharsets.UTF_8), atOnce);
        if (!atOnce) {
            Runtime.getRuntime().addShutdownHook(new Thread(writer::flush, "saltbus-last-lines"));
        }
        return writer;
    }
}
