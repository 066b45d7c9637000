package io.saltbus.registry.internal.postgres;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.saltbus.core.event.EventMode;
import io.saltbus.core.event.Version;
import io.saltbus.core.schema.SchemaStatus;
import io.saltbus.registry.store.StoredSchema;
import io.vertx.sqlclient.Row;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * One row of celerysalt_schemas, which another language may have written.
 *
 * @param id its key
 * @param version its version
 * @param schema what it holds; null where its document is no JSON object
 * @param complete whether its columns of ours are filled as far as a broadcast needs them
 */
record Found(int id, Version version, @Nullable StoredSchema schema, boolean complete) {
    /** Columns in the order in which they are read. */
    static final String COLUMNS = "s.id, s.topic, s.version, s.schema::text, s.description, s.publisher_service,"
            + " s.publisher_version, s.created_at, s.created_by, s.is_active IS NOT FALSE, s.deprecated_at,"
            + " s.deprecated_reason, s.saltbus_mode, s.saltbus_reply_schema::text, s.saltbus_error_schema::text";

    /** Versions in their order, number by number, shorter ones first, as {@link Version} has it. For rows of {@link #READABLE}. */
    static final String VERSION_ORDER = "string_to_array(substr(s.version, 2), '.')::int[]";

    /** Rows whose version is one; others are for nobody to use. */
    static final String READABLE = "s.version ~ '^v\\d{1,9}(\\.\\d{1,9}){0,2}$'";

    private static final ObjectMapper JSON = new ObjectMapper();

    /** Reads a row of {@link #READABLE}. */
    static Found of(Row row) {
        String topic = row.getString(1);
        Version version = Version.parse(row.getString(2));
        Optional<ObjectNode> payload = document(row.getString(3));
        String mode = row.getString(12);
        var entry = new StoredSchema.Entry(
                row.getString(4),
                row.getString(6),
                instantOr(row.getLocalDateTime(7), Instant.EPOCH),
                row.getString(8),
                status(row),
                instant(row.getLocalDateTime(10)),
                row.getString(11));
        String publisher = row.getString(5);
        StoredSchema schema = payload.map(document -> new StoredSchema(
                        topic,
                        version,
                        mode(topic, mode),
                        new StoredSchema.Documents(
                                document,
                                document(row.getString(13)).orElse(null),
                                document(row.getString(14)).orElse(null)),
                        publisher == null ? "unknown" : publisher,
                        entry))
                .orElse(null);
        return new Found(row.getInteger(0), version, schema, mode != null);
    }

    private static SchemaStatus status(Row row) {
        if (!row.getBoolean(9)) {
            return SchemaStatus.RETIRED;
        }
        return row.getLocalDateTime(10) == null ? SchemaStatus.ACTIVE : SchemaStatus.DEPRECATED;
    }

    // Python notes no mode; its requests are told by their topics
    static EventMode mode(String topic, @Nullable String stored) {
        if (stored != null) {
            return "RPC".equals(stored) ? EventMode.RPC : EventMode.BROADCAST;
        }
        return topic.startsWith("rpc.") ? EventMode.RPC : EventMode.BROADCAST;
    }

    // A schema may also be true or false, and json.dumps() into a JSONB column makes it a text that holds the document
    static Optional<ObjectNode> document(@Nullable String text) {
        if (text == null) {
            return Optional.empty();
        }
        JsonNode tree = tree(text);
        if (tree.isTextual()) {
            tree = tree(tree.textValue());
        }
        if (tree.isBoolean()) {
            ObjectNode document = JSON.createObjectNode();
            return Optional.of(tree.booleanValue() ? document : document.set("not", JSON.createObjectNode()));
        }
        return tree instanceof ObjectNode document ? Optional.of(document) : Optional.empty();
    }

    private static JsonNode tree(String text) {
        try {
            return JSON.readTree(text);
        } catch (JsonProcessingException tooDeepOrNoJson) {
            return JSON.missingNode();
        }
    }

    /** When a TIMESTAMP is: all of them are in UTC. */
    static @Nullable Instant instant(@Nullable LocalDateTime stored) {
        return stored == null ? null : stored.toInstant(ZoneOffset.UTC);
    }

    static Instant instantOr(@Nullable LocalDateTime stored, Instant other) {
        return stored == null ? other : stored.toInstant(ZoneOffset.UTC);
    }

    /** An instant as a TIMESTAMP holds it. */
    static LocalDateTime timestamp(Instant instant) {
        return LocalDateTime.ofInstant(instant, ZoneOffset.UTC);
    }
}
