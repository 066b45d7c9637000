package io.saltbus.registry.store;

import static io.saltbus.registry.store.Shapes.declared;
import static io.saltbus.registry.store.Shapes.field;
import static io.saltbus.registry.store.Shapes.request;
import static io.saltbus.registry.store.Shapes.schema;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
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
import io.saltbus.registry.compatibility.CompatibilityMode;
import io.saltbus.registry.store.InstanceReport.Published;
import io.saltbus.registry.store.SchemaStore.Caller;
import io.saltbus.registry.store.SchemaStore.Watch;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CompletionException;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.IntFunction;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * What every store of schemas does. Its tests use topics of their own, so that they may share one place; a subclass says how to reach it.
 */
@Timeout(value = 120, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
public abstract class SchemaStoreContract {
    protected static final Caller ORDERS = new Caller("orders", "2.1.0");
    private static final Instant LONG_AGO = Instant.parse("2026-03-29T02:30:00.123456Z");

    private final String prefix = "t" + UUID.randomUUID().toString().substring(0, 8);
    private final List<SchemaStore> opened = new ArrayList<>();
    protected Vertx vertx;
    protected SchemaStore store;

    /** A store that reaches the one place of the test; called several times in a test. */
    protected abstract SchemaStore open() throws Exception;

    /** What is noted as the creator of what this caller registers. */
    protected String creator(Caller caller) {
        return caller.name();
    }

    /** Lets go of the place, after every store of it is closed. */
    protected void release() throws Exception {}

    @BeforeEach
    final void begin() throws Exception {
        vertx = Vertx.vertx();
        store = another();
    }

    @AfterEach
    final void end() throws Exception {
        opened.forEach(each -> await(each.close()));
        opened.forEach(each -> await(each.close()));
        await(vertx.close());
        release();
    }

    protected final SchemaStore another() throws Exception {
        SchemaStore one = open();
        opened.add(one);
        return one;
    }

    protected static <T> T await(Future<T> future) {
        return future.toCompletionStage()
                .toCompletableFuture()
                .orTimeout(60, TimeUnit.SECONDS)
                .join();
    }

    protected final String topic(String name) {
        return prefix + "." + name;
    }

    private Registration register(SchemaDeclaration declared) {
        return await(store.register(List.of(declared), ORDERS)).get(0);
    }

    private Status status(String topic, String version, Schema schema) {
        return register(declared(topic, version, schema)).status();
    }

    private List<StoredSchema> found(String topic) {
        return await(store.find(SchemaQuery.topic(topic)));
    }

    private TopicSummary summary(String topic) {
        return await(store.topics(SchemaQuery.topic(topic))).get(0);
    }

    // ---- registering

    @Test
    void aNewSchemaIsStoredWithWhatIsKnownOfIt() {
        String topic = topic("order.created");
        Schema schema = schema("{'type':'object','description':'An order.','properties':{'id':{'type':'integer'}}}");

        assertThat(status(topic, "v1", schema)).isEqualTo(Status.REGISTERED);

        StoredSchema stored = found(topic).get(0);
        assertThat(found(topic)).hasSize(1);
        assertThat(stored.topic()).isEqualTo(topic);
        assertThat(stored.version()).isEqualTo(Version.parse("v1"));
        assertThat(stored.mode()).isEqualTo(EventMode.BROADCAST);
        assertThat(stored.documents().payload()).isEqualTo(schema.document());
        assertThat(stored.documents().reply()).isNull();
        assertThat(stored.documents().error()).isNull();
        assertThat(stored.publisher()).isEqualTo("orders");
        assertThat(stored.status()).isEqualTo(SchemaStatus.ACTIVE);
        assertThat(stored.record().description()).isEqualTo("An order.");
        assertThat(stored.record().publisherVersion()).isEqualTo("2.1.0");
        assertThat(stored.record().createdBy()).isEqualTo(creator(ORDERS));
        assertThat(stored.record().deprecatedAt()).isNull();
        assertThat(stored.record().deprecatedReason()).isNull();
    }

    @Test
    void timesAreUtc() {
        String topic = topic("order.created");
        register(declared(topic, "v1", field("id", "integer")));
        await(store.deprecate(topic, Version.parse("v1"), "old", ORDERS));

        StoredSchema.Entry entry = found(topic).get(0).record();

        assertThat(entry.createdAt()).isCloseTo(Instant.now(), within(2, ChronoUnit.MINUTES));
        assertThat(entry.deprecatedAt()).isCloseTo(Instant.now(), within(2, ChronoUnit.MINUTES));
    }

    @Test
    void theSameAgainIsIdentical() {
        String topic = topic("order.created");
        register(declared(topic, "v1", field("id", "integer")));

        Registration again = register(declared(topic, "v1", field("id", "integer")));

        assertThat(again.status()).isEqualTo(Status.IDENTICAL);
        assertThat(again.detail()).isEmpty();
        assertThat(found(topic)).hasSize(1);
    }

    @Test
    void theSameInOtherWordsIsIdenticalAndTheFirstWordsStay() {
        String topic = topic("order.created");
        Schema first = schema("{'type':'object','properties':{'id':{'type':['integer','null']}}}");
        Schema again = schema("{'title':'Order','properties':{'id':{'anyOf':[{'type':'null'},{'type':'integer'}]}},"
                + "'type':'object'}");
        register(declared(topic, "v1", first));

        assertThat(status(topic, "v1", again)).isEqualTo(Status.IDENTICAL);
        assertThat(found(topic).get(0).documents().payload()).isEqualTo(first.document());
    }

    @Test
    void anotherSchemaIsAConflictThatSaysWhereAndWithWhom() {
        String topic = topic("order.created");
        register(declared(topic, "v1", field("id", "integer"), "billing"));

        Registration conflict = register(declared(topic, "v1", field("id", "string")));

        assertThat(conflict.status()).isEqualTo(Status.CONFLICT);
        assertThat(conflict.detail()).contains("billing", "/properties/id/type");
        assertThat(found(topic).get(0).documents().payload())
                .isEqualTo(field("id", "integer").document());
    }

    @Test
    void answersComeInTheOrderOfTheDeclarationsAndOneRefusedStopsNoOther() {
        register(declared(topic("b"), "v1", field("id", "integer")));
        register(declared(topic("c"), "v1", field("id", "integer")));

        List<Registration> answers = await(store.register(
                List.of(
                        declared(topic("d"), "v1", field("id", "integer")),
                        declared(topic("b"), "v1", field("id", "string")),
                        declared(topic("c"), "v1.1", field("id", "string")),
                        declared(topic("c"), "v1", field("id", "integer")),
                        declared(topic("a"), "v1", field("id", "integer"))),
                ORDERS));

        assertThat(answers)
                .extracting(Registration::status)
                .containsExactly(
                        Status.REGISTERED, Status.CONFLICT, Status.INCOMPATIBLE, Status.IDENTICAL, Status.REGISTERED);
        assertThat(answers)
                .extracting(Registration::topic)
                .containsExactly(topic("d"), topic("b"), topic("c"), topic("c"), topic("a"));
        assertThat(found(topic("a"))).hasSize(1);
    }

    @Test
    void twiceInOneCallIsStoredOnce() {
        String topic = topic("order.created");
        SchemaDeclaration one = declared(topic, "v1", field("id", "integer"));

        List<Registration> answers =
                await(store.register(List.of(one, one, declared(topic, "v1", field("id", "string"))), ORDERS));

        assertThat(answers)
                .extracting(Registration::status)
                .containsExactly(Status.REGISTERED, Status.IDENTICAL, Status.CONFLICT);
        assertThat(found(topic)).hasSize(1);
    }

    @Test
    void nothingDeclaredIsNothingAnswered() {
        assertThat(await(store.register(List.of(), ORDERS))).isEmpty();
    }

    @Test
    void fiveHundredAreStoredInOneCall() {
        List<SchemaDeclaration> many = IntStream.range(0, 500)
                .mapToObj(number -> declared(topic("many.n" + number), "v1", field("f" + number, "integer")))
                .toList();

        assertThat(await(store.register(many, ORDERS)))
                .extracting(Registration::status)
                .containsOnly(Status.REGISTERED)
                .hasSize(500);
        assertThat(await(store.register(many, ORDERS)))
                .extracting(Registration::status)
                .containsOnly(Status.IDENTICAL);
        assertThat(await(store.find(SchemaQuery.all().withPatterns(List.of(TopicPattern.of(topic("many.*")))))))
                .hasSize(500);
    }

    @Test
    void requestsKeepTheSchemasOfTheirAnswers() {
        String topic = topic("rpc.sum");
        var schemas = new EventSchemas(field("a", "integer"), field("sum", "integer"), field("code", "string"));

        register(request(topic, "v1", schemas));

        StoredSchema stored = found(topic).get(0);
        assertThat(stored.mode()).isEqualTo(EventMode.RPC);
        assertThat(stored.documents().reply()).isEqualTo(field("sum", "integer").document());
        assertThat(stored.documents().error()).isEqualTo(field("code", "string").document());
        assertThat(register(request(topic, "v1", new EventSchemas(field("a", "integer"), field("sum", "string"), null)))
                        .status())
                .isEqualTo(Status.CONFLICT);
    }

    @Test
    void whoKnowsTheReplyCompletesWhatACallerWithoutItStored() {
        String topic = topic("rpc.sum");
        register(request(topic, "v1", EventSchemas.of(field("a", "integer"))));

        Registration answer =
                register(request(topic, "v1", new EventSchemas(field("a", "integer"), field("sum", "integer"), null)));

        assertThat(answer.status()).isEqualTo(Status.IDENTICAL);
        assertThat(found(topic).get(0).documents().reply())
                .isEqualTo(field("sum", "integer").document());
    }

    @Test
    void topicsMayHoldEverySignThatATopicMayHold() {
        for (String odd :
                List.of("o';drop--", "%", "_", "\"q\"", "ü.日本", "a/b", "a?b=c&d", "%2F", "+~!$(),:@", "\\", "a.b")) {
            String topic = topic(odd);
            assertThat(status(topic, "v1", field("id", "integer"))).isEqualTo(Status.REGISTERED);
            assertThat(found(topic)).extracting(StoredSchema::topic).containsExactly(topic);
            assertThat(await(store.publishers(topic))).hasSize(1);
            await(store.deprecate(topic, Version.parse("v1"), "it's \"old\" %_", ORDERS));
            assertThat(found(topic).get(0).record().deprecatedReason()).isEqualTo("it's \"old\" %_");
        }
        assertThat(await(store.find(SchemaQuery.all().withPatterns(List.of(TopicPattern.of(topic("#")))))))
                .hasSize(11);
    }

    // ---- evolution

    @Test
    void aPatchMayChangeRemarksOnly() {
        String topic = topic("order.created");
        Schema remarked = schema(
                "{'title':'T','type':'object','properties':{'id':{'type':'integer','description':'d'}},'required':['id']}");
        register(declared(topic, "v1.2", field("id", "integer")));

        assertThat(status(topic, "v1.2.1", remarked)).isEqualTo(Status.REGISTERED);
        Registration changed = register(declared(topic, "v1.2.2", field("id", "string")));

        assertThat(changed.status()).isEqualTo(Status.INCOMPATIBLE);
        assertThat(changed.detail()).contains("v1.2.2", "v1.2.1", "/properties/id/type", "v2");
        assertThat(found(topic)).hasSize(2);
    }

    @Test
    void aMinorVersionThatBreaksReadersIsRefusedWithTheReason() {
        String topic = topic("order.created");
        register(declared(topic, "v1", field("id", "integer")));

        Registration refused = register(declared(topic, "v1.1", field("id", "boolean")));

        assertThat(refused.status()).isEqualTo(Status.INCOMPATIBLE);
        assertThat(refused.detail()).contains("v1.1", "v1", "Publish it as v2");
        assertThat(status(topic, "v1.1", field("id", "integer"))).isEqualTo(Status.REGISTERED);
        assertThat(status(topic, "v2", field("id", "boolean"))).isEqualTo(Status.REGISTERED);
    }

    @Test
    void withoutAModeMinorVersionsMayBeAnythingAndPatchesStill() {
        String topic = topic("order.created");
        register(declared(topic, "v1", field("id", "integer")));
        await(store.setCompatibility(topic, CompatibilityMode.NONE, ORDERS));

        assertThat(summary(topic).compatibility()).isEqualTo(CompatibilityMode.NONE);
        assertThat(status(topic, "v1.1", field("id", "boolean"))).isEqualTo(Status.REGISTERED);
        assertThat(status(topic, "v1.1.1", field("id", "integer"))).isEqualTo(Status.INCOMPATIBLE);
    }

    @Test
    void aVersionBetweenTwoIsComparedWithBoth() {
        String topic = topic("order.created");
        register(declared(topic, "v1.3", field("id", "integer")));

        Registration refused = register(declared(topic, "v1.2", field("id", "boolean")));

        assertThat(refused.status()).isEqualTo(Status.INCOMPATIBLE);
        assertThat(refused.detail()).contains("v1.3", "v1.2");
        assertThat(status(topic, "v1.2", field("id", "integer"))).isEqualTo(Status.REGISTERED);
    }

    @Test
    void aTransitiveModeLooksAtAllOfTheMajor() {
        String topic = topic("order.created");
        register(declared(topic, "v1", field("id", "integer")));
        await(store.setCompatibility(topic, CompatibilityMode.NONE, ORDERS));
        register(declared(topic, "v1.1", field("id", "boolean")));

        await(store.setCompatibility(topic, CompatibilityMode.BACKWARD, ORDERS));
        assertThat(status(topic, "v1.2", field("id", "boolean"))).isEqualTo(Status.REGISTERED);
        await(store.setCompatibility(topic, CompatibilityMode.FULL_TRANSITIVE, ORDERS));
        assertThat(status(topic, "v1.3", field("id", "boolean"))).isEqualTo(Status.INCOMPATIBLE);
        assertThat(status(topic, "v2", field("id", "integer"))).isEqualTo(Status.REGISTERED);
    }

    // ---- races

    @Test
    void aHundredAtOnceWithTheSameLeaveOneRow() throws Exception {
        String topic = topic("order.created");
        List<SchemaStore> stores = List.of(store, another(), another(), another());

        List<Status> answers = atOnce(stores, number -> declared(topic, "v1", field("id", "integer"), "s" + number));

        assertThat(answers).filteredOn(Status.REGISTERED::equals).hasSize(1);
        assertThat(answers).filteredOn(Status.IDENTICAL::equals).hasSize(99);
        assertThat(found(topic)).hasSize(1);
        assertThat(await(store.publishers(topic))).hasSize(100);
    }

    @Test
    void aHundredAtOnceWithDifferentOnesHaveOneWinner() throws Exception {
        String topic = topic("order.created");
        List<SchemaStore> stores = List.of(store, another(), another(), another());

        List<Status> answers =
                atOnce(stores, number -> declared(topic, "v1", field("f" + number, "integer"), "s" + number));

        assertThat(answers).filteredOn(Status.REGISTERED::equals).hasSize(1);
        assertThat(answers).filteredOn(Status.CONFLICT::equals).hasSize(99);
        assertThat(found(topic)).hasSize(1);
        assertThat(await(store.publishers(topic)))
                .extracting(PublisherRow::service)
                .containsExactly(found(topic).get(0).publisher());
    }

    @Test
    void minorVersionsAtOnceCannotBothPassWhereTheyBreakEachOther() throws Exception {
        String topic = topic("order.created");
        SchemaStore other = another();

        Future<List<Registration>> one =
                store.register(List.of(declared(topic, "v1.1", field("id", "integer"))), ORDERS);
        Future<List<Registration>> two =
                other.register(List.of(declared(topic, "v1.2", field("id", "boolean"))), ORDERS);

        assertThat(List.of(await(one).get(0).status(), await(two).get(0).status()))
                .containsExactlyInAnyOrder(Status.REGISTERED, Status.INCOMPATIBLE);
        assertThat(found(topic)).hasSize(1);
    }

    private static List<Status> atOnce(List<SchemaStore> stores, IntFunction<SchemaDeclaration> declared) {
        List<Future<List<Registration>>> answers = IntStream.range(0, 100)
                .mapToObj(number -> stores.get(number % stores.size())
                        .register(List.of(declared.apply(number)), new Caller("s" + number, null)))
                .toList();
        return answers.stream().map(answer -> await(answer).get(0).status()).toList();
    }

    // ---- publishers

    @Test
    void whoDeclaresASchemaIsItsPublisherAtOnce() {
        String topic = topic("order.created");
        register(declared(topic, "v1", field("id", "integer"), "orders"));
        register(declared(topic, "v1", field("id", "integer"), "billing"));
        register(declared(topic, "v1", field("id", "boolean"), "refused"));

        assertThat(await(store.publishers(topic)))
                .containsExactly(
                        new PublisherRow(topic, "billing", "2.1.0", null, 0),
                        new PublisherRow(topic, "orders", "2.1.0", null, 0));
        assertThat(summary(topic).publishers()).containsExactly("billing", "orders");
        assertThat(await(store.publishers(topic("nothing")))).isEmpty();
    }

    @Test
    void reportsAddWhatWasPublished() {
        String topic = topic("order.created");
        register(declared(topic, "v1", field("id", "integer")));
        UUID instance = UUID.randomUUID();

        await(store.report(report(instance, 1, List.of(), published(topic, 3, 10))));
        await(store.report(report(UUID.randomUUID(), 1, List.of(), published(topic, 4, 5))));
        await(store.report(report(instance, 2, List.of(), published(topic, 5, 20))));

        assertThat(await(store.publishers(topic)))
                .containsExactly(new PublisherRow(topic, "orders", "3.0.0", LONG_AGO.plusSeconds(20), 12));
        assertThat(summary(topic).lastPublished()).isEqualTo(LONG_AGO.plusSeconds(20));
    }

    @Test
    void aReportThatIsSentAgainCountsOnce() {
        String topic = topic("order.created");
        register(declared(topic, "v1", field("id", "integer")));
        InstanceReport report = report(UUID.randomUUID(), 1, List.of(), published(topic, 3, 10));

        await(store.report(report));
        await(store.report(report));

        assertThat(await(store.publishers(topic)).get(0).count()).isEqualTo(3);
    }

    private static Published published(String topic, long count, int second) {
        return new Published(topic, Version.parse("v1"), count, LONG_AGO.plusSeconds(second));
    }

    private static InstanceReport report(
            UUID instance, int number, List<SubscriberDeclaration> handlers, Published... published) {
        return new InstanceReport(
                instance,
                "orders",
                "3.0.0",
                LONG_AGO.plusSeconds(number),
                handlers,
                List.of(published),
                List.of(new InstanceReport.Handled("mail", "some.topic", null, 2)));
    }

    // ---- handlers

    private static SubscriberDeclaration handler(String name, String pattern, String versions, Schema view) {
        return new SubscriberDeclaration(
                name, "Handlers." + name, List.of(TopicPattern.of(pattern)), versions, EventMode.BROADCAST, view);
    }

    @Test
    void handlersThatRunAreFoundByWhatTheyMayGet() {
        Schema view = field("id", "integer");
        SubscriberDeclaration mail = handler("mail", topic("order.*"), "compatible v1.2", view);
        SubscriberDeclaration log = handler("log", topic("#"), "latest", null);
        SubscriberDeclaration other = handler("other", topic("invoice.*"), "latest", null);
        await(store.report(report(UUID.randomUUID(), 1, List.of(mail, log))));
        await(store.report(report(UUID.randomUUID(), 1, List.of(mail, other))));

        List<LiveHandler> live = await(store.liveHandlers(topic("order.created")));

        assertThat(live).extracting(LiveHandler::handler).containsExactly("log", "mail");
        assertThat(live).extracting(LiveHandler::instances).containsExactly(1, 2);
        assertThat(live).extracting(LiveHandler::service).containsOnly("orders");
        assertThat(live).extracting(LiveHandler::serviceVersion).containsOnly("3.0.0");
        assertThat(live.get(1).patterns()).containsExactly(TopicPattern.of(topic("order.*")));
        assertThat(live.get(1).versions()).isEqualTo("compatible v1.2");
        assertThat(live.get(1).view()).isEqualTo(view.document());
        assertThat(live.get(0).view()).isNull();
        assertThat(live.get(0).mode()).isEqualTo(EventMode.BROADCAST);
        assertThat(live.get(0).seenAt()).isCloseTo(Instant.now(), within(2, ChronoUnit.MINUTES));
    }

    @Test
    void aHandlerThatIsNoLongerReportedHasEnded() {
        UUID instance = UUID.randomUUID();
        String topic = topic("order.created");
        await(store.report(report(instance, 1, List.of(handler("mail", topic, "latest", null)))));
        assertThat(await(store.liveHandlers(topic))).hasSize(1);

        await(store.report(report(instance, 2, List.of())));

        assertThat(await(store.liveHandlers(topic))).isEmpty();
    }

    @Test
    void theLineOfATopicNamesItsHandlers() {
        String topic = topic("order.created");
        register(declared(topic, "v1", field("id", "integer")));
        register(declared(topic, "v2", field("id", "boolean")));
        await(store.report(report(UUID.randomUUID(), 1, List.of(handler("mail", topic, "latest", null)))));

        TopicSummary line = summary(topic);

        assertThat(line)
                .isEqualTo(new TopicSummary(
                        topic,
                        EventMode.BROADCAST,
                        CompatibilityMode.BACKWARD,
                        List.of(Version.parse("v1"), Version.parse("v2")),
                        Version.parse("v2"),
                        List.of("orders"),
                        List.of("orders.mail"),
                        null));
    }

    // ---- the end of a version

    @Test
    void aDeprecatedVersionSaysSinceWhenAndWhyUntilItIsRestored() {
        String topic = topic("order.created");
        Version version = Version.parse("v1");
        register(declared(topic, "v1", field("id", "integer")));

        await(store.deprecate(topic, version, "use v2", ORDERS));

        assertThat(found(topic).get(0).status()).isEqualTo(SchemaStatus.DEPRECATED);
        assertThat(found(topic).get(0).record().deprecatedReason()).isEqualTo("use v2");
        assertThat(summary(topic).latest()).isEqualTo(version);
        await(store.restore(topic, version, ORDERS));
        assertThat(found(topic).get(0).status()).isEqualTo(SchemaStatus.ACTIVE);
        assertThat(found(topic).get(0).record().deprecatedAt()).isNull();
        assertThat(found(topic).get(0).record().deprecatedReason()).isNull();
    }

    @Test
    void theLatestIsTheNewestThatHasNotEnded() {
        String topic = topic("order.created");
        register(declared(topic, "v1.2", field("id", "integer")));
        register(declared(topic, "v1.10", field("id", "integer")));

        assertThat(summary(topic).latest()).isEqualTo(Version.parse("v1.10"));
        await(store.retire(topic, Version.parse("v1.10"), false, ORDERS));
        assertThat(summary(topic).latest()).isEqualTo(Version.parse("v1.2"));
        await(store.retire(topic, Version.parse("v1.2"), false, ORDERS));
        assertThat(summary(topic).latest()).isNull();
        assertThat(found(topic)).extracting(StoredSchema::status).containsOnly(SchemaStatus.RETIRED);
        assertThat(found(topic).get(0).record().deprecatedAt()).isNotNull();
        await(store.restore(topic, Version.parse("v1.2"), ORDERS));
        assertThat(summary(topic).latest()).isEqualTo(Version.parse("v1.2"));
    }

    @Test
    void aVersionThatHandlersTakeIsEndedByForceOnly() {
        String topic = topic("order.created");
        Version version = Version.parse("v1");
        register(declared(topic, "v1", field("id", "integer")));
        register(declared(topic, "v2", field("id", "boolean")));
        await(store.report(report(
                UUID.randomUUID(),
                1,
                List.of(handler("mail", topic, "compatible v1", null), handler("log", topic, "latest", null)))));

        assertThatThrownBy(() -> await(store.retire(topic, version, false, ORDERS)))
                .isInstanceOf(CompletionException.class)
                .cause()
                .isInstanceOfSatisfying(
                        RegistryException.StillUsed.class,
                        used -> assertThat(used.handlers()).containsExactly("orders.mail"))
                .hasMessageContaining(topic + " v1");
        assertThat(found(topic).get(0).status()).isEqualTo(SchemaStatus.ACTIVE);

        await(store.retire(topic, version, true, ORDERS));
        assertThat(found(topic).get(0).status()).isEqualTo(SchemaStatus.RETIRED);
    }

    @Test
    void aHandlerThatGoesOnWithANewerVersionIsNotInTheWay() {
        String topic = topic("order.created");
        register(declared(topic, "v1", field("id", "integer")));
        register(declared(topic, "v2", field("id", "boolean")));
        await(store.report(report(UUID.randomUUID(), 1, List.of(handler("log", topic, "latest", null)))));

        await(store.retire(topic, Version.parse("v1"), false, ORDERS));

        assertThatThrownBy(() -> await(store.retire(topic, Version.parse("v2"), false, ORDERS)))
                .hasCauseInstanceOf(RegistryException.StillUsed.class);
    }

    @Test
    void whatIsNotThereCannotBeChanged() {
        String topic = topic("order.created");
        register(declared(topic, "v1", field("id", "integer")));
        Version missing = Version.parse("v9");
        List<Future<Void>> changes = List.of(
                store.deprecate(topic, missing, "old", ORDERS),
                store.retire(topic, missing, false, ORDERS),
                store.retire(topic, missing, true, ORDERS),
                store.restore(topic, missing, ORDERS),
                store.deprecate(topic("nothing"), Version.parse("v1"), "old", ORDERS));

        for (Future<Void> change : changes) {
            assertThatThrownBy(() -> await(change)).hasCauseInstanceOf(RegistryException.Unknown.class);
        }
    }

    // ---- looking for schemas

    @Test
    void schemasAreFoundByPatternTextAndLimit() {
        register(declared(topic("order.created"), "v1", field("customer_id", "integer")));
        register(declared(topic("order.created"), "v1.2", field("customer_id", "integer")));
        register(declared(topic("order.created"), "v1.10", field("customer_id", "integer")));
        register(declared(topic("order.paid"), "v1", schema("{'type':'object','description':'100% Paid'}")));
        register(declared(topic("user.signup"), "v1", field("email", "string")));

        assertThat(names(query("order.*")))
                .containsExactly("order.created v1", "order.created v1.2", "order.created v1.10", "order.paid v1");
        assertThat(names(query("order.*").withLimit(2))).containsExactly("order.created v1", "order.created v1.2");
        assertThat(names(query("#").withText("CUSTOMER"))).hasSize(3);
        assertThat(names(query("#").withText("100% p"))).containsExactly("order.paid v1");
        assertThat(names(query("#").withText("100_"))).isEmpty();
        assertThat(names(query("#").withText("signup"))).containsExactly("user.signup v1");
        assertThat(names(query("#").withText("'"))).isEmpty();
        assertThat(names(query("nothing.*"))).isEmpty();
        assertThat(names(query("#")
                        .withPatterns(List.of(TopicPattern.of(topic("user.*")), TopicPattern.of(topic("order.paid"))))))
                .containsExactly("order.paid v1", "user.signup v1");
        assertThat(names(new SchemaQuery(List.of(), Optional.empty(), 10))).isEmpty();
    }

    @Test
    void topicsAreFoundByPatternTextAndLimit() {
        register(declared(topic("order.created"), "v1", field("customer_id", "integer")));
        register(declared(topic("order.created"), "v2", field("customer_id", "string")));
        register(declared(topic("order.paid"), "v1", field("amount", "integer")));

        assertThat(await(store.topics(query("#"))))
                .extracting(TopicSummary::topic)
                .containsExactly(topic("order.created"), topic("order.paid"));
        assertThat(await(store.topics(query("#").withLimit(1))))
                .extracting(TopicSummary::topic)
                .containsExactly(topic("order.created"));
        assertThat(await(store.topics(query("#").withText("amount"))))
                .extracting(TopicSummary::topic)
                .containsExactly(topic("order.paid"));
    }

    private SchemaQuery query(String pattern) {
        return SchemaQuery.all().withPatterns(List.of(TopicPattern.of(topic(pattern))));
    }

    private List<String> names(SchemaQuery query) {
        return await(store.find(query)).stream()
                .map(stored -> stored.topic().substring(prefix.length() + 1) + " " + stored.version())
                .toList();
    }

    // ---- watching

    @Test
    void aWatchTellsOfEveryChangeUntilItIsClosed() throws Exception {
        var told = new LinkedBlockingQueue<String>();
        String topic = topic("order.created");
        Watch watch = await(another().watch(told::add));

        register(declared(topic, "v1", field("id", "integer")));
        assertThat(next(told)).isEqualTo(topic);
        await(store.deprecate(topic, Version.parse("v1"), "old", ORDERS));
        assertThat(next(told)).isEqualTo(topic);
        await(store.retire(topic, Version.parse("v1"), false, ORDERS));
        assertThat(next(told)).isEqualTo(topic);
        await(store.restore(topic, Version.parse("v1"), ORDERS));
        assertThat(next(told)).isEqualTo(topic);

        await(watch.close());
        await(watch.close());
        var later = new LinkedBlockingQueue<String>();
        await(store.watch(later::add));
        register(declared(topic("order.paid"), "v1", field("id", "integer")));
        assertThat(next(later)).isEqualTo(topic("order.paid"));
        assertThat(told).isEmpty();
    }

    @Test
    void whatIsIdenticalIsNoChange() throws Exception {
        var told = new LinkedBlockingQueue<String>();
        register(declared(topic("a"), "v1", field("id", "integer")));
        await(another().watch(told::add));

        register(declared(topic("a"), "v1", field("id", "integer")));
        register(declared(topic("a"), "v1", field("id", "boolean")));
        register(declared(topic("b"), "v1", field("id", "integer")));

        assertThat(next(told)).isEqualTo(topic("b"));
    }

    @Test
    void whatAWatcherThrowsHurtsNobodyElse() throws Exception {
        var told = new LinkedBlockingQueue<String>();
        await(store.watch(changed -> {
            throw new IllegalStateException("of the watcher");
        }));
        await(store.watch(told::add));

        register(declared(topic("a"), "v1", field("id", "integer")));
        register(declared(topic("b"), "v1", field("id", "integer")));

        assertThat(next(told)).isEqualTo(topic("a"));
        assertThat(next(told)).isEqualTo(topic("b"));
    }

    /** Skips what other tests of a shared place cause. */
    private String next(LinkedBlockingQueue<String> told) throws InterruptedException {
        while (true) {
            String changed = told.poll(30, TimeUnit.SECONDS);
            if (changed == null || changed.startsWith(prefix)) {
                return changed;
            }
        }
    }
}
