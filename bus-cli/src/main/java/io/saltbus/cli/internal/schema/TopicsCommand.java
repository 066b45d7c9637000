package io.saltbus.cli.internal.schema;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.saltbus.cli.ExitStatus;
import io.saltbus.cli.internal.connect.RegistryAddress;
import io.saltbus.cli.internal.connect.Surroundings;
import io.saltbus.cli.internal.input.Json;
import io.saltbus.cli.internal.output.Output;
import io.saltbus.core.event.EventMode;
import io.saltbus.core.event.TopicPattern;
import io.saltbus.core.event.Version;
import io.saltbus.registry.store.SchemaQuery;
import io.saltbus.registry.store.TopicSummary;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** What the registry knows, a line a topic. */
@Command(
        name = "topics",
        mixinStandardHelpOptions = true,
        description = "Lists the topics of the registry: versions, publishers, subscribers.",
        footerHeading = "%nExamples:%n",
        footer = {"  saltbus topics", "  saltbus topics 'order.#' --json", "  saltbus topics --search email"})
public final class TopicsCommand implements Callable<Integer> {
    @Parameters(
            arity = "0..*",
            paramLabel = "PATTERN",
            description = "Topics, or patterns with * (one word) and # (any words). Default: #.")
    private List<String> patterns = List.of();

    @Option(
            names = "--search",
            paramLabel = "TEXT",
            description = "Only topics with this text in name, description or a field's name.")
    private @Nullable String text;

    @Option(
            names = "--limit",
            paramLabel = "COUNT",
            defaultValue = "1000",
            description = "How many at most. Default: ${DEFAULT-VALUE}.")
    private int limit = 1000;

    @Mixin
    private final RegistryAddress registry = new RegistryAddress();

    @Mixin
    private final Output output = new Output();

    private final Surroundings around;

    /** @param around what the command finds */
    public TopicsCommand(Surroundings around) {
        this.around = around;
    }

    @Override
    public Integer call() {
        SchemaQuery query = SchemaQuery.all().withLimit(limit);
        if (!patterns.isEmpty()) {
            query = query.withPatterns(patterns.stream().map(TopicPattern::of).toList());
        }
        SchemaQuery asked = text == null ? query : query.withText(text);
        List<TopicSummary> found = registry.ask(around, store -> store.topics(asked));
        if (output.json()) {
            ObjectNode json = Json.object();
            ArrayNode list = json.putArray("topics");
            found.forEach(topic -> list.add(json(topic)));
            output.screen().json(json);
        } else if (found.isEmpty()) {
            output.remarks().line("no topic fits");
        } else {
            show(found);
        }
        return ExitStatus.OK;
    }

    private void show(List<TopicSummary> found) {
        output.screen()
                .table(
                        List.of("TOPIC", "LATEST", "VERSIONS", "MODE", "PUBLISHERS", "SUBSCRIBERS", "LAST PUBLISHED"),
                        found.stream().map(TopicsCommand::row).toList());
    }

    private static List<String> row(TopicSummary topic) {
        Version latest = topic.latest();
        Instant published = topic.lastPublished();
        return List.of(
                topic.topic() + (topic.mode() == EventMode.RPC ? " (call)" : ""),
                latest == null ? "-" : latest.toString(),
                Integer.toString(topic.versions().size()),
                topic.compatibility().name(),
                listed(topic.publishers()),
                listed(topic.subscribers()),
                published == null ? "-" : published.toString());
    }

    private static String listed(List<String> names) {
        return names.isEmpty() ? "-" : String.join(", ", names);
    }

    private static ObjectNode json(TopicSummary topic) {
        ObjectNode json = Json.object()
                .put("topic", topic.topic())
                .put("mode", topic.mode().name())
                .put("compatibility", topic.compatibility().name());
        json.put("latest", topic.latest() == null ? null : Objects.toString(topic.latest()));
        ArrayNode versions = json.putArray("versions");
        topic.versions().forEach(version -> versions.add(version.toString()));
        ArrayNode publishers = json.putArray("publishers");
        topic.publishers().forEach(publishers::add);
        ArrayNode subscribers = json.putArray("subscribers");
        topic.subscribers().forEach(subscribers::add);
        return json.put(
                "last_published", topic.lastPublished() == null ? null : Objects.toString(topic.lastPublished()));
    }
}
