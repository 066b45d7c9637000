package io.saltbus.cli;

import io.saltbus.core.failure.BusException;
import java.io.PrintWriter;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** The command itself, and its start. */
@Command(
        name = "saltbus",
        mixinStandardHelpOptions = true,
        versionProvider = VersionText.class,
        description = "Schemas, events and calls of SaltBus, from the terminal.",
        subcommands = {CommandLine.HelpCommand.class})
public final class SaltBusCommand implements Callable<Integer> {
    @Spec
    @SuppressWarnings("NullAway.Init") // picocli sets it
    private CommandSpec spec;

    @Override
    public Integer call() {
        spec.commandLine().usage(spec.commandLine().getErr());
        return ExitStatus.UNUSABLE;
    }

    /** The command with all that belongs to it, as it is run and as it is completed. */
    public static CommandLine commandLine() {
        return new CommandLine(new SaltBusCommand())
                .setCaseInsensitiveEnumValuesAllowed(true)
                .setExecutionExceptionHandler(SaltBusCommand::failed);
    }

    private static int failed(Exception failure, CommandLine command, CommandLine.ParseResult parsed) {
        PrintWriter err = command.getErr();
        boolean foreseen = failure instanceof UsageException || failure instanceof BusException;
        err.println("saltbus: " + (foreseen ? failure.getMessage() : "a fault of the command itself: " + failure));
        if (!foreseen) {
            failure.printStackTrace(err);
        }
        return ExitStatus.UNUSABLE;
    }

    /** Runs it. */
    public static void main(String[] words) {
        System.exit(commandLine().execute(words));
    }
}
