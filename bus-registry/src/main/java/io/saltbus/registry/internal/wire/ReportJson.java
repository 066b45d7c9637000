package io.saltbus.registry.internal.wire;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.saltbus.core.schema.Schema;
import io.saltbus.core.schema.SubscriberDeclaration;
import io.saltbus.registry.store.InstanceReport;
import io.saltbus.registry.store.InstanceReport.Handled;
import io.saltbus.registry.store.InstanceReport.Published;
import java.util.UUID;

/** What processes say of themselves, as JSON. */
public final class ReportJson {
    private ReportJson() {}

    /** A report. */
    public static ObjectNode of(InstanceReport report) {
        ObjectNode json = Json.object()
                .put("instance", report.instance().toString())
                .put("service", report.service())
                .put("service_version", report.serviceVersion())
                .put("at", report.at().toString());
        json.set("handlers", Json.array(report.handlers(), ReportJson::of));
        json.set("published", Json.array(report.published(), ReportJson::of));
        json.set("handled", Json.array(report.handled(), ReportJson::of));
        return json;
    }

    private static ObjectNode of(SubscriberDeclaration handler) {
        ObjectNode json = Json.object().put("handler", handler.handler()).put("source", handler.source());
        json.set("patterns", Json.texts(handler.patterns()));
        json.put("versions", handler.versions()).put("mode", SchemaJson.lower(handler.mode()));
        Schema view = handler.view();
        json.set("view", view == null ? null : view.document());
        return json;
    }

    private static ObjectNode of(Published published) {
        return Json.object()
                .put("topic", published.topic())
                .put("version", published.version().toString())
                .put("count", published.count())
                .put("last_at", published.lastAt().toString());
    }

    private static ObjectNode of(Handled handled) {
        var version = handled.version();
        return Json.object()
                .put("handler", handled.handler())
                .put("topic", handled.topic())
                .put("version", version == null ? null : version.toString())
                .put("count", handled.count());
    }

    /** Reads a report. */
    public static InstanceReport report(Fields fields) {
        return new InstanceReport(
                UUID.fromString(fields.text("instance")),
                fields.text("service"),
                fields.textOrNull("service_version"),
                fields.instant("at"),
                fields.objects("handlers", ReportJson::handler),
                fields.objects("published", ReportJson::published),
                fields.objects("handled", ReportJson::handled));
    }

    private static SubscriberDeclaration handler(Fields fields) {
        ObjectNode view = fields.objectOrNull("view");
        return new SubscriberDeclaration(
                fields.text("handler"),
                fields.text("source", ""),
                fields.patterns("patterns"),
                fields.text("versions", "latest"),
                fields.mode("mode"),
                view == null ? null : Schema.of(view));
    }

    private static Published published(Fields fields) {
        return new Published(
                fields.text("topic"), fields.version("version"), positive(fields), fields.instant("last_at"));
    }

    private static Handled handled(Fields fields) {
        return new Handled(
                fields.text("handler"), fields.text("topic"), fields.versionOrNull("version"), positive(fields));
    }

    private static long positive(Fields fields) {
        long count = fields.number("count");
        if (count < 1) {
            throw new IllegalArgumentException("field \"count\" must be 1 or more, was " + count);
        }
        return count;
    }
}
