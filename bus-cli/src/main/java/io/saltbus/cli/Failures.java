package io.saltbus.cli;

import io.saltbus.cli.internal.input.Json;
import io.saltbus.core.failure.BusException;
import java.io.PrintWriter;
import java.util.List;
import picocli.CommandLine;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.UnmatchedArgumentException;

/** What is said where a command could not do what it was asked. */
final class Failures {
    private Failures() {}

    /** The words make no sense. */
    static int misunderstood(ParameterException wrong, String[] words) {
        CommandLine command = wrong.getCommandLine();
        PrintWriter err = command.getErr();
        err.println("saltbus: " + wrong.getMessage());
        UnmatchedArgumentException.printSuggestions(wrong, err);
        err.println("\"" + command.getCommandSpec().qualifiedName() + " --help\" shows how it is used");
        answer(command, List.of(words), String.valueOf(wrong.getMessage()));
        return ExitStatus.UNUSABLE;
    }

    /** It could not be done. */
    static int failed(Exception failure, CommandLine command, CommandLine.ParseResult parsed) {
        boolean foreseen = failure instanceof UsageException
                || failure instanceof BusException
                || failure instanceof IllegalArgumentException;
        String message = foreseen
                ? String.valueOf(failure.getMessage())
                : "a fault of the command itself: " + failure + ". \"--verbose\" shows where";
        command.getErr().println("saltbus: " + message);
        if (!foreseen
                && parsed.originalArgs().stream().anyMatch(word -> word.equals("-v") || word.equals("--verbose"))) {
            failure.printStackTrace(command.getErr());
        }
        answer(command, parsed.originalArgs(), message);
        return ExitStatus.UNUSABLE;
    }

    // a program that asked for JSON reads the reason where it reads everything else
    private static void answer(CommandLine command, List<String> words, String message) {
        if (words.contains("--json")) {
            command.getOut().println(Json.line(Json.object().put("error", message)));
        }
    }
}
