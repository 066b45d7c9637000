package io.saltbus.registry.internal.mirror;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.saltbus.core.event.EventMode;
import io.saltbus.core.event.Version;
import io.saltbus.core.schema.SchemaStatus;
import io.saltbus.registry.store.StoredSchema;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.AtomicMoveNotSupportedException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A file with schemas, as JSON. It is written beside its place and then moved there, so that whoever reads it finds all of it or what was
 * there before. Blocks, so never used on an event loop.
 */
final class CacheFile {
    /** Larger ones are not read: such a file is not ours. */
    static final long MOST_BYTES = 256L * 1024 * 1024;

    private static final int FORMAT = 1;
    private static final ObjectMapper MAPPER = new ObjectMapper();

    private final Path file;

    CacheFile(Path file) {
        this.file = file;
    }

    /**
     * What it holds; nothing where there is no such file.
     *
     * @throws IOException where it cannot be read, or is no such file, saying why without quoting it
     */
    List<StoredSchema> read() throws IOException {
        if (!Files.exists(file)) {
            return List.of();
        }
        if (Files.size(file) > MOST_BYTES) {
            throw new IOException("it has " + Files.size(file) + " bytes, at most " + MOST_BYTES + " are read");
        }
        try {
            JsonNode all = MAPPER.readTree(Files.readAllBytes(file));
            if (all == null || all.path("format").asInt() != FORMAT) {
                throw new IOException("it is not of format " + FORMAT);
            }
            var rows = new ArrayList<StoredSchema>();
            for (JsonNode row : all.path("schemas")) {
                rows.add(row(row));
            }
            return rows;
        } catch (JsonProcessingException broken) {
            throw new IOException("it is no JSON", broken);
        } catch (IllegalArgumentException broken) {
            throw new IOException("it holds something that is no schema: " + broken.getMessage(), broken);
        }
    }

    private static StoredSchema row(JsonNode row) {
        ObjectNode payload = document(row.get("schema"));
        if (payload == null) {
            throw new IllegalArgumentException("a row without a schema");
        }
        return new StoredSchema(
                row.path("topic").asText(),
                Version.parse(row.path("version").asText()),
                EventMode.valueOf(row.path("mode").asText()),
                new StoredSchema.Documents(payload, document(row.get("reply")), document(row.get("error"))),
                row.path("publisher").asText(),
                new StoredSchema.Entry(
                        null,
                        null,
                        Instant.ofEpochMilli(row.path("created_at_ms").asLong()),
                        null,
                        SchemaStatus.valueOf(row.path("status").asText()),
                        null,
                        null));
    }

    private static @Nullable ObjectNode document(@Nullable JsonNode node) {
        return node instanceof ObjectNode document ? document : null;
    }

    /** Puts these in its place. */
    void write(List<StoredSchema> rows) throws IOException {
        Path whole = file.toAbsolutePath();
        if (whole.getParent() != null) {
            Files.createDirectories(whole.getParent());
        }
        Path draft = Files.createTempFile(whole.getParent(), whole.getFileName() + ".", ".new");
        try {
            try (FileChannel channel = FileChannel.open(draft, StandardOpenOption.WRITE);
                    OutputStream out = Channels.newOutputStream(channel)) {
                out.write(MAPPER.writeValueAsBytes(document(rows)));
                channel.force(true); // or the name may outlive a power cut and the bytes not
            }
            move(draft, whole);
        } finally {
            Files.deleteIfExists(draft);
        }
    }

    private static void move(Path draft, Path place) throws IOException {
        try {
            Files.move(draft, place, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } catch (AtomicMoveNotSupportedException elsewhere) { // some network file systems
            Files.move(draft, place, StandardCopyOption.REPLACE_EXISTING);
        }
    }

    private static ObjectNode document(List<StoredSchema> rows) {
        ObjectNode all = MAPPER.createObjectNode().put("format", FORMAT);
        ArrayNode schemas = all.putArray("schemas");
        for (StoredSchema row : rows) {
            ObjectNode one = schemas.addObject()
                    .put("topic", row.topic())
                    .put("version", row.version().toString())
                    .put("mode", row.mode().name())
                    .put("status", row.status().name())
                    .put("publisher", row.publisher())
                    .put("created_at_ms", row.record().createdAt().toEpochMilli());
            one.set("schema", row.documents().payload());
            one.set("reply", row.documents().reply());
            one.set("error", row.documents().error());
        }
        return all;
    }
}
