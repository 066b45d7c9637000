package io.saltbus.cli.internal.source;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.saltbus.cli.ExitStatus;
import io.saltbus.cli.UsageException;
import io.saltbus.cli.internal.connect.RegistryAddress;
import io.saltbus.cli.internal.connect.Surroundings;
import io.saltbus.cli.internal.output.Output;
import io.saltbus.core.event.TopicPattern;
import io.saltbus.registry.generate.CelerySaltImport;
import io.saltbus.registry.generate.Imported;
import io.saltbus.registry.generate.JavaOptions;
import io.saltbus.registry.generate.SourceFolder;
import io.saltbus.registry.store.SchemaQuery;
import io.saltbus.registry.store.StoredSchema;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Java records for a fleet of Python services. */
@Command(
        name = "import",
        mixinStandardHelpOptions = true,
        description = {
            "Makes Java records of everything that a fleet of celery-salt services has registered,",
            "or of a folder of JSON Schemas, and reports what could not be converted."
        },
        footerHeading = "%nExamples:%n",
        footer = {
            "  saltbus import --registry postgresql://localhost/salt --package com.acme.events --out src/main/java",
            "  saltbus import 'order.#' --package com.acme.events --out src/main/java",
            "  saltbus import --from schemas/ --package com.acme.events --out src/main/java --json",
            "",
            "Exit status: 1 where something was not converted, or not exactly."
        })
public final class ImportCommand implements Callable<Integer> {
    private static final int MOST = 100_000;

    @Parameters(
            arity = "0..*",
            paramLabel = "PATTERN",
            description = "Topics of the registry, or patterns. Default: #.")
    private List<String> patterns = List.of("#");

    @Option(
            names = "--from",
            paramLabel = "FOLDER",
            description = "Reads a folder of files called TOPIC[@VERSION].json instead of the registry.")
    private @Nullable Path folder;

    @Option(names = "--package", paramLabel = "NAME", required = true, description = "The package of the records.")
    @SuppressWarnings("NullAway.Init") // picocli sets it
    private String packageName;

    @Option(names = "--out", paramLabel = "FOLDER", required = true, description = "Where the files go.")
    @SuppressWarnings("NullAway.Init") // picocli sets it
    private Path out;

    @Option(names = "--force", description = "Replaces files that hold other text.")
    private boolean force;

    @Option(names = "--dry-run", description = "Reports, and writes nothing.")
    private boolean dryRun;

    @Mixin
    private final RegistryAddress registry = new RegistryAddress();

    @Mixin
    private final Output output = new Output();

    private final Surroundings around;

    /** @param around what the command finds */
    public ImportCommand(Surroundings around) {
        this.around = around;
    }

    @Override
    public Integer call() {
        JavaOptions options = JavaOptions.ofPackage(packageName);
        List<StoredSchema> schemas = folder == null ? registered() : CelerySaltImport.readFolder(folder);
        if (schemas.isEmpty()) {
            throw new UsageException("there is nothing to import"
                    + (folder == null
                            ? ": the registry has no topic like " + String.join(", ", patterns)
                            : " in " + folder));
        }
        Imported imported = CelerySaltImport.convert(schemas, options);
        if (!dryRun) {
            List<Path> unused = SourceFolder.write(out, imported.files(), force);
        }
        if (output.json()) {
            ObjectNode report = imported.json();
            output.screen().json(report);
        } else {
            output.screen().line(imported.text().stripTrailing());
        }
        boolean exact = imported.entries().stream().allMatch(entry -> entry.refused() == null && entry.exact());
        return exact ? ExitStatus.OK : ExitStatus.FINDING;
    }

    private List<StoredSchema> registered() {
        SchemaQuery query = SchemaQuery.all()
                .withPatterns(patterns.stream().map(TopicPattern::of).toList())
                .withLimit(MOST);
        return registry.ask(around, store -> store.find(query));
    }
}
