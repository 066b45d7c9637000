package io.saltbus.cli.internal.declared;

import io.saltbus.cli.ExitStatus;
import io.saltbus.cli.internal.connect.RegistryAddress;
import io.saltbus.cli.internal.connect.Surroundings;
import io.saltbus.cli.internal.output.Output;
import io.saltbus.core.Declarations;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** Whether a service may be deployed, as far as schemas go. */
@Command(
        name = "validate",
        mixinStandardHelpOptions = true,
        description = {
            "Compares what a service's classes declare with the registry, and changes nothing: for CI.",
            "No code of the service runs."
        },
        footerHeading = "%nExamples:%n",
        footer = {
            "  saltbus validate target/classes --classpath \"$(cat target/classpath)\"",
            "  saltbus validate target/accounts.jar --package com.acme.accounts.events --json",
            "  saltbus validate schemas/order.created@v1.1.json",
            "",
            "Exit status: 1 for a conflict, a version that breaks, one that was ended, a handler that cannot read what",
            "it takes, or one without a schema."
        })
public final class ValidateCommand implements Callable<Integer> {
    @Mixin
    private final Sources sources = new Sources();

    @Mixin
    private final RegistryAddress registry = new RegistryAddress();

    @Mixin
    private final Output output = new Output();

    private final Surroundings around;

    /** @param around what the command finds */
    public ValidateCommand(Surroundings around) {
        this.around = around;
    }

    @Override
    public Integer call() {
        Declarations declared = sources.read(around);
        FindingList findings = Judgement.of(declared, registry.ask(around, store -> Registered.of(store, declared)));
        if (output.json()) {
            output.screen().json(findings.json());
        } else {
            findings.show(output.screen());
        }
        return findings.good() ? ExitStatus.OK : ExitStatus.FINDING;
    }
}
