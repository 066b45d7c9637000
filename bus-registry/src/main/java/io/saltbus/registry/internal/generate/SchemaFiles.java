package io.saltbus.registry.internal.generate;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.saltbus.core.event.EventMode;
import io.saltbus.core.event.Topic;
import io.saltbus.core.event.Version;
import io.saltbus.core.schema.SchemaStatus;
import io.saltbus.registry.generate.GenerateException;
import io.saltbus.registry.generate.Imported;
import io.saltbus.registry.store.StoredSchema;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Schemas in a folder.
 *
 * @param schemas those that could be read, by topic and version
 * @param unreadable the files that hold none
 */
public record SchemaFiles(List<StoredSchema> schemas, List<Imported.Entry> unreadable) {
    private static final ObjectMapper MAPPER = new ObjectMapper();
    private static final Pattern NAME =
            Pattern.compile("(?<topic>.+?)(?:@(?<version>v[0-9.]*[0-9]))?(?:\\.(?<part>reply|error))?\\.json");
    private static final int DEEPEST = 32;
    private static final long LARGEST_BYTES = 10L << 20;

    /** Reads a folder and those below it. */
    public static SchemaFiles read(Path folder) {
        var reading = new Reading(new TreeMap<>(), new ArrayList<>());
        try (var found = Files.find(folder, DEEPEST, (path, kind) -> kind.isRegularFile() && isSchema(folder, path))) {
            found.sorted().forEach(path -> reading.add(folder.relativize(path).toString(), path));
        } catch (IOException | UncheckedIOException unreadable) {
            throw new GenerateException.Files(
                    folder + " cannot be read: " + unreadable.getClass().getSimpleName() + " "
                            + unreadable.getMessage(),
                    unreadable);
        }
        var schemas = new ArrayList<StoredSchema>();
        reading.events().forEach((event, documents) -> {
            ObjectNode payload = documents.get("payload");
            if (payload == null) {
                reading.refuse(event, "there is an answer or an error, but no request beside it");
            } else {
                schemas.add(stored(event, documents, payload));
            }
        });
        schemas.sort(Comparator.comparing(StoredSchema::topic).thenComparing(StoredSchema::version));
        return new SchemaFiles(schemas, reading.unreadable());
    }

    private static boolean isSchema(Path folder, Path path) {
        for (Path part : folder.relativize(path)) {
            if (part.toString().startsWith(".")) {
                return false;
            }
        }
        return path.toString().endsWith(".json");
    }

    private static StoredSchema stored(String event, Map<String, ObjectNode> documents, ObjectNode payload) {
        int at = event.lastIndexOf('@');
        ObjectNode reply = documents.get("reply");
        ObjectNode error = documents.get("error");
        return new StoredSchema(
                event.substring(0, at),
                Version.parse(event.substring(at + 1)),
                reply == null && error == null && !documents.containsKey("rpc") ? EventMode.BROADCAST : EventMode.RPC,
                new StoredSchema.Documents(payload, reply, error),
                "",
                new StoredSchema.Entry(
                        payload.path("description").textValue(),
                        null,
                        Instant.EPOCH,
                        null,
                        SchemaStatus.ACTIVE,
                        null,
                        null));
    }

    /** The documents found so far: by {@code topic@version}, then by what each describes. */
    private record Reading(Map<String, Map<String, ObjectNode>> events, List<Imported.Entry> unreadable) {
        void refuse(String file, String why) {
            unreadable.add(new Imported.Entry(file, null, List.of(), false, List.of(), why));
        }

        void add(String file, Path path) {
            try {
                if (Files.size(path) > LARGEST_BYTES) {
                    refuse(file, "is larger than " + LARGEST_BYTES + " bytes");
                    return;
                }
                JsonNode content = MAPPER.readTree(Files.readAllBytes(path));
                if (content.isArray()) {
                    int number = 0;
                    for (JsonNode entry : content) {
                        row(file + " [" + number++ + "]", entry);
                    }
                } else if (content.path("topic").isTextual() && content.has("schema")) {
                    row(file, content);
                } else {
                    named(file, path.getFileName().toString(), content);
                }
            } catch (JsonProcessingException wrong) {
                refuse(
                        file,
                        "is no JSON: " + wrong.getOriginalMessage() + " in line "
                                + (wrong.getLocation() == null
                                        ? 1
                                        : wrong.getLocation().getLineNr()));
            } catch (IOException unreadable) {
                throw new UncheckedIOException(unreadable);
            }
        }

        private void row(String file, JsonNode row) {
            String topic = row.path("topic").asText();
            String version = row.path("version").asText("v1");
            put(file, topic, version, "payload", row.path("schema"));
            for (String part : List.of("reply", "error")) {
                if (row.path(part).isObject()) {
                    put(file, topic, version, part, row.path(part));
                }
            }
            if (row.path("mode").asText().equalsIgnoreCase("rpc")) {
                put(file, topic, version, "rpc", MAPPER.createObjectNode());
            }
        }

        private void named(String file, String name, JsonNode content) {
            Matcher parts = NAME.matcher(name);
            if (parts.matches()) {
                put(
                        file,
                        parts.group("topic"),
                        or(parts.group("version"), "v1"),
                        or(parts.group("part"), "payload"),
                        content);
            } else {
                refuse(file, "has a name without a topic. Accepted: order.created@v1.json");
            }
        }

        private static String or(@Nullable String text, String otherwise) {
            return text == null ? otherwise : text;
        }

        private void put(String file, String topic, String version, String part, JsonNode schema) {
            if (!(schema instanceof ObjectNode document)) {
                refuse(file, "holds no JSON Schema: an object is needed");
                return;
            }
            try {
                String event = Topic.check(topic) + "@" + Version.parse(version);
                ObjectNode before =
                        events.computeIfAbsent(event, none -> new TreeMap<>()).putIfAbsent(part, document);
                if (before != null && !before.equals(document)) {
                    refuse(file, "contradicts another file of " + topic + " " + version);
                }
            } catch (IllegalArgumentException refused) {
                refuse(file, String.valueOf(refused.getMessage()));
            }
        }
    }
}
