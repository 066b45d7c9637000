package io.saltbus.rpc.internal.respond;

import static io.saltbus.rpc.internal.respond.ResponderFixture.await;
import static io.saltbus.rpc.internal.respond.ResponderFixture.failure;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.saltbus.core.SaltBus;
import io.saltbus.core.event.EventMode;
import io.saltbus.core.event.EventView;
import io.saltbus.core.failure.ConfigurationException;
import io.saltbus.core.subscribe.Outcome;
import io.saltbus.core.subscribe.Subscribe;
import io.saltbus.core.transport.TransportSettings;
import io.saltbus.core.transport.memory.MemoryTransport;
import io.saltbus.testkit.ForwardingTransport;
import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletionStage;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class ResponderStartTest {
    @RegisterExtension
    final ResponderFixture fixture = new ResponderFixture();

    static Stream<Arguments> unfit() {
        return Stream.of(
                Arguments.of(
                        new Object() {
                            @Subscribe(name = "wrong")
                            Future<Documents.Hint> list(Documents.Request request) {
                                return Future.succeededFuture();
                            }
                        },
                        "Documents$Hint, but io.saltbus.rpc.internal.respond.Documents$Request asks for"
                                + " io.saltbus.rpc.internal.respond.Documents$Listing"),
                Arguments.of(
                        new Object() {
                            @Subscribe(name = "nothing")
                            void list(Documents.Request request) {}
                        },
                        "returns nothing"),
                Arguments.of(
                        new Object() {
                            @Subscribe(name = "void")
                            Future<Void> list(Documents.Request request) {
                                return Future.succeededFuture();
                            }
                        },
                        "returns nothing"),
                Arguments.of(
                        new Object() {
                            @Subscribe(name = "text", value = "rpc.text", mode = EventMode.RPC)
                            CompletionStage<String> list(EventView request) {
                                return Future.succeededFuture("").toCompletionStage();
                            }
                        },
                        "java.lang.String"),
                Arguments.of(
                        new Object() {
                            @Subscribe(name = "plain")
                            Future<List<String>> list(Documents.Plain request) {
                                return Future.succeededFuture(List.of());
                            }
                        },
                        "which is no JSON object: wrap it in a record"),
                Arguments.of(
                        new Object() {
                            @Subscribe(name = "odd")
                            Future<Documents.Listing> list(Documents.Odd request) {
                                return Future.succeededFuture();
                            }
                        },
                        "must be a record of errorCode, errorMessage and perhaps details"));
    }

    @ParameterizedTest
    @MethodSource("unfit")
    void aHandlerThatCannotAnswerWhatIsAskedIsRefusedAtTheStart(Object handlers, String why) {
        SaltBus bus = fixture.bus(Documents.Request.class);

        assertThat(failure(bus.subscribe(handlers)))
                .isInstanceOf(ConfigurationException.class)
                .hasMessageContaining(why);
        assertThat(bus.subscriptions()).isEmpty();
    }

    @Test
    void aRequestWhoseErrorIsNoneIsRefusedWhereItIsDeclared() {
        assertThatThrownBy(() -> fixture.bus(Documents.Odd.class))
                .hasMessageContaining("must be a record of errorCode, errorMessage and perhaps details");
    }

    static Stream<Object> fit() {
        return Stream.of(
                new Object() {
                    @Subscribe(name = "value")
                    Documents.Listing list(Documents.Request request) {
                        return new Documents.Listing(List.of(), 0);
                    }
                },
                new Object() {
                    @Subscribe(name = "json")
                    Future<JsonObject> list(Documents.Request request) {
                        return Future.succeededFuture(JsonObject.of("titles", List.of(), "total_count", 0));
                    }
                },
                new Object() {
                    @Subscribe(name = "any")
                    Future<?> list(Documents.Request request) {
                        return Future.succeededFuture(Map.of("titles", List.of(), "total_count", 0));
                    }
                });
    }

    @ParameterizedTest
    @MethodSource("fit")
    void aHandlerMayLeaveItsAnswersTypeToTheRequest(Object handlers) {
        await(fixture.bus(Documents.Request.class).subscribe(handlers));

        fixture.ask(Documents.TOPIC, "1", new JsonObject().put("user_id", 1));

        fixture.expect(Outcome.HANDLED);
        assertThat(fixture.kept("1").getJsonObject("result").getLong("total_count"))
                .isZero();
    }

    @Test
    void overABrokerBetweenProcessesItIsRefusedWithoutRedis() {
        var outside =
                new ForwardingTransport(MemoryTransport.create(
                        fixture.vertx, "outside", TransportSettings.of(fixture.time, Duration.ofSeconds(5)))) {
                    @Override
                    public boolean betweenProcesses() {
                        return true;
                    }
                };
        SaltBus bus = SaltBus.builder(fixture.vertx)
                .service("docs")
                .transport(outside)
                .handlers(new AnswerTest.Handlers())
                .build();

        assertThat(failure(bus.start()))
                .isInstanceOf(ConfigurationException.class)
                .hasMessageContaining("answers requests")
                .hasMessageContaining("SALTBUS_REDIS_URL");
        await(bus.close());
    }

    @Test
    void onMemoryItNeedsNothing() {
        SaltBus bus = SaltBus.builder(fixture.vertx)
                .service("docs")
                .handlers(new AnswerTest.Handlers())
                .build();

        await(bus.start());

        assertThat(bus.subscriptions()).hasSize(3);
        await(bus.close());
    }

    @Test
    void whereTheStoreIsNotRequiredItStartsWithoutAndAnswersLater() {
        fixture.store.down = true;
        SaltBus bus = fixture.bus(options -> options.notRequired(), Documents.Request.class);
        await(bus.subscribe(new AnswerTest.Handlers()));
        fixture.ask(Documents.TOPIC, "1", new JsonObject().put("user_id", 1));
        fixture.expectNothing();

        fixture.store.down = false;
        fixture.advance(Duration.ofSeconds(2));

        fixture.expect(Outcome.HANDLED);
        assertThat(fixture.kept("1")).isNotNull();
    }

    @Test
    void whereTheStoreIsRequiredAndAwayTheHandlerIsRefused() {
        SaltBus bus = fixture.bus(); // one that declares requests would have reached it when it started
        fixture.store.down = true;

        assertThat(failure(bus.subscribe(new AnswerTest.Handlers()))).hasMessageContaining("the store, on purpose");
        assertThat(bus.subscriptions()).isEmpty();
    }
}
