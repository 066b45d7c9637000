package io.saltbus.registry.internal.generate;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.saltbus.core.event.EventMode;
import io.saltbus.core.event.Version;
import io.saltbus.core.schema.SchemaStatus;
import io.saltbus.registry.generate.AsyncApiOptions;
import io.saltbus.registry.store.LiveHandler;
import io.saltbus.registry.store.PublisherRow;
import io.saltbus.registry.store.StoredSchema;
import java.net.URI;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** The parts of an AsyncAPI document, in the order of their names. */
public final class AsyncApiDocument {
    private static final String BINDING_VERSION = "0.3.0";

    private final AsyncApiOptions options;
    private final Map<String, List<StoredSchema>> topics = new TreeMap<>();
    private final Map<String, JsonNode> channels = new TreeMap<>();
    private final Map<String, JsonNode> operations = new TreeMap<>();
    private final Map<String, JsonNode> messages = new TreeMap<>();
    private final Map<String, JsonNode> schemas = new TreeMap<>();

    private AsyncApiDocument(AsyncApiOptions options) {
        this.options = options;
    }

    /** See {@link io.saltbus.registry.generate.AsyncApi#of}. */
    public static ObjectNode of(
            List<StoredSchema> schemas,
            List<PublisherRow> publishers,
            List<LiveHandler> handlers,
            AsyncApiOptions options) {
        var document = new AsyncApiDocument(options);
        schemas.stream()
                .sorted(Comparator.comparing(StoredSchema::topic).thenComparing(StoredSchema::version))
                .forEach(schema -> document.topics
                        .computeIfAbsent(schema.topic(), none -> new ArrayList<>())
                        .add(schema));
        document.topics.values().forEach(document::channel);
        document.operations(publishers, handlers);
        return document.written();
    }

    private ObjectNode written() {
        ObjectNode root = JsonNodeFactory.instance.objectNode();
        root.put("asyncapi", "3.0.0");
        root.putObject("info").put("title", options.title()).put("version", options.version());
        root.put("defaultContentType", "application/json");
        options.server().ifPresent(address -> server(root.putObject("servers").putObject("broker"), address));
        root.putObject("channels").setAll(channels);
        root.putObject("operations").setAll(operations);
        ObjectNode components = root.putObject("components");
        components.putObject("messages").setAll(messages);
        components.putObject("schemas").setAll(schemas);
        return root;
    }

    private static void server(ObjectNode server, String address) {
        URI uri = URI.create(address);
        boolean port = uri.getPort() >= 0;
        // never the user and the password that an address may carry
        server.put(
                "host",
                uri.getHost() == null ? "localhost" : port ? uri.getHost() + ":" + uri.getPort() : uri.getHost());
        server.put("protocol", "amqps".equals(uri.getScheme()) ? "amqps" : "amqp")
                .put("protocolVersion", "0.9.1");
        if (uri.getRawPath() != null && uri.getRawPath().length() > 1) {
            server.put("pathname", uri.getRawPath());
        }
    }

    private void channel(List<StoredSchema> versions) {
        String topic = versions.get(0).topic();
        boolean request = isRequest(versions);
        ObjectNode channel = JsonNodeFactory.instance.objectNode().put("address", topic);
        ObjectNode held = channel.putObject("messages");
        versions.forEach(version ->
                held.set(message(version, "payload", version.documents().payload()), messageReference(version)));
        channel.set("bindings", binding(request));
        channels.put(MovedSchema.key(topic), channel);
        if (request) {
            replyChannel(topic, versions);
        }
    }

    private static boolean isRequest(List<StoredSchema> versions) {
        return versions.get(versions.size() - 1).mode() == EventMode.RPC;
    }

    private ObjectNode binding(boolean request) {
        String exchange = request ? options.requestExchange() : options.exchange();
        ObjectNode bindings = JsonNodeFactory.instance.objectNode();
        ObjectNode amqp = bindings.putObject("amqp").put("is", "routingKey");
        amqp.putObject("exchange")
                .put("name", exchange)
                .put("type", request && !exchange.equals(options.exchange()) ? "direct" : "topic")
                .put("durable", true)
                .put("autoDelete", false);
        amqp.put("bindingVersion", BINDING_VERSION);
        return bindings;
    }

    private void replyChannel(String topic, List<StoredSchema> versions) {
        ObjectNode channel = JsonNodeFactory.instance.objectNode();
        channel.putNull("address");
        channel.put("description", "Where the answers to " + topic + " go: each caller has a place of its own.");
        ObjectNode held = channel.putObject("messages");
        for (StoredSchema version : versions) {
            part(held, version, "reply", version.documents().reply());
            part(held, version, "error", version.documents().error());
        }
        if (held.isEmpty()) {
            String name = MovedSchema.key(topic) + ".reply";
            messages.put(
                    name,
                    JsonNodeFactory.instance.objectNode().put("name", topic).put("title", topic + " reply"));
            held.set(name, reference("#/components/messages/" + name));
        }
        channels.put(MovedSchema.key(topic) + ".reply", channel);
    }

    private void part(ObjectNode held, StoredSchema version, String part, @Nullable ObjectNode schema) {
        if (schema != null) {
            String name = message(version, part, schema);
            held.set(name, reference("#/components/messages/" + name));
        }
    }

    private static String name(StoredSchema version) {
        return MovedSchema.key(version.topic()) + "." + version.version();
    }

    private static ObjectNode messageReference(StoredSchema version) {
        return reference("#/components/messages/" + name(version));
    }

    private static ObjectNode reference(String place) {
        return JsonNodeFactory.instance.objectNode().put("$ref", place);
    }

    private String message(StoredSchema version, String part, ObjectNode schema) {
        boolean payload = part.equals("payload");
        String name = payload ? name(version) : name(version) + "." + part;
        MovedSchema.into(schemas, name, schema);
        ObjectNode message = JsonNodeFactory.instance.objectNode().put("name", version.topic());
        String title = schema.path("title").textValue();
        message.put("title", title == null ? version.topic() + (payload ? "" : " " + part) : title);
        String description = schema.path("description").textValue();
        if (description != null) {
            message.put("description", description);
        }
        message.put("contentType", "application/json");
        MovedSchema.reference(message.putObject("payload"), name);
        message.put("x-version", version.version().toString());
        if (payload && version.status() != SchemaStatus.ACTIVE) {
            message.put("x-status", version.status().name().toLowerCase(Locale.ROOT));
            message.putArray("tags").addObject().put("name", "deprecated");
            if (version.record().deprecatedReason() != null) {
                message.put("x-status-reason", version.record().deprecatedReason());
            }
        }
        if (payload) {
            message.putObject("bindings")
                    .putObject("amqp")
                    .put("messageType", version.topic())
                    .put("bindingVersion", BINDING_VERSION);
        }
        messages.put(name, message);
        return name;
    }

    private void operations(List<PublisherRow> publishers, List<LiveHandler> handlers) {
        topics.forEach((topic, versions) -> {
            var senders = new TreeSet<String>();
            versions.stream()
                    .map(StoredSchema::publisher)
                    .filter(name -> !name.isEmpty())
                    .forEach(senders::add);
            publishers.stream()
                    .filter(row -> row.topic().equals(topic))
                    .map(PublisherRow::service)
                    .forEach(senders::add);
            senders.forEach(service -> operation("send", service, "", versions, versions));
            handlers.stream()
                    .filter(handler -> handler.patterns().stream().anyMatch(pattern -> pattern.matches(topic)))
                    .forEach(handler -> operation(
                            "receive",
                            handler.service(),
                            "." + handler.handler(),
                            versions,
                            taken(handler.versions(), versions)));
        });
    }

    /** The versions that a handler takes, of those that are stored. */
    private static List<StoredSchema> taken(String selector, List<StoredSchema> versions) {
        int blank = selector.indexOf(' ');
        if (blank < 0) {
            return versions;
        }
        Version least = Version.parse(selector.substring(blank + 1));
        boolean sameMajor = selector.startsWith("compatible ");
        return versions.stream()
                .filter(stored -> sameMajor
                        ? stored.version().compatibleWith(least)
                        : stored.version().compareTo(least) >= 0)
                .toList();
    }

    private void operation(
            String action, String service, String handler, List<StoredSchema> versions, List<StoredSchema> taken) {
        String topic = versions.get(0).topic();
        String channel = MovedSchema.key(topic);
        ObjectNode operation = JsonNodeFactory.instance.objectNode().put("action", action);
        operation.set("channel", reference("#/channels/" + channel));
        operation.put("title", service + (action.equals("send") ? " publishes " : " handles ") + topic);
        operation.putArray("tags").addObject().put("name", service);
        ArrayNode held = operation.putArray("messages");
        taken.forEach(version -> held.add(reference("#/channels/" + channel + "/messages/" + name(version))));
        if (isRequest(versions)) {
            ObjectNode reply = operation.putObject("reply");
            boolean celery = options.requestExchange().equals(options.exchange());
            reply.putObject("address").put("location", "$message.header#/" + (celery ? "id" : "salt-reply-to"));
            reply.set("channel", reference("#/channels/" + channel + ".reply"));
        }
        operations.put(MovedSchema.key(service + handler) + "." + action + "." + channel, operation);
    }
}
