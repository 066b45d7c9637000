package io.saltbus.cli.internal.output;

import io.saltbus.cli.internal.input.Json;
import io.saltbus.core.failure.BusException;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** How a command answers, as its user asks for it. */
public final class Output {
    @Option(names = "--json", description = "Answers with JSON, for programs.")
    private boolean json;

    @Spec(Spec.Target.MIXEE)
    @SuppressWarnings("NullAway.Init") // picocli sets it
    private CommandSpec spec;

    /** Whether a program reads the answer. */
    public boolean json() {
        return json;
    }

    /** Where the answer goes. */
    public Screen screen() {
        return new Screen(
                spec.commandLine().getOut(), spec.commandLine().getColorScheme().ansi());
    }

    /** Where remarks go that are no part of the answer. */
    public Screen remarks() {
        return new Screen(
                spec.commandLine().getErr(), spec.commandLine().getColorScheme().ansi());
    }

    /** Tells why what was asked for was refused, to people and to the program that reads the answer. */
    public void refuse(BusException why) {
        remarks().line("saltbus: " + why.getMessage());
        if (json) {
            screen().json(Json.object().put("error", why.getMessage()));
        }
    }
}
