package io.saltbus.cli.internal.schema;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.saltbus.cli.ExitStatus;
import io.saltbus.cli.internal.connect.Lookup;
import io.saltbus.cli.internal.connect.RegistryAddress;
import io.saltbus.cli.internal.connect.Surroundings;
import io.saltbus.cli.internal.connect.TopicVersion;
import io.saltbus.cli.internal.input.Json;
import io.saltbus.cli.internal.output.Output;
import io.saltbus.registry.store.StoredSchema;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** The versions of a topic. */
@Command(
        name = "versions",
        mixinStandardHelpOptions = true,
        description = "Lists the versions of a topic, oldest first, and which may still be published.",
        footerHeading = "%nExamples:%n",
        footer = {"  saltbus schema versions order.created", "  saltbus schema versions order.created --json"})
final class SchemaVersionsCommand implements Callable<Integer> {
    @Parameters(paramLabel = "TOPIC", converter = TopicVersion.Word.class, description = "The topic.")
    @SuppressWarnings("NullAway.Init") // picocli sets it
    private TopicVersion wanted;

    @Mixin
    private final RegistryAddress registry = new RegistryAddress();

    @Mixin
    private final Output output = new Output();

    private final Surroundings around;

    SchemaVersionsCommand(Surroundings around) {
        this.around = around;
    }

    @Override
    public Integer call() {
        List<StoredSchema> found = registry.ask(around, store -> Lookup.versions(store, wanted.topic()));
        if (output.json()) {
            ObjectNode json = Json.object().put("topic", wanted.topic());
            ArrayNode list = json.putArray("versions");
            found.forEach(stored -> list.add(StoredJson.withoutDocuments(stored)));
            output.screen().json(json);
        } else {
            output.screen()
                    .table(
                            List.of("VERSION", "STATUS", "REGISTERED", "BY", "REMARK"),
                            found.stream().map(SchemaVersionsCommand::row).toList());
        }
        return ExitStatus.OK;
    }

    private static List<String> row(StoredSchema stored) {
        return List.of(
                stored.version().toString(),
                stored.status().name().toLowerCase(Locale.ROOT),
                stored.record().createdAt().toString(),
                stored.publisher(),
                Objects.requireNonNullElse(stored.record().deprecatedReason(), ""));
    }
}
