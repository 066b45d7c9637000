package io.saltbus.registry.internal.wire;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.saltbus.core.event.EventMode;
import io.saltbus.core.event.Topic;
import io.saltbus.core.schema.EventSchemas;
import io.saltbus.core.schema.Registration;
import io.saltbus.core.schema.Schema;
import io.saltbus.core.schema.SchemaDeclaration;
import io.saltbus.core.schema.SchemaStatus;
import io.saltbus.registry.store.StoredSchema;
import io.saltbus.registry.store.StoredSchema.Documents;
import io.saltbus.registry.store.StoredSchema.Entry;
import java.time.Instant;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Schemas as JSON. The names of the fields are those that celery-salt uses where it has them. */
public final class SchemaJson {
    private static final String REPLY = "response_schema";
    private static final String ERROR = "error_schema";

    private SchemaJson() {}

    /** What a service declares. */
    public static ObjectNode of(SchemaDeclaration declared) {
        EventSchemas schemas = declared.schemas();
        ObjectNode json = head(declared.topic(), declared.version().toString(), declared.mode());
        json.set("schema", schemas.payload().document());
        putSchema(json, REPLY, schemas.reply());
        putSchema(json, ERROR, schemas.error());
        return json.put("publisher", declared.publisher()).put("source", declared.source());
    }

    private static ObjectNode head(String topic, String version, EventMode mode) {
        return Json.object().put("topic", topic).put("version", version).put("mode", lower(mode));
    }

    private static void putSchema(ObjectNode json, String name, @Nullable Schema schema) {
        if (schema != null) {
            json.set(name, schema.document());
        }
    }

    /**
     * What a service declares, compiled.
     *
     * @param otherwise the publisher where it names none
     * @throws IllegalArgumentException naming the field that is wrong
     * @throws io.saltbus.core.failure.ConfigurationException naming what is wrong with a schema
     */
    public static SchemaDeclaration declaration(Fields fields, String otherwise) {
        ObjectNode reply = fields.objectOrNull(REPLY);
        ObjectNode error = fields.objectOrNull(ERROR);
        String publisher = fields.text("publisher", otherwise);
        if (publisher.isBlank() || publisher.length() > 255) {
            throw new IllegalArgumentException("field \"publisher\" must be a name of 1 to 255 signs");
        }
        return new SchemaDeclaration(
                Topic.check(fields.text("topic")),
                fields.version("version"),
                fields.mode("mode"),
                new EventSchemas(
                        Schema.of(fields.object("schema")),
                        reply == null ? null : Schema.of(reply),
                        error == null ? null : Schema.of(error)),
                publisher,
                fields.text("source", "HTTP"));
    }

    /** An answer. */
    public static ObjectNode of(Registration answer) {
        return Json.object()
                .put("topic", answer.topic())
                .put("version", answer.version().toString())
                .put("created", answer.status() == Registration.Status.REGISTERED)
                .put("status", lower(answer.status()))
                .put("detail", answer.detail());
    }

    /** Reads an answer. */
    public static Registration registration(Fields fields) {
        return new Registration(
                fields.text("topic"),
                fields.version("version"),
                fields.constant("status", Registration.Status.class),
                fields.text("detail", ""));
    }

    /** A stored version. */
    public static ObjectNode of(StoredSchema stored) {
        Entry entry = stored.record();
        ObjectNode json = head(stored.topic(), stored.version().toString(), stored.mode());
        json.set("schema", stored.documents().payload());
        json.set(REPLY, stored.documents().reply());
        json.set(ERROR, stored.documents().error());
        return json.put("publisher", stored.publisher())
                .put("description", entry.description())
                .put("publisher_version", entry.publisherVersion())
                .put("created_at", entry.createdAt().toString())
                .put("created_by", entry.createdBy())
                .put("status", lower(entry.status()))
                .put("is_active", entry.status() != SchemaStatus.RETIRED)
                .put("deprecated_at", text(entry.deprecatedAt()))
                .put("deprecated_reason", entry.deprecatedReason());
    }

    /** Reads a stored version. */
    public static StoredSchema stored(Fields fields) {
        return new StoredSchema(
                fields.text("topic"),
                fields.version("version"),
                fields.mode("mode"),
                new Documents(fields.object("schema"), fields.objectOrNull(REPLY), fields.objectOrNull(ERROR)),
                fields.text("publisher"),
                new Entry(
                        fields.textOrNull("description"),
                        fields.textOrNull("publisher_version"),
                        fields.instant("created_at"),
                        fields.textOrNull("created_by"),
                        fields.constant("status", SchemaStatus.class),
                        fields.instantOrNull("deprecated_at"),
                        fields.textOrNull("deprecated_reason")));
    }

    static @Nullable String text(@Nullable Instant instant) {
        return instant == null ? null : instant.toString();
    }

    static String lower(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT);
    }
}
