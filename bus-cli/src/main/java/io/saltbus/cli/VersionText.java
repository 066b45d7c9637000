package io.saltbus.cli;

import java.util.Objects;
import picocli.CommandLine.IVersionProvider;

/** What {@code --version} prints. */
final class VersionText implements IVersionProvider {
    @Override
    public String[] getVersion() {
        String version = SaltBusCommand.class.getPackage().getImplementationVersion();
        return new String[] {
            "saltbus " + Objects.requireNonNullElse(version, "(not packaged)"), "Java " + Runtime.version()
        };
    }
}
