package io.saltbus.rpc.internal.wire;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.saltbus.core.extension.BusServices;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.EdgeCasesMode;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.Tuple;
import net.jqwik.api.lifecycle.AfterContainer;
import net.jqwik.api.lifecycle.BeforeContainer;

/** Whoever writes to a key of Celery, its reader ends with an answer or with what is wrong. */
class AnyReplyPropertyTest {
    private static final JsonNodeFactory NODES = JsonNodeFactory.instance;
    private static final Reply.Origin ORIGIN = new Reply.Origin("a.b", "handler", "service");

    private static Vertx vertx;
    private static List<ReplyFormat> formats;

    @BeforeContainer
    static void borrow() {
        vertx = Vertx.vertx();
        BusServices services = BorrowedServices.of(vertx);
        ReplyFormats all = ReplyFormats.of(services);
        formats = List.of(all.celery(), all.ownForm());
    }

    @AfterContainer
    static void giveBack() throws Exception {
        vertx.close().toCompletionStage().toCompletableFuture().get(10, TimeUnit.SECONDS);
    }

    private static void endsWell(Buffer bytes) {
        for (ReplyFormat format : formats) {
            try {
                assertThat(format.read(bytes).callId()).isNotNull();
            } catch (MalformedReplyException told) {
                assertThat(told.getMessage()).isNotBlank();
            }
        }
    }

    @Property(tries = 2000, edgeCases = EdgeCasesMode.NONE) // whose edge cases are mostly empty
    void anyJsonIsAnAnswerOrMalformed(@ForAll("results") JsonNode json) {
        endsWell(Buffer.buffer(json.toString()));
    }

    @Property(tries = 200)
    void anyBytesAreMalformedAtWorst(@ForAll byte[] bytes) {
        endsWell(Buffer.buffer(bytes));
    }

    @Property(tries = 500, edgeCases = EdgeCasesMode.NONE)
    void aReplyThatIsCutAnywhereIsMalformedAtWorst(@ForAll("results") JsonNode json, @ForAll int where) {
        byte[] whole = json.toString().getBytes(StandardCharsets.UTF_8);
        endsWell(Buffer.buffer(whole)
                .slice(0, Math.floorMod(where, whole.length + 1))
                .copy());
    }

    @Property(tries = 200)
    void whatIsWrittenIsRead(
            @ForAll("texts") String callId, @ForAll("texts") String message, @ForAll("objects") ObjectNode value) {
        for (ReplyFormat format : formats) {
            for (Answer answer :
                    List.of(new Answer.Result(value), new Answer.Refusal("OF_A_HANDLER", message, value))) {
                Reply read = format.read(format.write(new Reply(callId, answer), ORIGIN));

                assertThat(read.callId()).isEqualTo(callId);
                assertThat(read.answer().toString()).isEqualTo(answer.toString());
            }
        }
    }

    @Provide
    Arbitrary<String> texts() {
        return Arbitraries.strings().withCharRange('\u0000', '\ud7ff').ofMaxLength(20);
    }

    @Provide
    Arbitrary<ObjectNode> objects() {
        return maps(Arbitraries.of("a", "b", "\u0000", "status"), values(2)).map(AnyReplyPropertyTest::object);
    }

    // near enough to a result of Celery that every branch is come by
    @Provide
    Arbitrary<JsonNode> results() {
        Arbitrary<JsonNode> entries = near(
                Map.of(
                        "status", named("success", "success", "error"),
                        "result",
                                near(
                                        Map.of(
                                                "error_code", values(1),
                                                "error_message", values(1),
                                                "details", values(1)),
                                        values(2)),
                        "error", values(2)),
                values(1));
        Arbitrary<JsonNode> dispatched = near(
                Map.of(
                        "status", named("completed", "completed", "completed", "no_handlers"),
                        "results", lists(entries),
                        "exc_type", values(1),
                        "exc_message", values(2),
                        "exc_module", values(1)),
                values(2));
        return near(
                Map.of(
                        "status", named("SUCCESS", "SUCCESS", "SUCCESS", "FAILURE", "STARTED"),
                        "task_id", named("t"),
                        "result", dispatched,
                        "call", named("t"),
                        "error", values(2)),
                values(2));
    }

    private static Arbitrary<JsonNode> named(String... texts) {
        return Arbitraries.frequencyOf(Tuple.of(8, Arbitraries.of(texts).map(NODES::textNode)), Tuple.of(1, values(1)));
    }

    private static Arbitrary<JsonNode> near(Map<String, Arbitrary<JsonNode>> fields, Arbitrary<JsonNode> others) {
        List<String> names = List.copyOf(fields.keySet());
        Arbitrary<JsonNode> objects = Combinators.combine(names.stream()
                        .map(name -> fields.get(name).injectNull(0.05))
                        .toList())
                .as(values -> {
                    ObjectNode object = NODES.objectNode();
                    for (int index = 0; index < names.size(); index++) {
                        if (values.get(index) != null) {
                            object.set(names.get(index), values.get(index));
                        }
                    }
                    return object;
                });
        return Arbitraries.frequencyOf(Tuple.of(8, objects), Tuple.of(1, others));
    }

    private static Arbitrary<JsonNode> values(int depth) {
        Arbitrary<JsonNode> scalars = Arbitraries.oneOf(
                Arbitraries.strings().ofMaxLength(8).map(NODES::textNode),
                Arbitraries.integers().map(NODES::numberNode),
                Arbitraries.of(true, false).map(NODES::booleanNode),
                Arbitraries.just(NODES.nullNode()));
        return depth == 0
                ? scalars
                : Arbitraries.oneOf(
                        scalars,
                        lists(values(depth - 1)),
                        maps(Arbitraries.strings().ofMaxLength(4), values(depth - 1))
                                .map(AnyReplyPropertyTest::object));
    }

    private static Arbitrary<JsonNode> lists(Arbitrary<JsonNode> items) {
        return items.list().ofMaxSize(3).map(list -> NODES.arrayNode().addAll(list));
    }

    private static Arbitrary<Map<String, JsonNode>> maps(Arbitrary<String> names, Arbitrary<JsonNode> values) {
        return Arbitraries.maps(names, values).ofMaxSize(3);
    }

    private static ObjectNode object(Map<String, JsonNode> fields) {
        ObjectNode object = NODES.objectNode();
        fields.forEach(object::set);
        return object;
    }
}
