package io.saltbus.registry.store;

import static io.saltbus.registry.store.Shapes.declared;
import static io.saltbus.registry.store.Shapes.field;
import static io.saltbus.registry.store.Shapes.request;
import static io.saltbus.registry.store.Shapes.schema;
import static io.saltbus.registry.store.StoreContract.await;
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
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** What becomes of schemas that services declare. */
interface RegisteringContract extends StoreContract {
    @Test
    default void aNewSchemaIsStoredWithWhatIsKnownOfIt() {
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
    default void timesAreUtc() {
        String topic = topic("order.created");
        register(declared(topic, "v1", field("id", "integer")));
        await(store().deprecate(topic, Version.parse("v1"), "old", ORDERS));

        StoredSchema.Entry entry = found(topic).get(0).record();

        assertThat(entry.createdAt()).isCloseTo(Instant.now(), within(2, ChronoUnit.MINUTES));
        assertThat(entry.deprecatedAt()).isCloseTo(Instant.now(), within(2, ChronoUnit.MINUTES));
    }

    @Test
    default void theSameAgainIsIdentical() {
        String topic = topic("order.created");
        register(declared(topic, "v1", field("id", "integer")));

        Registration again = register(declared(topic, "v1", field("id", "integer")));

        assertThat(again.status()).isEqualTo(Status.IDENTICAL);
        assertThat(again.detail()).isEmpty();
        assertThat(found(topic)).hasSize(1);
    }

    @Test
    default void theSameInOtherWordsIsIdenticalAndTheFirstWordsStay() {
        String topic = topic("order.created");
        Schema first = schema("{'type':'object','properties':{'id':{'type':['integer','null']}}}");
        Schema again = schema("{'title':'Order','properties':{'id':{'anyOf':[{'type':'null'},{'type':'integer'}]}},"
                + "'type':'object'}");
        register(declared(topic, "v1", first));

        assertThat(status(topic, "v1", again)).isEqualTo(Status.IDENTICAL);
        assertThat(found(topic).get(0).documents().payload()).isEqualTo(first.document());
    }

    @Test
    default void anotherSchemaIsAConflictThatSaysWhereAndWithWhom() {
        String topic = topic("order.created");
        register(declared(topic, "v1", field("id", "integer"), "billing"));

        Registration conflict = register(declared(topic, "v1", field("id", "string")));

        assertThat(conflict.status()).isEqualTo(Status.CONFLICT);
        assertThat(conflict.detail()).contains("billing", "/properties/id/type");
        assertThat(found(topic).get(0).documents().payload())
                .isEqualTo(field("id", "integer").document());
    }

    @Test
    default void answersComeInTheOrderOfTheDeclarationsAndOneRefusedStopsNoOther() {
        register(declared(topic("b"), "v1", field("id", "integer")));
        register(declared(topic("c"), "v1", field("id", "integer")));

        List<Registration> answers = await(store().register(
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
    default void twiceInOneCallIsStoredOnce() {
        String topic = topic("order.created");
        SchemaDeclaration one = declared(topic, "v1", field("id", "integer"));

        List<Registration> answers =
                await(store().register(List.of(one, one, declared(topic, "v1", field("id", "string"))), ORDERS));

        assertThat(answers)
                .extracting(Registration::status)
                .containsExactly(Status.REGISTERED, Status.IDENTICAL, Status.CONFLICT);
        assertThat(found(topic)).hasSize(1);
    }

    @Test
    default void nothingDeclaredIsNothingAnswered() {
        assertThat(await(store().register(List.of(), ORDERS))).isEmpty();
    }

    @Test
    default void fiveHundredAreStoredInOneCall() {
        List<SchemaDeclaration> many = IntStream.range(0, 500)
                .mapToObj(number -> declared(topic("many.n" + number), "v1", field("f" + number, "integer")))
                .toList();

        assertThat(await(store().register(many, ORDERS)))
                .extracting(Registration::status)
                .containsOnly(Status.REGISTERED)
                .hasSize(500);
        assertThat(await(store().register(many, ORDERS)))
                .extracting(Registration::status)
                .containsOnly(Status.IDENTICAL);
        assertThat(await(store().find(SchemaQuery.all().withPatterns(List.of(TopicPattern.of(topic("many.*")))))))
                .hasSize(500);
    }

    @Test
    default void requestsKeepTheSchemasOfTheirAnswers() {
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
    default void whoKnowsTheReplyCompletesWhatACallerWithoutItStored() {
        String topic = topic("rpc.sum");
        register(request(topic, "v1", EventSchemas.of(field("a", "integer"))));

        Registration answer =
                register(request(topic, "v1", new EventSchemas(field("a", "integer"), field("sum", "integer"), null)));

        assertThat(answer.status()).isEqualTo(Status.IDENTICAL);
        assertThat(found(topic).get(0).documents().reply())
                .isEqualTo(field("sum", "integer").document());
    }

    @Test
    default void topicsMayHoldEverySignThatATopicMayHold() {
        for (String odd :
                List.of("o';drop--", "%", "_", "\"q\"", "ü.日本", "a/b", "a?b=c&d", "%2F", "+~!$(),:@", "\\", "a.b")) {
            String topic = topic(odd);
            assertThat(status(topic, "v1", field("id", "integer"))).isEqualTo(Status.REGISTERED);
            assertThat(found(topic)).extracting(StoredSchema::topic).containsExactly(topic);
            assertThat(await(store().publishers(topic))).hasSize(1);
            await(store().deprecate(topic, Version.parse("v1"), "it's \"old\" %_", ORDERS));
            assertThat(found(topic).get(0).record().deprecatedReason()).isEqualTo("it's \"old\" %_");
        }
        assertThat(await(store().find(SchemaQuery.all().withPatterns(List.of(TopicPattern.of(topic("#")))))))
                .hasSize(11);
    }
}
