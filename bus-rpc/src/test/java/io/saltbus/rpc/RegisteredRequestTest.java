package io.saltbus.rpc;

import static org.assertj.core.api.Assertions.assertThat;

import io.saltbus.core.SaltBus;
import io.saltbus.core.event.Event;
import io.saltbus.core.event.EventMode;
import io.saltbus.core.event.Version;
import io.saltbus.core.schema.EventSchemas;
import io.saltbus.core.schema.Registration;
import io.saltbus.core.schema.Schema;
import io.saltbus.core.schema.SchemaDeclaration;
import io.saltbus.core.schema.SchemaRegistry;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonObject;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** A request is registered with what its answers and its failures look like, whoever answers it. */
class RegisteredRequestTest {
    private final Vertx vertx = Vertx.vertx();
    private final Map<String, EventSchemas> declared = new HashMap<>();

    record Listed(List<String> documents) {}

    record ListError(String errorCode, String errorMessage, Map<String, Integer> details) {}

    @Event(value = "rpc.documents.list", mode = EventMode.RPC, error = ListError.class)
    record ListDocuments(long userId) implements RpcRequest<Listed> {}

    @Event(value = "rpc.documents.ask", mode = EventMode.RPC)
    record AskDocuments(long userId) implements RpcRequest<JsonObject> {}

    @Event(value = "rpc.documents.count", mode = EventMode.RPC)
    record CountDocuments(long userId) implements RpcRequest<Long> {}

    @AfterEach
    void close() throws Exception {
        await(vertx.close());
    }

    private Future<Void> run(Class<?>... events) {
        SaltBus bus = SaltBus.builder(vertx)
                .service("documents")
                .registry(new Declared())
                .event(events)
                .build();
        return bus.start()
                .transform(started -> bus.close()
                        .compose(closed ->
                                started.failed() ? Future.failedFuture(started.cause()) : Future.succeededFuture()));
    }

    private static <T> T await(Future<T> future) throws Exception {
        return future.toCompletionStage().toCompletableFuture().get(10, TimeUnit.SECONDS);
    }

    @Test
    void theAnswersAndTheErrorsOfItsClassAreDeclared() throws Exception {
        await(run(ListDocuments.class));

        EventSchemas schemas = declared.get("rpc.documents.list");
        assertThat(schemas.payload().document().at("/properties/user_id").isObject())
                .isTrue();
        assertThat(document(schemas.reply())).contains("documents");
        assertThat(document(schemas.error())).contains("error_code", "error_message", "details");
    }

    private static String document(Schema schema) {
        return String.valueOf(schema);
    }

    @Test
    void answersThatMayBeAnythingAreNot() throws Exception {
        await(run(AskDocuments.class));

        assertThat(declared.get("rpc.documents.ask").reply()).isNull();
        assertThat(declared.get("rpc.documents.ask").error()).isNull();
    }

    @Test
    void anAnswerThatIsNoObjectStopsTheStartOfACallerToo() {
        Throwable refused = failure(run(CountDocuments.class));

        assertThat(refused)
                .hasMessageContaining("who answers " + CountDocuments.class.getName())
                .hasMessageContaining("wrap it in a record");
    }

    private static Throwable failure(Future<?> future) {
        try {
            throw new AssertionError("expected to fail, but has " + await(future));
        } catch (ExecutionException failed) {
            return failed.getCause();
        } catch (Exception never) {
            throw new AssertionError(never);
        }
    }

    private final class Declared implements SchemaRegistry {
        @Override
        public Future<List<Registration>> register(List<SchemaDeclaration> declarations) {
            declarations.forEach(one -> declared.put(one.topic(), one.schemas()));
            return Future.succeededFuture(List.of());
        }

        @Override
        public Schema find(String topic, Version version) {
            return null;
        }

        @Override
        public SortedMap<Version, Schema> versions(String topic) {
            return Collections.emptySortedMap();
        }

        @Override
        public Future<Void> close() {
            return Future.succeededFuture();
        }
    }
}
