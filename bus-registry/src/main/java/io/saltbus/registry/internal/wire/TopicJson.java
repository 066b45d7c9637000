package io.saltbus.registry.internal.wire;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.saltbus.core.event.Version;
import io.saltbus.registry.compatibility.CompatibilityMode;
import io.saltbus.registry.store.LiveHandler;
import io.saltbus.registry.store.PublisherRow;
import io.saltbus.registry.store.SchemaQuery;
import io.saltbus.registry.store.TopicSummary;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Topics, those who publish and handle them, and the question for them, as JSON. */
public final class TopicJson {
    private TopicJson() {}

    /** One line of a topic. */
    public static ObjectNode of(TopicSummary line) {
        ObjectNode json = Json.object()
                .put("topic", line.topic())
                .put("mode", SchemaJson.lower(line.mode()))
                .put("compatibility", line.compatibility().name());
        json.set("versions", Json.texts(line.versions()));
        json.put("latest", text(line.latest()));
        json.set("publishers", Json.texts(line.publishers()));
        json.set("subscribers", Json.texts(line.subscribers()));
        return json.put("last_published_at", SchemaJson.text(line.lastPublished()));
    }

    private static @Nullable String text(@Nullable Version version) {
        return version == null ? null : version.toString();
    }

    /** Reads one line of a topic. */
    public static TopicSummary summary(Fields fields) {
        return new TopicSummary(
                fields.text("topic"),
                fields.mode("mode"),
                CompatibilityMode.parse(fields.text("compatibility")),
                fields.texts("versions", Version::parse),
                fields.versionOrNull("latest"),
                fields.texts("publishers", name -> name),
                fields.texts("subscribers", name -> name),
                fields.instantOrNull("last_published_at"));
    }

    /** Who publishes a topic. */
    public static ObjectNode of(PublisherRow row) {
        return Json.object()
                .put("topic", row.topic())
                .put("service", row.service())
                .put("service_version", row.serviceVersion())
                .put("last_published_at", SchemaJson.text(row.lastPublishedAt()))
                .put("publish_count", row.count());
    }

    /** Reads who publishes a topic. */
    public static PublisherRow publisher(Fields fields) {
        return new PublisherRow(
                fields.text("topic"),
                fields.text("service"),
                fields.textOrNull("service_version"),
                fields.instantOrNull("last_published_at"),
                fields.number("publish_count"));
    }

    /** A handler that runs. */
    public static ObjectNode of(LiveHandler handler) {
        ObjectNode json = Json.object()
                .put("service", handler.service())
                .put("service_version", handler.serviceVersion())
                .put("handler", handler.handler());
        json.set("patterns", Json.texts(handler.patterns()));
        json.put("versions", handler.versions()).put("mode", SchemaJson.lower(handler.mode()));
        json.set("view", handler.view());
        return json.put("instances", handler.instances())
                .put("seen_at", handler.seenAt().toString());
    }

    /** Reads a handler that runs. */
    public static LiveHandler handler(Fields fields) {
        return new LiveHandler(
                fields.text("service"),
                fields.textOrNull("service_version"),
                fields.text("handler"),
                fields.patterns("patterns"),
                fields.text("versions"),
                fields.mode("mode"),
                fields.objectOrNull("view"),
                fields.integer("instances"),
                fields.instant("seen_at"));
    }

    /** A question. */
    public static ObjectNode of(SchemaQuery query) {
        ObjectNode json = Json.object();
        json.set("topic", Json.texts(query.patterns()));
        query.text().ifPresent(text -> json.put("text", text));
        return json.put("limit", query.limit());
    }

    /** Reads a question. */
    public static SchemaQuery query(Fields fields) {
        return new SchemaQuery(
                fields.patterns("topic"), Optional.ofNullable(fields.textOrNull("text")), fields.integer("limit"));
    }
}
