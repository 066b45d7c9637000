package io.saltbus.registry.internal.http;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.saltbus.core.event.Version;
import io.saltbus.core.schema.Registration;
import io.saltbus.core.schema.SchemaDeclaration;
import io.saltbus.core.time.Scheduler;
import io.saltbus.registry.RegistryException;
import io.saltbus.registry.RegistryOptions;
import io.saltbus.registry.compatibility.CompatibilityMode;
import io.saltbus.registry.internal.http.RegistryClient.Timeouts;
import io.saltbus.registry.internal.wire.Fields;
import io.saltbus.registry.internal.wire.Json;
import io.saltbus.registry.internal.wire.PercentCode;
import io.saltbus.registry.internal.wire.ReportJson;
import io.saltbus.registry.internal.wire.SchemaJson;
import io.saltbus.registry.internal.wire.TopicJson;
import io.saltbus.registry.store.InstanceReport;
import io.saltbus.registry.store.LiveHandler;
import io.saltbus.registry.store.PublisherRow;
import io.saltbus.registry.store.SchemaQuery;
import io.saltbus.registry.store.SchemaStore;
import io.saltbus.registry.store.StoredSchema;
import io.saltbus.registry.store.TopicSummary;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpMethod;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Schemas in a registry that is reached over HTTP. */
public final class HttpSchemaStore implements SchemaStore {
    private static final Logger LOG = LoggerFactory.getLogger(HttpSchemaStore.class);
    private static final Duration OPERATION = Duration.ofSeconds(10);
    private static final Duration SILENCE = Duration.ofSeconds(45);
    /** What every server and proxy takes as an address; a longer question goes as a body. */
    private static final int LONGEST_URI = 2_000;

    private final Vertx vertx;
    private final Scheduler scheduler;
    private final RegistryClient client;
    private final Set<ChangeFeed> feeds = ConcurrentHashMap.newKeySet();
    private volatile boolean closed;

    private HttpSchemaStore(Vertx vertx, Scheduler scheduler, RegistryClient client) {
        this.vertx = vertx;
        this.scheduler = scheduler;
        this.client = client;
    }

    /**
     * Checks an address without contacting it.
     *
     * @throws IllegalArgumentException naming what is wrong with it
     */
    public static void requireAddress(String url) {
        Address.parse(url);
    }

    /**
     * Checks that a key can be sent.
     *
     * @throws IllegalArgumentException without quoting it
     */
    public static void requireKey(String apiKey) {
        if (apiKey.isEmpty() || apiKey.chars().anyMatch(sign -> sign <= ' ' || sign > '~')) {
            throw new IllegalArgumentException("the API key must be signs of ASCII without blanks, at least one");
        }
    }

    /** The store at an address; nothing is contacted yet. */
    public static HttpSchemaStore at(
            Vertx vertx, String url, String apiKey, Scheduler scheduler, RegistryOptions options) {
        return at(
                vertx,
                url,
                apiKey,
                scheduler,
                new Timeouts(OPERATION, SILENCE, options.retryInterval()),
                UnaryOperator.identity());
    }

    static HttpSchemaStore at(
            Vertx vertx,
            String url,
            String apiKey,
            Scheduler scheduler,
            Timeouts timeouts,
            UnaryOperator<HttpClientOptions> adjusted) {
        requireKey(apiKey);
        Address address = Address.parse(url);
        if (address.inTheClear()) {
            LOG.warn(
                    "registry_key_in_the_clear registry={}: everyone on the way reads the API key; use https",
                    address.text());
        }
        return new HttpSchemaStore(
                vertx, scheduler, new RegistryClient(vertx, address, apiKey, scheduler, timeouts, adjusted));
    }

    @Override
    public Future<List<Registration>> register(List<SchemaDeclaration> declarations, Caller service) {
        ObjectNode body = Json.object();
        body.set("schemas", Json.array(declarations, SchemaJson::of));
        body.put("publisher_version", service.version());
        return client.ask(HttpMethod.POST, "/schemas", body, json -> {
            List<Registration> answers = json.objects("results", SchemaJson::registration);
            if (answers.size() != declarations.size()) {
                throw new IllegalArgumentException(answers.size() + " answers to " + declarations.size() + " schemas");
            }
            return answers;
        });
    }

    @Override
    public Future<List<StoredSchema>> find(SchemaQuery query) {
        return search("/schemas", query, json -> json.objects("schemas", SchemaJson::stored));
    }

    @Override
    public Future<List<TopicSummary>> topics(SchemaQuery query) {
        return search("/topics", query, json -> json.objects("topics", TopicJson::summary));
    }

    @SuppressWarnings("unchecked") // the same address is always read by the same form
    private <T> Future<List<T>> search(String path, SchemaQuery query, Function<Fields, List<T>> form) {
        if (query.patterns().isEmpty()) {
            return Future.succeededFuture(List.of()); // in an address, no pattern stands for all
        }
        String uri = path + "?limit=" + query.limit()
                + query.text().map(text -> "&text=" + PercentCode.encode(text)).orElse("")
                + query.patterns().stream()
                        .map(pattern -> "&topic=" + PercentCode.encode(pattern.text()))
                        .collect(Collectors.joining());
        return uri.length() > LONGEST_URI
                ? client.ask(HttpMethod.POST, path + "/search", TopicJson.of(query), form)
                : client.get(uri, List.class, form::apply).map(found -> (List<T>) found);
    }

    @Override
    public Future<List<PublisherRow>> publishers(String topic) {
        return client.ask(
                HttpMethod.GET,
                of(topic) + "/publishers",
                null,
                json -> json.objects("publishers", TopicJson::publisher));
    }

    @Override
    public Future<List<LiveHandler>> liveHandlers(String topic) {
        return client.ask(
                HttpMethod.GET, of(topic) + "/handlers", null, json -> json.objects("handlers", TopicJson::handler));
    }

    @Override
    public Future<Void> deprecate(String topic, Version version, String reason, Caller who) {
        return change(
                HttpMethod.POST,
                of(topic, version) + "/deprecate",
                Json.object().put("reason", reason));
    }

    @Override
    public Future<Void> retire(String topic, Version version, boolean force, Caller who) {
        return change(
                HttpMethod.POST, of(topic, version) + "/retire", Json.object().put("force", force));
    }

    @Override
    public Future<Void> restore(String topic, Version version, Caller who) {
        return change(HttpMethod.POST, of(topic, version) + "/restore", null);
    }

    @Override
    public Future<Void> setCompatibility(String topic, CompatibilityMode mode, Caller who) {
        return change(
                HttpMethod.PUT, of(topic) + "/compatibility", Json.object().put("mode", mode.name()));
    }

    @Override
    public Future<Void> report(InstanceReport report) {
        return change(HttpMethod.POST, "/reports", ReportJson.of(report));
    }

    private Future<Void> change(HttpMethod method, String uri, @Nullable ObjectNode body) {
        return client.ask(method, uri, body, json -> json).mapEmpty();
    }

    private static String of(String topic) {
        return "/schemas/" + PercentCode.encode(topic);
    }

    private static String of(String topic, Version version) {
        return of(topic) + "/versions/" + version;
    }

    @Override
    public Future<Watch> watch(Consumer<String> changed) {
        if (closed) {
            RegistryException gone = client.gone();
            return Future.failedFuture(gone);
        }
        return ChangeFeed.open(client, scheduler, vertx.getOrCreateContext(), changed, feeds::add, feeds::remove);
    }

    @Override
    public Future<Void> close() {
        closed = true;
        return Future.join(feeds.stream().map(ChangeFeed::close).toList()).transform(done -> client.close());
    }
}
