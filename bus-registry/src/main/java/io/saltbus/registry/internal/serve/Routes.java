package io.saltbus.registry.internal.serve;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.saltbus.core.event.Version;
import io.saltbus.core.schema.Registration;
import io.saltbus.core.schema.SchemaDeclaration;
import io.saltbus.core.schema.SchemaStatus;
import io.saltbus.registry.RegistryException;
import io.saltbus.registry.compatibility.CompatibilityMode;
import io.saltbus.registry.http.ApiKey.Right;
import io.saltbus.registry.internal.wire.Fields;
import io.saltbus.registry.internal.wire.Json;
import io.saltbus.registry.internal.wire.ReportJson;
import io.saltbus.registry.internal.wire.SchemaJson;
import io.saltbus.registry.internal.wire.TopicJson;
import io.saltbus.registry.store.SchemaQuery;
import io.saltbus.registry.store.SchemaStore;
import io.saltbus.registry.store.StoredSchema;
import io.vertx.core.Future;
import io.vertx.core.http.HttpMethod;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/** Everything that can be asked, but for the stream of changes. */
final class Routes {
    /** How many schemas one request may bring. */
    private static final int MOST_AT_ONCE = 5_000;

    private final SchemaStore store;

    Routes(SchemaStore store) {
        this.store = store;
    }

    List<Route> all() {
        return List.of(
                Route.of(HttpMethod.POST, "/schemas", Right.WRITE, this::register),
                Route.of(HttpMethod.GET, "/schemas", Right.READ, call -> find(call.query())),
                Route.of(HttpMethod.POST, "/schemas/search", Right.READ, call -> find(TopicJson.query(call.fields()))),
                Route.of(HttpMethod.GET, "/schemas/{topic}", Right.READ, this::one),
                Route.of(
                        HttpMethod.GET,
                        "/schemas/{topic}/versions",
                        Right.READ,
                        call -> find(SchemaQuery.topic(call.topic()))),
                Route.of(HttpMethod.GET, "/schemas/{topic}/publishers", Right.READ, this::publishers),
                Route.of(HttpMethod.GET, "/schemas/{topic}/handlers", Right.READ, this::handlers),
                Route.of(HttpMethod.PUT, "/schemas/{topic}/compatibility", Right.ADMIN, this::setCompatibility),
                Route.of(
                        HttpMethod.POST, "/schemas/{topic}/versions/{version}/deprecate", Right.ADMIN, this::deprecate),
                Route.of(HttpMethod.POST, "/schemas/{topic}/versions/{version}/retire", Right.ADMIN, this::retire),
                Route.of(HttpMethod.POST, "/schemas/{topic}/versions/{version}/restore", Right.ADMIN, this::restore),
                Route.of(HttpMethod.GET, "/topics", Right.READ, call -> topics(call.query())),
                Route.of(HttpMethod.POST, "/topics/search", Right.READ, call -> topics(TopicJson.query(call.fields()))),
                Route.of(HttpMethod.POST, "/reports", Right.WRITE, this::report));
    }

    private Future<ObjectNode> register(Call call) {
        return call.body().has("schemas") ? registerAll(call) : registerOne(call);
    }

    private Future<ObjectNode> registerAll(Call call) {
        Fields fields = call.fields();
        String publisher = fields.text("publisher", call.key().name());
        List<SchemaDeclaration> declared = fields.objects("schemas", each -> SchemaJson.declaration(each, publisher));
        if (declared.size() > MOST_AT_ONCE) {
            throw Problem.of(
                    413,
                    "too_large",
                    "the request brings " + declared.size() + " schemas: at most " + MOST_AT_ONCE
                            + " are taken at once");
        }
        return store.register(declared, call.caller(fields.textOrNull("publisher_version")))
                .map(answers -> Json.object().set("results", Json.array(answers, SchemaJson::of)));
    }

    private Future<ObjectNode> registerOne(Call call) {
        Fields fields = call.fields();
        SchemaDeclaration declared = SchemaJson.declaration(fields, call.key().name());
        return store.register(List.of(declared), call.caller(fields.textOrNull("publisher_version")))
                .compose(answers -> withExisting(answers.get(0), declared));
    }

    /**
     * A client of celery-salt compares the existing schema with its own, word by word, and calls any difference a conflict. So where both mean
     * the same, it hears its own words.
     */
    private Future<ObjectNode> withExisting(Registration answer, SchemaDeclaration declared) {
        ObjectNode json = SchemaJson.of(answer);
        return switch (answer.status()) {
            case IDENTICAL ->
                Future.succeededFuture(
                        json.set("existing_schema", declared.schema().document()));
            case CONFLICT ->
                find(answer.topic(), stored -> stored.version().equals(answer.version()))
                        .map(found -> json.set(
                                "existing_schema",
                                found.map(stored -> stored.documents().payload())
                                        .orElse(null)));
            case REGISTERED, PENDING, INCOMPATIBLE -> Future.succeededFuture(json.putNull("existing_schema"));
        };
    }

    private Future<Optional<StoredSchema>> find(String topic, Predicate<StoredSchema> wanted) {
        return store.find(SchemaQuery.topic(topic))
                .map(versions -> versions.stream().filter(wanted).max(Comparator.comparing(StoredSchema::version)));
    }

    private Future<ObjectNode> one(Call call) {
        String topic = call.topic();
        String wanted = Optional.ofNullable(call.parameters().get("version")).orElse("latest");
        if (wanted.equals("latest")) {
            return find(topic, stored -> stored.status() != SchemaStatus.RETIRED)
                    .map(found -> present(found, topic));
        }
        Version version = Version.parse(wanted);
        return find(topic, stored -> stored.version().equals(version))
                .map(found -> present(found, topic + " " + version));
    }

    private static ObjectNode present(Optional<StoredSchema> found, String what) {
        return found.map(SchemaJson::of).orElseThrow(() -> new RegistryException.Unknown(what));
    }

    private Future<ObjectNode> find(SchemaQuery query) {
        return store.find(query)
                .map(found -> Json.object()
                        .put("truncated", found.size() == query.limit())
                        .set("schemas", Json.array(found, SchemaJson::of)));
    }

    private Future<ObjectNode> topics(SchemaQuery query) {
        return store.topics(query)
                .map(found -> Json.object()
                        .put("truncated", found.size() == query.limit())
                        .set("topics", Json.array(found, TopicJson::of)));
    }

    private Future<ObjectNode> publishers(Call call) {
        return store.publishers(call.topic())
                .map(rows -> Json.object().set("publishers", Json.array(rows, TopicJson::of)));
    }

    private Future<ObjectNode> handlers(Call call) {
        return store.liveHandlers(call.topic())
                .map(live -> Json.object().set("handlers", Json.array(live, TopicJson::of)));
    }

    private Future<ObjectNode> setCompatibility(Call call) {
        CompatibilityMode mode = CompatibilityMode.parse(call.fields().text("mode"));
        return done(store.setCompatibility(call.topic(), mode, call.caller(null)));
    }

    private Future<ObjectNode> deprecate(Call call) {
        String reason = call.fields().text("reason");
        return done(store.deprecate(call.topic(), call.version(), reason, call.caller(null)));
    }

    private Future<ObjectNode> retire(Call call) {
        boolean force = call.fields().flag("force");
        return done(store.retire(call.topic(), call.version(), force, call.caller(null)));
    }

    private Future<ObjectNode> restore(Call call) {
        return done(store.restore(call.topic(), call.version(), call.caller(null)));
    }

    private Future<ObjectNode> report(Call call) {
        return done(store.report(ReportJson.report(call.fields())));
    }

    private static Future<ObjectNode> done(Future<Void> change) {
        return change.map(nothing -> Json.object());
    }
}
