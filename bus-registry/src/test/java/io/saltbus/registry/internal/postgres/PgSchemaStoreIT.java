package io.saltbus.registry.internal.postgres;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.saltbus.core.event.EventMode;
import io.saltbus.core.event.TopicPattern;
import io.saltbus.core.event.Version;
import io.saltbus.core.schema.EventSchemas;
import io.saltbus.core.schema.Registration;
import io.saltbus.core.schema.Registration.Status;
import io.saltbus.core.schema.Schema;
import io.saltbus.core.schema.SchemaDeclaration;
import io.saltbus.core.schema.SchemaStatus;
import io.saltbus.core.schema.SubscriberDeclaration;
import io.saltbus.registry.RegistryException;
import io.saltbus.registry.RegistryOptions;
import io.saltbus.registry.compatibility.CompatibilityMode;
import io.saltbus.registry.store.InstanceReport;
import io.saltbus.registry.store.PublisherRow;
import io.saltbus.registry.store.SchemaQuery;
import io.saltbus.registry.store.SchemaStore;
import io.saltbus.registry.store.SchemaStore.Caller;
import io.saltbus.registry.store.StoredSchema;
import io.saltbus.registry.store.TopicSummary;
import io.saltbus.testkit.service.PostgresService;
import io.saltbus.testkit.service.WithServices;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What PostgreSQL adds to the contract of all stores. */
@WithServices
class PgSchemaStoreIT extends PgBench {
    private String url;
    private SchemaStore store;

    @BeforeEach
    void database(PostgresService postgres) throws Exception {
        url = freshDatabase(postgres);
        store = store(url);
    }

    private Registration register(SchemaDeclaration declared) throws Exception {
        return get(store.register(List.of(declared), ORDERS)).get(0);
    }

    private StoredSchema only(String topic) throws Exception {
        List<StoredSchema> found = get(store.find(SchemaQuery.topic(topic)));
        assertThat(found).hasSize(1);
        return found.get(0);
    }

    @Test
    void rowsHoldWhatPythonExpects() throws Exception {
        Schema schema = Schema.of(json("{'title':'Order','description':'An order.','type':'object','properties':{"
                + "'id':{'type':'integer','description':'its number'},"
                + "'mail':{'anyOf':[{'type':'string','format':'email'},{'type':'null'}]},"
                + "'to':{'$ref':'#/$defs/Address'},"
                + "'lines':{'type':'array','items':{'type':'object','properties':{'sku':{'type':'string'}}}}},"
                + "'required':['id'],'$defs':{'Address':{'type':'object','properties':{'zip':{'type':'string'}},"
                + "'required':['zip']}}}"));

        register(declared("order.created", "v1", schema));

        assertThat(rows(
                        url,
                        "SELECT topic, version, description, publisher_service, publisher_version, created_by, is_active,"
                                + " deprecated_at, saltbus_mode, schema->>'title' FROM celerysalt_schemas"))
                .containsExactly("order.created|v1|An order.|orders|2.1.0|orders|t|null|BROADCAST|Order");
        assertThat(rows(
                        url,
                        "SELECT field_name, field_type, is_required, description, format FROM celerysalt_schema_fields"
                                + " ORDER BY field_name"))
                .containsExactly(
                        "id|integer|t|its number|null",
                        "lines|array[object]|f|null|null",
                        "lines.sku|string|f|null|null",
                        "mail|string|f|null|email",
                        "to|object|f|null|null",
                        "to.zip|string|t|null|null");
        assertThat(rows(
                        url,
                        "SELECT topic, service_name, service_version, last_published_at, publish_count FROM"
                                + " celerysalt_publishers"))
                .containsExactly("order.created|orders|2.1.0|null|0");
    }

    @Test
    void timesAreUtcWhateverTheServersZone(PostgresService postgres) throws Exception {
        sql(url, "ALTER DATABASE " + url.replaceFirst(".*/", "") + " SET timezone = 'Pacific/Auckland'");
        SchemaStore far = store(url);
        Instant before = Instant.now();

        get(far.register(List.of(declared("a", "v1", field("id", "integer"))), ORDERS));
        get(far.deprecate("a", Version.parse("v1"), "old", ORDERS));
        get(far.setCompatibility("a", CompatibilityMode.NONE, ORDERS));
        get(far.report(report(1, 1)));

        StoredSchema.Entry entry = only("a").record();
        assertThat(entry.createdAt()).isCloseTo(before, within(1, ChronoUnit.MINUTES));
        assertThat(entry.deprecatedAt()).isCloseTo(before, within(1, ChronoUnit.MINUTES));
        assertThat(get(far.publishers("a")).get(0).lastPublishedAt()).isEqualTo(Instant.parse("2026-03-29T02:30:01Z"));
        // as Python reads them: without a zone, taken for UTC
        for (String column : List.of(
                "created_at FROM celerysalt_schemas",
                "deprecated_at FROM celerysalt_schemas",
                "registered_at FROM celerysalt_subscribers",
                "happened_at FROM saltbus_audit",
                "seen_at FROM saltbus_instances",
                "changed_at FROM saltbus_topics")) {
            for (String time :
                    rows(url, "SELECT to_char(" + column.replaceFirst(" ", ", 'YYYY-MM-DD\"T\"HH24:MI:SS\"Z\"') "))) {
                assertThat(Instant.parse(time)).as(column).isCloseTo(before, within(1, ChronoUnit.MINUTES));
            }
        }
    }

    @Test
    void whatPythonWritesIsReadAndAnsweredFor() throws Exception {
        get(store.find(SchemaQuery.all()));
        // as a service of Python does it: the columns it knows, UTC without a zone
        sql(
                url,
                "INSERT INTO celerysalt_schemas (topic, version, schema, publisher_service, created_at) VALUES"
                        + " ('rpc.sum', 'v1', '{\"type\":\"object\",\"properties\":{\"a\":{\"type\":\"integer\"}}}', 'py',"
                        + " '2026-10-25 00:30:00'), ('text', 'v1', '\"{\\\"type\\\": \\\"object\\\"}\"', NULL, NULL),"
                        + " ('open', 'v1', 'true', 'py', NOW()), ('shut', 'v1', 'false', 'py', NOW()),"
                        + " ('none', 'v1', '[1]', 'py', NOW()), ('odd', '1.0', '{}', 'py', NOW()),"
                        + " ('broken', 'v1', '{\"type\":\"nonsense\"}', 'py', NOW())");

        assertThat(only("rpc.sum").mode()).isEqualTo(EventMode.RPC);
        assertThat(only("rpc.sum").record().createdAt()).isEqualTo("2026-10-25T00:30:00Z");
        assertThat(only("text").documents().payload()).isEqualTo(json("{'type':'object'}"));
        assertThat(only("text").publisher()).isEqualTo("unknown");
        assertThat(only("text").record().createdAt()).isEqualTo(Instant.EPOCH);
        assertThat(only("open").documents().payload()).isEmpty();
        assertThat(only("shut").documents().payload()).isEqualTo(json("{'not':{}}"));
        assertThat(get(store.find(SchemaQuery.topic("odd")))).isEmpty();
        assertThat(get(store.topics(SchemaQuery.all())))
                .extracting(TopicSummary::topic)
                .containsExactly("broken", "none", "open", "rpc.sum", "shut", "text");

        Registration none = register(declared("none", "v1", field("id", "integer")));
        assertThat(none.status()).isEqualTo(Status.CONFLICT);
        assertThat(none.detail()).contains("no JSON Schema");
        Registration broken = register(declared("broken", "v1", field("id", "integer")));
        assertThat(broken.status()).isEqualTo(Status.CONFLICT);
        assertThat(broken.detail()).contains("service py", "no valid JSON Schema", "/type");
        var sum = new EventSchemas(
                Schema.of(json("{'type':'object','properties':{'a':{'type':'integer'}}}")),
                field("sum", "integer"),
                field("code", "string"));
        assertThat(register(declared("rpc.sum", "v1", EventMode.RPC, sum, "java"))
                        .status())
                .isEqualTo(Status.IDENTICAL);
        assertThat(only("rpc.sum").documents().reply())
                .isEqualTo(field("sum", "integer").document());
        assertThat(only("rpc.sum").documents().error())
                .isEqualTo(field("code", "string").document());
        assertThat(only("rpc.sum").publisher()).isEqualTo("py");
        assertThat(get(store.publishers("rpc.sum")))
                .extracting(PublisherRow::service)
                .containsExactly("java");
    }

    @Test
    void whoeverWritesASchemaIsHeard() throws Exception {
        var told = new LinkedBlockingQueue<String>();
        get(store.watch(told::add));

        sql(url, "INSERT INTO celerysalt_schemas (topic, version, schema) VALUES ('of.python', 'v1', '{}')");
        assertThat(told.poll(30, TimeUnit.SECONDS)).isEqualTo("of.python");
        sql(url, "UPDATE celerysalt_schemas SET is_active = FALSE");
        assertThat(told.poll(30, TimeUnit.SECONDS)).isEqualTo("of.python");
        sql(url, "DELETE FROM celerysalt_schemas");
        assertThat(told.poll(30, TimeUnit.SECONDS)).isEqualTo("of.python");
        sql(url, "UPDATE celerysalt_publishers SET publish_count = 1");
        get(store.register(
                List.of(declared("a", "v1", field("id", "integer")), declared("b", "v1", field("id", "integer"))),
                ORDERS));
        assertThat(List.of(told.take(), told.take())).containsExactly("a", "b");
    }

    @Test
    void moreTopicsThanANotificationTakesAreToldAsAny() throws Exception {
        var told = new LinkedBlockingQueue<String>();
        get(store.watch(told::add));

        get(store.register(
                IntStream.range(0, 100)
                        .mapToObj(number -> declared("x".repeat(150) + "." + number, "v1", field("id", "integer")))
                        .toList(),
                ORDERS));

        assertThat(told.poll(30, TimeUnit.SECONDS)).isEqualTo("#");
        assertThat(get(store.topics(SchemaQuery.all()))).hasSize(100);
    }

    @Test
    void whatAColumnCannotHoldIsRefusedBeforeAnythingIsWritten() throws Exception {
        SchemaDeclaration good = declared("good", "v1", field("id", "integer"));

        assertFails(
                store.register(List.of(good, declared("t".repeat(256), "v1", field("id", "integer"))), ORDERS),
                RegistryException.Refused.class,
                "topic \"tttt",
                "256 characters",
                "255");
        assertFails(
                store.register(
                        List.of(good, declared("a", "v1", EventMode.BROADCAST, good.schemas(), "s".repeat(256))),
                        ORDERS),
                RegistryException.Refused.class,
                "service name");
        assertFails(
                store.register(
                        List.of(good, declared("nul", "v1", Schema.of(json("{'description':'\\u0000'}")))), ORDERS),
                RegistryException.Refused.class,
                "nul v1",
                "U+0000");
        assertThat(get(store.find(SchemaQuery.all()))).isEmpty();
        assertThat(get(store.publishers("good"))).isEmpty();
        assertThat(register(declared("nul", "v1", Schema.of(json("{'description':'\\\\u0000'}"))))
                        .status())
                .isEqualTo(Status.REGISTERED);
        assertThat(get(store.register(List.of(good), new Caller("n".repeat(300), "v".repeat(99))))
                        .get(0)
                        .status())
                .isEqualTo(Status.REGISTERED);
    }

    @Test
    void publishersKeepTheirCountAndTheirNewestVersion() throws Exception {
        register(declared("a", "v1", field("id", "integer")));
        get(store.report(report(1, 5)));

        get(store.register(List.of(declared("a", "v1", field("id", "integer"))), new Caller("orders", "2.2.0")));
        assertThat(get(store.publishers("a")).get(0).count()).isEqualTo(5);
        assertThat(get(store.publishers("a")).get(0).serviceVersion()).isEqualTo("2.2.0");
        get(store.register(List.of(declared("a", "v1", field("id", "integer"))), new Caller("orders", null)));
        assertThat(get(store.publishers("a")).get(0).serviceVersion()).isEqualTo("2.2.0");
    }

    private static final UUID INSTANCE = UUID.randomUUID();

    private static InstanceReport report(int number, long count) {
        Instant at = Instant.parse("2026-03-29T02:30:00Z").plusSeconds(number);
        var handler = new SubscriberDeclaration(
                "mail",
                "Mail.send",
                List.of(TopicPattern.of("a"), TopicPattern.of("b.*")),
                "compatible v1",
                EventMode.BROADCAST,
                field("id", "integer"));
        return new InstanceReport(
                INSTANCE,
                "orders",
                "2.1.0",
                at,
                List.of(handler),
                List.of(
                        new InstanceReport.Published("a", Version.parse("v1"), count, at),
                        new InstanceReport.Published("a", Version.parse("v1.1"), 0, at)),
                List.of(
                        new InstanceReport.Handled("mail", "a", Version.parse("v1"), count),
                        new InstanceReport.Handled("mail", "a", null, 2),
                        new InstanceReport.Handled("mail", "a", Version.parse("v1"), 1)));
    }

    @Test
    void reportsAreCountedByVersionAndHandlerAndOnce() throws Exception {
        get(store.report(report(1, 5)));
        get(store.report(report(1, 5)));
        get(store.report(report(2, 7)));
        get(store.report(report(2, 7)));

        assertThat(rows(url, "SELECT topic, version, service, published FROM saltbus_published ORDER BY 1, 2"))
                .containsExactly("a|v1|orders|12", "a|v1.1|orders|0");
        assertThat(rows(url, "SELECT topic, version, service, handler, handled FROM saltbus_handled ORDER BY 1, 2"))
                .containsExactly("a||orders|mail|4", "a|v1|orders|mail|14");
        assertThat(rows(url, "SELECT topic, service_name, handler_name FROM celerysalt_subscribers ORDER BY 1"))
                .containsExactly("a|orders|mail", "b.*|orders|mail");
        assertThat(get(store.publishers("a")).get(0).count()).isEqualTo(12);
    }

    @Test
    void twoHundredReportsAtOnceAreAllCounted() throws Exception {
        List<Future<Void>> all = IntStream.range(0, 200)
                .mapToObj(number -> {
                    InstanceReport one = report(1, 3);
                    List<InstanceReport.Published> turned = number % 2 == 0
                            ? List.of(one.published().get(1), one.published().get(0))
                            : one.published();
                    return store.report(new InstanceReport(
                            UUID.randomUUID(), "orders", null, one.at(), one.handlers(), turned, one.handled()));
                })
                .toList();

        get(Future.all(all));

        assertThat(get(store.publishers("a")).get(0).count()).isEqualTo(600);
        assertThat(get(store.liveHandlers("a")).get(0).instances()).isEqualTo(200);
    }

    @Test
    void whoIsSilentForThreeIntervalsIsNotAliveAndIsForgottenLater() throws Exception {
        get(store.report(report(1, 1)));
        assertThat(get(store.liveHandlers("b.c"))).hasSize(1);
        assertThat(rows(url, "SELECT extract(epoch FROM alive_until - seen_at)::int FROM saltbus_instances"))
                .containsExactly("45");

        sql(url, "UPDATE saltbus_instances SET alive_until = timezone('utc', now()) - interval '1 second'");
        assertThat(get(store.liveHandlers("b.c"))).isEmpty();
        get(store.report(report(2, 1)));
        assertThat(get(store.liveHandlers("b.c"))).hasSize(1);

        sql(
                url,
                "UPDATE saltbus_instances SET alive_until = timezone('utc', now()) - interval '2 days'",
                "UPDATE celerysalt_subscribers SET saltbus_seen_at = timezone('utc', now()) - interval '31 days'",
                "INSERT INTO celerysalt_subscribers (topic, service_name, handler_name) VALUES ('a', 'py', 'old'),"
                        + " ('a', 'py', NULL), ('.bad.', 'py', 'x')");
        register(declared("a", "v1", field("id", "integer")));
        assertThat(get(store.topics(SchemaQuery.topic("a"))).get(0).subscribers())
                .containsExactly("py", "py.old");
        InstanceReport other = report(3, 1);
        get(store.report(
                new InstanceReport(UUID.randomUUID(), "stock", null, other.at(), List.of(), List.of(), List.of())));
        get(store.report(new InstanceReport(
                UUID.randomUUID(), "mail", null, other.at(), other.handlers(), List.of(), List.of())));
        assertThat(rows(url, "SELECT service FROM saltbus_instances ORDER BY 1"))
                .containsExactly("mail", "stock");
        assertThat(rows(url, "SELECT service_name FROM celerysalt_subscribers WHERE saltbus_seen_at IS NOT NULL"))
                .containsOnly("mail");
    }

    @Test
    void eachStepOfAnEndIsNotedWithWhoTookIt() throws Exception {
        Version v1 = Version.parse("v1");
        register(declared("a", "v1", field("id", "integer")));
        get(store.report(report(1, 1)));

        get(store.deprecate("a", v1, "too small", new Caller("ann", null)));
        assertFails(store.retire("a", v1, false, ORDERS), RegistryException.StillUsed.class, "orders.mail", "a v1");
        get(store.retire("a", v1, true, new Caller("bob", null)));
        assertThat(only("a").status()).isEqualTo(SchemaStatus.RETIRED);
        get(store.deprecate("a", v1, "late", ORDERS));
        assertThat(only("a").status()).isEqualTo(SchemaStatus.RETIRED);
        assertThat(only("a").record().deprecatedReason()).isEqualTo("too small");
        get(store.restore("a", v1, new Caller("cleo", null)));
        get(store.setCompatibility("a", CompatibilityMode.FULL, ORDERS));
        assertFails(
                store.setCompatibility("b", CompatibilityMode.FULL, ORDERS), RegistryException.Unknown.class, "no b");

        assertThat(rows(url, "SELECT who, action, topic, version, reason FROM saltbus_audit ORDER BY id"))
                .containsExactly(
                        "ann|deprecate|a|v1|too small",
                        "bob|retire by force|a|v1|null",
                        "orders|deprecate|a|v1|late",
                        "cleo|restore|a|v1|null",
                        "orders|compatibility|a|null|FULL");
        assertThat(get(store.topics(SchemaQuery.topic("a"))).get(0).compatibility())
                .isEqualTo(CompatibilityMode.FULL);
    }

    @Test
    void futuresCompleteOnTheContextOfTheCaller() throws Exception {
        Context context = vertx.getOrCreateContext();
        var seen = new LinkedBlockingQueue<Boolean>();

        context.runOnContext(
                turn -> store.find(SchemaQuery.all()).onComplete(found -> seen.add(Vertx.currentContext() == context)));
        context.runOnContext(turn -> store.register(List.of(declared("a", "v1", field("id", "integer"))), ORDERS)
                .onComplete(found -> seen.add(Vertx.currentContext() == context)));

        assertThat(List.of(seen.take(), seen.take())).containsOnly(true);
    }

    @Test
    void aRoleWithoutRightsAndAMissingDatabaseAreRefusedWithTheCure(PostgresService postgres) throws Exception {
        get(store.find(SchemaQuery.all()));
        String role = "r" + UUID.randomUUID().toString().substring(0, 8);
        sql(url, "CREATE ROLE " + role + " LOGIN");
        String poor = url.replaceFirst("//[^@]*@", "//" + role + ":secret@");

        assertFails(
                store(poor, RegistryOptions.defaults()).find(SchemaQuery.all()),
                RegistryException.Refused.class,
                "42501",
                "Grant");
        assertFails(
                store(url + "_missing").find(SchemaQuery.all()), RegistryException.Refused.class, "3D000", "_missing");
        assertFails(
                store(url + "_missing", RegistryOptions.defaults()).find(SchemaQuery.all()),
                RegistryException.Refused.class,
                "3D000");
        get(store.close());
        get(store.close());
        assertFails(store.find(SchemaQuery.all()), RegistryException.Unavailable.class, "closed");
    }

    @Test
    void whereAnotherProgramIsQuickerItsRowIsJudgedAgain() throws Exception {
        get(store.find(SchemaQuery.all()));
        // a writer without our locks, between our reading and our writing
        sql(
                url,
                "CREATE FUNCTION quicker() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN IF NEW.publisher_service = 'orders'"
                        + " THEN NEW.publisher_service = 'python'; NEW.schema = '{\"type\":\"string\"}'; INSERT INTO"
                        + " celerysalt_schemas (topic, version, schema, publisher_service) VALUES (NEW.topic, NEW.version,"
                        + " NEW.schema, 'python'); END IF; RETURN NEW; END $$",
                "CREATE TRIGGER quicker BEFORE INSERT ON celerysalt_schemas FOR EACH ROW WHEN (NEW.topic = 'raced') EXECUTE"
                        + " FUNCTION quicker()");

        // what the other wrote goes with our transaction here, so each round finds it anew
        assertFails(
                store.register(
                        List.of(
                                declared("free", "v1", field("id", "integer")),
                                declared("raced", "v1", field("id", "integer"))),
                        ORDERS),
                RegistryException.Unavailable.class,
                "another program wrote the same versions each time");
        assertThat(get(store.find(SchemaQuery.all()))).isEmpty();
    }
}
