package io.saltbus.cli;

import java.io.PrintWriter;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.AutoComplete;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Teaches a shell to complete the command's words. */
@Command(
        name = "completion",
        mixinStandardHelpOptions = true,
        description = "Prints a script that lets a shell complete the words of saltbus.",
        footerHeading = "%nExamples:%n",
        footer = {
            "  source <(saltbus completion bash)       in ~/.bashrc",
            "  source <(saltbus completion zsh)        in ~/.zshrc"
        })
final class CompletionCommand implements Callable<Integer> {
    /** Shells whose completion is known. */
    enum Shell {
        /** GNU Bash. */
        BASH,
        /** Z shell. */
        ZSH
    }

    @Parameters(paramLabel = "SHELL", description = "One of ${COMPLETION-CANDIDATES}.")
    private Shell shell = Shell.BASH;

    @Spec
    @SuppressWarnings("NullAway.Init") // picocli sets it
    private CommandSpec spec;

    @Override
    public Integer call() {
        PrintWriter out = spec.commandLine().getOut();
        // the script itself sees which of the two reads it
        out.println("# how " + shell.name().toLowerCase(Locale.ROOT) + " completes the words of saltbus");
        out.println(AutoComplete.bash("saltbus", spec.root().commandLine()));
        return ExitStatus.OK;
    }
}
