package io.saltbus.registry.generate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.saltbus.core.event.EventMode;
import io.saltbus.core.event.TopicPattern;
import io.saltbus.core.schema.SchemaStatus;
import io.saltbus.core.schema.SubscriberDeclaration;
import io.saltbus.core.time.Scheduler;
import io.saltbus.registry.RegistryException;
import io.saltbus.registry.store.InstanceReport;
import io.saltbus.registry.store.LiveHandler;
import io.saltbus.registry.store.MemorySchemaStore;
import io.saltbus.registry.store.PublisherRow;
import io.saltbus.registry.store.SchemaQuery;
import io.saltbus.registry.store.SchemaStore;
import io.saltbus.registry.store.Shapes;
import io.saltbus.registry.store.StoredSchema;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class AsyncApiTest {
    private static final AsyncApiOptions OPTIONS = AsyncApiOptions.defaults();

    private static ObjectNode document(List<StoredSchema> schemas) {
        return AsyncApi.of(schemas, List.of(), List.of(), OPTIONS);
    }

    private static LiveHandler handler(String service, String name, String pattern, String versions, EventMode mode) {
        return new LiveHandler(
                service, null, name, List.of(TopicPattern.of(pattern)), versions, mode, null, 1, Instant.EPOCH);
    }

    @Test
    void everyReferenceLeadsSomewhere() throws Exception {
        ObjectNode document = AsyncApi.of(
                Corpus.everything(),
                List.of(new PublisherRow("plain.c0", "shop", null, null, 0)),
                List.of(
                        handler("mail", "send-mail", "plain.#", "latest", EventMode.BROADCAST),
                        handler("docs", "list", "rpc.documents.list", "latest", EventMode.RPC)),
                OPTIONS.withServer("amqps://user:hunter22@mq.acme.com:5671/salt"));

        var references = new ArrayList<String>();
        collect(document, references);
        assertThat(references).hasSizeGreaterThan(100).allSatisfy(reference -> {
            assertThat(reference).startsWith("#/");
            assertThat(document.at(JsonPointer.compile(reference.substring(1))).isMissingNode())
                    .as(reference)
                    .isFalse();
        });
        assertThat(document.toString()).doesNotContain("hunter22");
        String kept = System.getProperty("saltbus.asyncapi.out");
        if (kept != null) {
            Files.writeString(Path.of(kept), document.toPrettyString());
        }
    }

    private static void collect(JsonNode node, List<String> references) {
        if (node.path("$ref").isTextual()) {
            references.add(node.get("$ref").textValue());
        }
        node.forEach(inner -> collect(inner, references));
    }

    @Test
    void anEventIsAChannelWithAMessageAVersion() {
        StoredSchema first = Stored.event(
                "order.paid", "v1", Stored.json("{'title':'OrderPaid','description':'Paid.','type':'object'}"));
        StoredSchema ended = new StoredSchema(
                "order.paid",
                first.version(),
                EventMode.BROADCAST,
                first.documents(),
                "shop",
                new StoredSchema.Entry(
                        null, null, Instant.EPOCH, null, SchemaStatus.DEPRECATED, Instant.EPOCH, "use v1.2"));
        StoredSchema second = Stored.event("order.paid", "v1.2", Stored.json("{'type':'object'}"));
        ObjectNode document = AsyncApi.of(
                List.of(second, ended),
                List.of(
                        new PublisherRow("order.paid", "till", null, null, 3),
                        new PublisherRow("other", "x", null, null, 3)),
                List.of(
                        handler("mail", "send", "order.*", "compatible v1.2", EventMode.BROADCAST),
                        handler("old", "keep", "order.paid", "latest", EventMode.BROADCAST),
                        handler("new", "none", "order.paid", "at-least v2", EventMode.BROADCAST),
                        handler("far", "none", "user.#", "latest", EventMode.BROADCAST)),
                OPTIONS.withTitle("Shop").withVersion("3.1.0"));

        assertThat(document.path("asyncapi").asText()).isEqualTo("3.0.0");
        assertThat(document.path("info").toString()).isEqualTo("{\"title\":\"Shop\",\"version\":\"3.1.0\"}");
        assertThat(document.at("/channels/order.paid/address").asText()).isEqualTo("order.paid");
        assertThat(document.at("/channels/order.paid/messages").size()).isEqualTo(2);
        assertThat(document.at("/channels/order.paid/bindings/amqp/exchange").toString())
                .isEqualTo("{\"name\":\"saltbus.events\",\"type\":\"topic\",\"durable\":true,\"autoDelete\":false}");
        assertThat(document.at("/components/messages/order.paid.v1").toString())
                .contains("\"title\":\"OrderPaid\",\"description\":\"Paid.\"")
                .contains(
                        "\"x-status\":\"deprecated\",\"tags\":[{\"name\":\"deprecated\"}],\"x-status-reason\":\"use v1.2\"");
        assertThat(document.path("operations").fieldNames())
                .toIterable()
                .containsExactly(
                        "mail.send.receive.order.paid",
                        "new.none.receive.order.paid",
                        "old.keep.receive.order.paid",
                        "shop.send.order.paid",
                        "tests.send.order.paid",
                        "till.send.order.paid");
        assertThat(document.at("/operations/mail.send.receive.order.paid/messages")
                        .toString())
                .isEqualTo("[{\"$ref\":\"#/channels/order.paid/messages/order.paid.v1.2\"}]");
        assertThat(document.at("/operations/old.keep.receive.order.paid/messages")
                        .size())
                .isEqualTo(2);
        assertThat(document.at("/operations/new.none.receive.order.paid/messages")
                        .size())
                .isZero();
    }

    @Test
    void aRequestHasAReply() {
        ObjectNode document = document(Corpus.request());

        assertThat(document.at("/channels/rpc.documents.list/bindings/amqp/exchange/type")
                        .asText())
                .isEqualTo("direct");
        assertThat(document.at("/channels/rpc.documents.list.reply/messages").fieldNames())
                .toIterable()
                .containsExactly("rpc.documents.list.v1.reply", "rpc.documents.list.v1.error");
        assertThat(document.at("/operations/tests.send.rpc.documents.list/reply")
                        .toString())
                .isEqualTo("{\"address\":{\"location\":\"$message.header#/salt-reply-to\"},"
                        + "\"channel\":{\"$ref\":\"#/channels/rpc.documents.list.reply\"}}");
        ObjectNode celery = AsyncApi.of(Corpus.request(), List.of(), List.of(), OPTIONS.celery());
        assertThat(celery.at("/channels/rpc.documents.list/bindings/amqp/exchange")
                        .toString())
                .startsWith("{\"name\":\"tchu_events\",\"type\":\"topic\"");
    }

    @Test
    void definitionsMoveAndReferencesFollow() {
        ObjectNode document = document(
                List.of(
                        Stored.event(
                                "a",
                                "{'$schema':'x','$id':'y','type':'object','properties':{'$ref':{'type':'string'},'n':{'$ref':'#/$defs/N~1o'},"
                                        + "'self':{'$ref':'#'},'deep':{'$ref':'#/$defs/N~1o/properties/v'},'p':{'$ref':'#/properties/n'},"
                                        + "'e':{'enum':[{'$ref':'#/$defs/N'}]}},'discriminator':{'propertyName':'n'},"
                                        + "'$defs':{'N/o':{'type':'object','properties':{'v':{'type':'array','items':{'$ref':'#/$defs/N~1o'}}}}}}")));

        JsonNode schemas = document.at("/components/schemas");
        assertThat(schemas.path("a.v1").toString())
                .isEqualTo("{\"type\":\"object\",\"properties\":{\"$ref\":{\"type\":\"string\"},"
                        + "\"n\":{\"$ref\":\"#/components/schemas/a.v1.N_o\"},\"self\":{\"$ref\":\"#/components/schemas/a.v1\"},"
                        + "\"deep\":{\"$ref\":\"#/components/schemas/a.v1.N_o/properties/v\"},"
                        + "\"p\":{\"$ref\":\"#/components/schemas/a.v1/properties/n\"},"
                        + "\"e\":{\"enum\":[{\"$ref\":\"#/$defs/N\"}]}},\"discriminator\":\"n\"}");
        assertThat(schemas.at("/a.v1.N_o/properties/v/items/$ref").asText()).isEqualTo("#/components/schemas/a.v1.N_o");
    }

    @Test
    void theOrderOfTheInputDoesNotMatter() {
        var turned = new ArrayList<>(Corpus.everything());
        Collections.reverse(turned);

        assertThat(document(turned).toString())
                .isEqualTo(document(Corpus.everything()).toString());
    }

    @Test
    void aStoreIsAskedForSchemasPublishersAndHandlers() {
        Vertx vertx = Vertx.vertx();
        try {
            SchemaStore store = MemorySchemaStore.create(vertx, Scheduler.real(vertx));
            // more topics than are asked for at once
            var declared = IntStream.range(0, 150)
                    .mapToObj(index -> Shapes.declared("order.n" + index, "v1", Shapes.field("id", "integer"), "shop"))
                    .toList();
            await(store.register(declared, new SchemaStore.Caller("shop", "1.0")));
            await(store.register(
                    List.of(Shapes.declared("user.signup", "v1", Shapes.field("id", "integer"), "door")),
                    new SchemaStore.Caller("door", null)));
            var handler = new SubscriberDeclaration(
                    "send", "Mail.send", List.of(TopicPattern.of("order.*")), "latest", EventMode.BROADCAST, null);
            await(store.report(new InstanceReport(
                    UUID.randomUUID(), "mail", "1.0", Instant.now(), List.of(handler), List.of(), List.of())));

            ObjectNode document = await(
                    AsyncApi.of(store, SchemaQuery.all().withPatterns(List.of(TopicPattern.of("order.#"))), OPTIONS));

            assertThat(document.path("channels").size()).isEqualTo(150);
            assertThat(document.path("operations").has("shop.send.order.n149")).isTrue();
            assertThat(document.path("operations").has("mail.send.receive.order.n149"))
                    .isTrue();
            assertThat(document.toString()).doesNotContain("user.signup");
            await(store.close());
            assertThatThrownBy(() -> await(AsyncApi.of(store, SchemaQuery.all(), OPTIONS)))
                    .hasCauseInstanceOf(RegistryException.class);
        } finally {
            vertx.close().toCompletionStage().toCompletableFuture().join();
        }
    }

    private static <T> T await(Future<T> future) {
        return future.toCompletionStage()
                .toCompletableFuture()
                .orTimeout(30, TimeUnit.SECONDS)
                .join();
    }

    @Test
    void theServerIsToldWithoutItsPassword() {
        ObjectNode document = AsyncApi.of(
                List.of(), List.of(), List.of(), OPTIONS.withServer("amqp://u:hunter22@localhost:5672/salt"));

        assertThat(document.at("/servers/broker").toString())
                .isEqualTo(
                        "{\"host\":\"localhost:5672\",\"protocol\":\"amqp\",\"protocolVersion\":\"0.9.1\",\"pathname\":\"/salt\"}");
    }
}
