package io.saltbus.cli.internal.schema;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.saltbus.cli.ExitStatus;
import io.saltbus.cli.UsageException;
import io.saltbus.cli.internal.connect.RegistryAddress;
import io.saltbus.cli.internal.connect.Surroundings;
import io.saltbus.cli.internal.connect.Waiting;
import io.saltbus.cli.internal.input.Json;
import io.saltbus.cli.internal.output.Output;
import io.saltbus.cli.internal.output.Screen;
import io.saltbus.registry.Migrations;
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
        Migrations.Outcome outcome =
                Waiting.until(migrations(url).migrate(around.vertx().get()), LIMIT, "the database");
        if (output.json()) {
            output.screen().json(json(outcome));
        } else {
            show(outcome);
        }
        return ExitStatus.OK;
    }

    private static Migrations migrations(String url) {
        try {
            return Migrations.at(url);
        } catch (IllegalArgumentException refused) {
            throw new UsageException("the registry's address is refused: " + refused.getMessage(), refused);
        }
    }

    private static ObjectNode json(Migrations.Outcome outcome) {
        ObjectNode json = Json.object().put("before", outcome.before()).put("after", outcome.after());
        ArrayNode list = json.putArray("applied");
        outcome.applied().forEach(list::add);
        return json;
    }

    private void show(Migrations.Outcome outcome) {
        Screen screen = output.screen();
        outcome.applied().forEach(one -> screen.line("  " + one));
        screen.line(
                outcome.applied().isEmpty()
                        ? "the tables are up to date (" + outcome.after() + ")"
                        : screen.tinted(Screen.Tone.GOOD, "the tables are at " + outcome.after()) + " (were at "
                                + outcome.before() + ")");
    }
}
