package io.saltbus.cli.internal.schema;

import io.saltbus.cli.ExitStatus;
import io.saltbus.cli.UsageException;
import io.saltbus.cli.internal.connect.RegistryAddress;
import io.saltbus.cli.internal.connect.Surroundings;
import io.saltbus.cli.internal.connect.Waiting;
import io.saltbus.cli.internal.output.Output;
import java.time.Duration;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** Brings the registry's tables up to date. */
@Command(
        name = "migrate",
        mixinStandardHelpOptions = true,
        description = {
            "Brings the tables of the registry in PostgreSQL up to date.",
            "Safe to repeat, and from several places at once; tables of celery-salt are adopted."
        },
        footerHeading = "%nExample:%n",
        footer = "  saltbus migrate --registry postgresql://owner@localhost/salt")
public final class MigrateCommand implements Callable<Integer> {
    /** Another process that migrates is waited for; a table that is rewritten takes its time. */
    private static final Duration LIMIT = Duration.ofMinutes(10);

    @Mixin
    private final RegistryAddress registry = new RegistryAddress();

    @Mixin
    private final Output output = new Output();

    private final Surroundings around;

    /** @param around what the command finds */
    public MigrateCommand(Surroundings around) {
        this.around = around;
    }

    @Override
    public Integer call() {
        String url = registry.url(around);
        if (!url.toLowerCase(Locale.ROOT).startsWith("postgres")) {
            throw new UsageException("only a registry in PostgreSQL has tables: --registry postgresql://host/database");
        }
        Tables.Outcome outcome =
                Waiting.until(Tables.migrate(url, around.vertx().get()), LIMIT, "the database");
        if (output.json()) {
            output.screen().json(outcome.json());
        } else {
            outcome.show(output.screen());
        }
        return ExitStatus.OK;
    }
}
