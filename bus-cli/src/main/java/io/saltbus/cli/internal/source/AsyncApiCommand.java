package io.saltbus.cli.internal.source;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.saltbus.cli.ExitStatus;
import io.saltbus.cli.internal.connect.RegistryAddress;
import io.saltbus.cli.internal.connect.Surroundings;
import io.saltbus.cli.internal.output.Output;
import io.saltbus.core.event.TopicPattern;
import io.saltbus.core.transport.WireFormat;
import io.saltbus.registry.generate.AsyncApi;
import io.saltbus.registry.generate.AsyncApiOptions;
import io.saltbus.registry.store.SchemaQuery;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** A document of everything that is registered. */
@Command(
        name = "asyncapi",
        mixinStandardHelpOptions = true,
        description = "Prints an AsyncAPI 3 document (JSON) of what is registered.",
        footerHeading = "%nExamples:%n",
        footer = {
            "  saltbus asyncapi > asyncapi.json",
            "  saltbus asyncapi 'order.#' --title Orders --document-version 2.0.0 --server amqp://broker.example.com"
        })
public final class AsyncApiCommand implements Callable<Integer> {
    private static final int MOST = 100_000;

    @Parameters(arity = "0..*", paramLabel = "PATTERN", description = "Topics, or patterns. Default: #.")
    private List<String> patterns = List.of("#");

    @Option(
            names = "--title",
            paramLabel = "TEXT",
            defaultValue = "SaltBus events",
            description = "The document's title. Default: ${DEFAULT-VALUE}.")
    private String title = "SaltBus events";

    @Option(
            names = "--document-version",
            paramLabel = "TEXT",
            defaultValue = "1.0.0",
            description = "The document's version. Default: ${DEFAULT-VALUE}.")
    private String documentVersion = "1.0.0";

    @Option(names = "--server", paramLabel = "URL", description = "The broker's address; its password is left out.")
    private @Nullable String server;

    @Option(
            names = "--format",
            paramLabel = "FORMAT",
            defaultValue = "native",
            description = "native, or celery. Default: ${DEFAULT-VALUE}.")
    private WireFormat format = WireFormat.NATIVE;

    @Mixin
    private final RegistryAddress registry = new RegistryAddress();

    @Mixin
    private final Output output = new Output();

    private final Surroundings around;

    /** @param around what the command finds */
    public AsyncApiCommand(Surroundings around) {
        this.around = around;
    }

    @Override
    public Integer call() {
        AsyncApiOptions named = AsyncApiOptions.defaults().withTitle(title).withVersion(documentVersion);
        AsyncApiOptions placed = server == null ? named : named.withServer(server);
        AsyncApiOptions options = format == WireFormat.CELERY ? placed.celery() : placed;
        SchemaQuery query = SchemaQuery.all()
                .withPatterns(patterns.stream().map(TopicPattern::of).toList())
                .withLimit(MOST);
        ObjectNode document = registry.ask(around, store -> AsyncApi.of(store, query, options));
        output.screen().json(document);
        return ExitStatus.OK;
    }
}
