package io.saltbus.rpc.internal.respond;

import static io.saltbus.rpc.internal.respond.ResponderFixture.await;
import static org.assertj.core.api.Assertions.assertThat;

import io.saltbus.core.SaltBus;
import io.saltbus.core.event.EventMode;
import io.saltbus.core.event.EventView;
import io.saltbus.core.event.Version;
import io.saltbus.core.schema.PayloadException;
import io.saltbus.core.subscribe.Blocking;
import io.saltbus.core.subscribe.Outcome;
import io.saltbus.core.subscribe.Subscribe;
import io.saltbus.core.subscribe.SubscribeOptions;
import io.saltbus.core.subscribe.TimeLimits;
import io.saltbus.rpc.RpcException;
import io.saltbus.rpc.RpcOptions;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class AnswerTest {
    private static final JsonObject ASKED = new JsonObject().put("user_id", 7);

    @RegisterExtension
    final ResponderFixture fixture = new ResponderFixture();

    /** Three ways to answer. */
    static final class Handlers {
        @Subscribe
        Future<Documents.Listing> list(Documents.Request request) {
            return Future.succeededFuture(new Documents.Listing(List.of("of " + request.userId()), 1));
        }

        @Blocking
        @Subscribe(value = "rpc.blocking", mode = EventMode.RPC)
        Documents.Listing blocking(EventView request) {
            return new Documents.Listing(
                    List.of(Thread.currentThread().getName().contains("worker") ? "w" : "e"), 1);
        }

        @Subscribe(value = "rpc.stage", mode = EventMode.RPC)
        CompletionStage<JsonObject> stage(EventView request) {
            return CompletableFuture.completedFuture(request.json().put("by", "stage"));
        }
    }

    @Test
    void whatAHandlerReturnsIsKeptAndToldInSnakeCase() {
        await(fixture.bus(Documents.Request.class).subscribe(new Handlers()));
        BlockingQueue<JsonObject> told = fixture.listen();

        fixture.ask(Documents.TOPIC, "1", ASKED);

        fixture.expect(Outcome.HANDLED);
        JsonObject kept = fixture.kept("1");
        assertThat(kept.getString("call")).isEqualTo("1");
        assertThat(kept.getString("service")).isEqualTo("docs");
        assertThat(kept.getString("handler")).isEqualTo("handlers.list");
        assertThat(kept.getJsonObject("result"))
                .isEqualTo(new JsonObject()
                        .put("titles", new JsonArray().add("of 7"))
                        .put("total_count", 1));
        fixture.turns();
        assertThat(told).containsExactly(kept);
    }

    @Test
    void anAnswerIsKeptForAnHour() {
        await(fixture.bus(Documents.Request.class).subscribe(new Handlers()));
        fixture.ask(Documents.TOPIC, "1", ASKED);
        fixture.expect(Outcome.HANDLED);

        fixture.time.advance(Duration.ofMinutes(59));
        fixture.turns();
        assertThat(fixture.kept("1")).isNotNull();

        fixture.time.advance(Duration.ofMinutes(1));
        fixture.turns();
        assertThat(fixture.kept("1")).isNull();
    }

    @Test
    void anAnswerIsKeptAsLongAsTheOptionSays() {
        SaltBus bus = fixture.bus(options -> options.withReplyTtl(Duration.ofSeconds(5)), Documents.Request.class);
        await(bus.subscribe(new Handlers()));
        fixture.ask(Documents.TOPIC, "1", ASKED);
        fixture.expect(Outcome.HANDLED);

        fixture.advance(Duration.ofSeconds(5));

        assertThat(fixture.kept("1")).isNull();
    }

    @Test
    void respondersWithoutAClassAndOnOtherThreadsAnswerToo() {
        await(fixture.bus(Documents.Request.class).subscribe(new Handlers()));

        fixture.ask("rpc.blocking", "1", ASKED);
        fixture.expect(Outcome.HANDLED);
        assertThat(fixture.kept("1").getJsonObject("result").getJsonArray("titles"))
                .containsExactly("w");

        fixture.ask("rpc.stage", "2", ASKED);
        fixture.expect(Outcome.HANDLED);
        assertThat(fixture.kept("2").getJsonObject("result"))
                .isEqualTo(ASKED.copy().put("by", "stage"));
    }

    @Test
    void aHandlerInCodeAnswersWithAMap() {
        respond(request -> Future.succeededFuture(Map.of("titles", List.of(), "total_count", 0)));

        fixture.ask(Documents.TOPIC, "1", ASKED);

        fixture.expect(Outcome.HANDLED);
        assertThat(fixture.kept("1").getJsonObject("result").getInteger("total_count"))
                .isZero();
    }

    @Test
    void whereNobodyWaitsNothingIsKept() {
        respond(request -> Future.succeededFuture(new Documents.Listing(List.of(), 0)));

        fixture.ask(Documents.TOPIC, "1", request -> request.reply(null, null), ASKED);

        fixture.expect(Outcome.HANDLED);
        assertThat(fixture.kept("1")).isNull();
    }

    @Test
    void aFailureThatAHandlerMeansIsToldAsItIs() {
        var details = new JsonObject().put("folder_id", 3);
        respond(request -> Future.failedFuture(
                new CompletionException(new RpcException("NO_ACCESS", "not your folder", details))));

        fixture.ask(Documents.TOPIC, "1", ASKED);

        fixture.expect(Outcome.REFUSED);
        assertThat(error("1"))
                .isEqualTo(new JsonObject()
                        .put("code", "NO_ACCESS")
                        .put("message", "not your folder")
                        .put("details", details));
    }

    @Test
    void aFailureThatBreaksTheErrorsSchemaIsTheRespondersMistake() {
        respond(request ->
                Future.failedFuture(new RpcException("NO_ACCESS", "no", new JsonObject().put("folder_id", "s3cret"))));

        fixture.ask(Documents.TOPIC, "1", ASKED);

        fixture.expect(Outcome.REFUSED);
        assertThat(error("1").getString("code")).isEqualTo(RpcException.INVALID_REPLY);
        assertThat(pointers("1")).containsExactly("/details/folder_id");
        assertThat(error("1").encode()).doesNotContain("s3cret");
    }

    static Stream<Throwable> unexpected() {
        return Stream.of(
                new IllegalStateException("s3cret"),
                new PayloadException.Undecodable("s3cret"), // of what the handler itself read, which was no request
                new Error("s3cret") {
                    @Override
                    public String getMessage() {
                        throw new IllegalStateException("a failure that cannot even be told");
                    }
                });
    }

    @ParameterizedTest
    @MethodSource("unexpected")
    void whatAHandlerDidNotMeanForCallersIsAnIdToThem(Throwable cause) {
        respond(request -> Future.failedFuture(cause));

        fixture.ask(Documents.TOPIC, "1", ASKED);

        fixture.expect(Outcome.REFUSED);
        JsonObject error = error("1");
        assertThat(error.getString("code")).isEqualTo(RpcException.INTERNAL);
        String id = error.getJsonObject("details").getString("error_id");
        assertThat(id).matches("[0-9a-f]{16}");
        assertThat(error.getString("message")).contains(id).doesNotContain("s3cret");
    }

    @Test
    void exceptionsAreToldWhereThatIsAllowed() {
        respond(RpcOptions::withExceptionTexts, SubscribeOptions.named("list"), request -> {
            throw new IllegalStateException("the disk is full");
        });

        fixture.ask(Documents.TOPIC, "1", ASKED);

        fixture.expect(Outcome.REFUSED);
        assertThat(error("1").getString("message")).endsWith("IllegalStateException: the disk is full");
    }

    static Stream<Arguments> badAnswers() {
        return Stream.of(
                Arguments.of(null, "it must be a JSON object, but is null"),
                Arguments.of(42, "it must be a JSON object"),
                Arguments.of(
                        new Documents.Listing(
                                List.of("x".repeat(ResponderFixture.MAX_BYTES - 200), "y".repeat(300)), 2),
                        ResponderFixture.MAX_BYTES + " are allowed"));
    }

    @ParameterizedTest
    @MethodSource("badAnswers")
    void whatIsNoAnswerIsTheRespondersMistake(Object answer, String why) {
        respond(request -> Future.succeededFuture(answer));

        fixture.ask(Documents.TOPIC, "1", ASKED);

        fixture.expect(Outcome.REFUSED);
        assertThat(error("1").getString("code")).isEqualTo(RpcException.INVALID_REPLY);
        assertThat(error("1").getString("message")).contains(why);
    }

    @Test
    void anAnswerThatBreaksItsSchemaIsToldWithItsViolationsAndNoValue() {
        respond(request ->
                Future.succeededFuture(new JsonObject().put("titles", "s3cret").put("total_count", 1)));

        fixture.ask(Documents.TOPIC, "1", ASKED);

        fixture.expect(Outcome.REFUSED);
        assertThat(error("1").getString("code")).isEqualTo(RpcException.INVALID_REPLY);
        assertThat(pointers("1")).containsExactly("/titles");
        assertThat(error("1").encode()).doesNotContain("s3cret");
    }

    @Test
    void aRequestThatBreaksItsSchemaIsToldWithItsViolationsAndNoValue() {
        respond(request -> Future.succeededFuture(new Documents.Listing(List.of(), 0)));

        fixture.ask(Documents.TOPIC, "1", new JsonObject().put("user_id", "s3cret"));

        fixture.expect(Outcome.REFUSED);
        assertThat(error("1").getString("code")).isEqualTo(RpcException.INVALID_REQUEST);
        assertThat(pointers("1")).containsExactly("/user_id");
        assertThat(error("1").encode()).doesNotContain("s3cret");
    }

    @Test
    void aMinorVersionThatIsNotServedIsTold() {
        await(fixture.bus(Documents.Request.class).subscribe(new Object() {
            @Subscribe(version = "v1.2", name = "newer")
            Future<Documents.Listing> list(Documents.Request request) {
                return Future.succeededFuture(new Documents.Listing(List.of(), 0));
            }
        }));

        fixture.ask(Documents.TOPIC, "1", request -> request.version(Version.parse("v1.1")), ASKED);

        fixture.expect(Outcome.REFUSED);
        assertThat(error("1").getString("code")).isEqualTo(RpcException.VERSION_UNSUPPORTED);
    }

    @Test
    void aHandlerThatIsLateIsToldOnceAndNotAgainWhenItEnds() {
        Promise<Object> late = Promise.promise();
        respond(
                options -> options,
                SubscribeOptions.named("list").withTimeLimits(TimeLimits.hard(Duration.ofSeconds(2))),
                request -> late.future());
        fixture.ask(Documents.TOPIC, "1", ASKED);

        fixture.advance(Duration.ofSeconds(2));
        fixture.expect(Outcome.REFUSED);
        late.complete(new Documents.Listing(List.of(), 0));

        fixture.expectNothing();
        assertThat(error("1").getString("code")).isEqualTo(RpcException.TIME_LIMIT_EXCEEDED);
    }

    private void respond(Function<Documents.Request, Future<?>> handler) {
        respond(options -> options, SubscribeOptions.named("list"), handler);
    }

    private void respond(
            UnaryOperator<RpcOptions> how, SubscribeOptions options, Function<Documents.Request, Future<?>> handler) {
        await(fixture.bus(how, Documents.Request.class)
                .subscribe(Documents.Request.class, options, (request, envelope) -> handler.apply(request)));
    }

    private JsonObject error(String callId) {
        return fixture.kept(callId).getJsonObject("error");
    }

    private List<String> pointers(String callId) {
        return error(callId).getJsonObject("details").getJsonArray("violations").stream()
                .map(violation -> ((JsonObject) violation).getString("pointer"))
                .toList();
    }
}
