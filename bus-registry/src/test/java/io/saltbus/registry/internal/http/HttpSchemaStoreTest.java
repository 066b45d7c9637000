package io.saltbus.registry.internal.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.saltbus.core.event.TopicPattern;
import io.saltbus.core.time.Scheduler;
import io.saltbus.registry.RegistryException;
import io.saltbus.registry.RegistryOptions;
import io.saltbus.registry.http.RegistryServer;
import io.saltbus.registry.store.SchemaQuery;
import io.saltbus.registry.store.SchemaStore;
import io.saltbus.registry.store.SchemaStore.Caller;
import io.saltbus.registry.store.SchemaStoreContract;
import io.saltbus.registry.store.Shapes;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class HttpSchemaStoreTest extends SchemaStoreContract {
    private final RegistryServer server = RegistryServer.start(options -> options.withPath("/api/v1"));

    @Override
    protected SchemaStore open() {
        return HttpSchemaStore.at(
                vertx,
                server.url() + "/api/v1/",
                RegistryServer.ADMIN,
                Scheduler.real(vertx),
                RegistryOptions.defaults());
    }

    @Override
    public String creator(Caller caller) {
        return "operator";
    }

    @Override
    protected void release() {
        server.close();
    }

    @Test
    void aQuestionThatIsTooLongForAnAddressIsAskedAllTheSame() {
        await(store().register(List.of(Shapes.declared(topic("a"), "v1", Shapes.field("id", "integer"))), ORDERS));
        List<TopicPattern> many = Stream.concat(
                        IntStream.range(0, 500).mapToObj(number -> "some.other.topic" + number), Stream.of(topic("a")))
                .map(TopicPattern::of)
                .toList();

        assertThat(await(store().find(SchemaQuery.all().withPatterns(many)))).hasSize(1);
        assertThat(await(store().topics(SchemaQuery.all().withPatterns(many)))).hasSize(1);
    }

    @Test
    void whatHasNotChangedIsNotSentAgain() {
        await(store().register(List.of(Shapes.declared(topic("a"), "v1", Shapes.field("id", "integer"))), ORDERS));
        var query = SchemaQuery.topic(topic("a"));

        var first = await(store().find(query));
        assertThat(await(store().find(query))).isSameAs(first);
        await(store().register(List.of(Shapes.declared(topic("a"), "v2", Shapes.field("id", "integer"))), ORDERS));
        assertThat(await(store().find(query))).hasSize(2);
    }

    @Test
    void answersComeOnTheCallersContext() {
        Context context = vertx.getOrCreateContext();
        Promise<List<Context>> seen = Promise.promise();
        context.runOnContext(turn -> Future.all(
                        store().find(SchemaQuery.all()).map(found -> vertx.getOrCreateContext()),
                        store().publishers(topic("a")).map(found -> vertx.getOrCreateContext()),
                        store().watch(changed -> {}).map(found -> vertx.getOrCreateContext()))
                .map(all -> all.<Context>list())
                .onComplete(seen));

        assertThat(await(seen.future())).containsOnly(context);
    }

    @Test
    void aClosedStoreAnswersThatItIsClosed() {
        await(store().close());

        for (Future<?> asked : List.<Future<?>>of(
                store().find(SchemaQuery.all()), store().publishers("a"), store().watch(changed -> {}))) {
            assertThatThrownBy(() -> await(asked))
                    .cause()
                    .isInstanceOf(RegistryException.Unavailable.class)
                    .hasMessageContaining("closed");
        }
    }
}
