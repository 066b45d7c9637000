package io.saltbus.registry;

import static io.saltbus.registry.store.Shapes.declared;
import static io.saltbus.registry.store.Shapes.field;
import static io.saltbus.registry.store.Shapes.json;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.IntNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.saltbus.core.event.EventMode;
import io.saltbus.core.event.TopicPattern;
import io.saltbus.core.event.Version;
import io.saltbus.core.schema.EventSchemas;
import io.saltbus.core.schema.Schema;
import io.saltbus.core.schema.SubscriberDeclaration;
import io.saltbus.core.time.Scheduler;
import io.saltbus.registry.Evidence.Finding;
import io.saltbus.registry.Evidence.Sample;
import io.saltbus.registry.Impact.Affected;
import io.saltbus.registry.Impact.Effect;
import io.saltbus.registry.internal.rules.Selectors;
import io.saltbus.registry.store.InstanceReport;
import io.saltbus.registry.store.MemorySchemaStore;
import io.saltbus.registry.store.SchemaStore;
import io.saltbus.registry.store.SchemaStore.Caller;
import io.saltbus.registry.store.Shapes;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class WhoBreaksTest {
    private static final String TOPIC = "order.created";

    private final Vertx vertx = Vertx.vertx();
    private final SchemaStore store = MemorySchemaStore.create(vertx, Scheduler.real(vertx));

    @AfterEach
    void close() {
        await(vertx.close());
    }

    private static <T> T await(Future<T> future) {
        return future.toCompletionStage()
                .toCompletableFuture()
                .orTimeout(30, TimeUnit.SECONDS)
                .join();
    }

    private static SubscriberDeclaration handler(String name, String versions, Schema view) {
        return new SubscriberDeclaration(
                name, "source", List.of(TopicPattern.of("order.*")), versions, EventMode.BROADCAST, view);
    }

    private void runs(SubscriberDeclaration... handlers) {
        await(store.report(new InstanceReport(
                UUID.randomUUID(), "mail", "1.0", Instant.now(), List.of(handlers), List.of(), List.of())));
    }

    private Impact ask(String version, Schema proposed) {
        return await(WhoBreaks.ask(store, TOPIC, Version.parse(version), EventSchemas.of(proposed)));
    }

    @Test
    void eachLiveHandlerIsToldOf() {
        runs(
                handler("breaks", "latest", field("email", "string")),
                handler("reads", "at-least v1", field("id", "integer")),
                handler("any", "latest", null),
                handler("other", "compatible v1", field("email", "string")));
        runs(handler("breaks", "latest", field("email", "string")));

        Impact impact = ask("v2", field("id", "integer"));

        assertThat(impact.handlers())
                .extracting(affected -> affected.handler().handler() + " " + affected.effect())
                .containsExactly("any READS_ANY_SHAPE", "breaks BREAKS", "other DOES_NOT_TAKE", "reads READS");
        assertThat(impact.broken()).singleElement().satisfies(broken -> {
            assertThat(broken.handler().instances()).isEqualTo(2);
            assertThat(broken.handler().service()).isEqualTo("mail");
            assertThat(broken.reasons()).singleElement().asString().contains("/email");
        });
        assertThat(impact.handlers())
                .filteredOn(affected -> affected.effect() == Effect.DOES_NOT_TAKE)
                .flatExtracting(Affected::reasons)
                .singleElement()
                .asString()
                .contains("compatible v1", "v2");
    }

    @Test
    void versionsThatNobodyDependsOnAreNamed() {
        for (String version : List.of("v1", "v1.1", "v2", "v3", "v4")) {
            await(store.register(List.of(declared(TOPIC, version, field("id", "integer"))), new Caller("a", null)));
        }
        await(store.retire(TOPIC, Version.parse("v4"), true, new Caller("a", null)));
        runs(handler("old", "compatible v1", null), handler("all", "latest", null));

        assertThat(ask("v5", field("id", "integer")).unused())
                .containsExactly(Version.parse("v1"), Version.parse("v2"));
        assertThat(await(WhoBreaks.ask(
                                store, "nothing.here", Version.parse("v1"), EventSchemas.of(field("id", "integer"))))
                        .unused())
                .isEmpty();
    }

    @Test
    void wordsOfANewerProgramStandForEveryVersion() {
        for (String words : List.of("latest", "compatible 7", "at-least", "between v1 and v2", "")) {
            assertThat(Selectors.read(words).accepts(Version.parse("v9"))).isTrue();
        }
        assertThat(Selectors.read("compatible v1.2").accepts(Version.parse("v1.1")))
                .isFalse();
        assertThat(Selectors.read("at-least v1.2").accepts(Version.parse("v2"))).isTrue();
    }

    // ---- evidence

    private static final Schema STRICT = Shapes.schema(
            "{'type':'object','required':['id','source'],'properties':{'id':{'type':'integer','minimum':1},"
                    + "'source':{'type':'string','default':'web'},'items':{'type':'array','items':{'type':'object',"
                    + "'properties':{'qty':{'type':'integer'}}}}}}");

    @Test
    void recordedPayloadsAreCountedByWhatIsWrongWithThem() {
        Evidence evidence = Evidence.of(
                STRICT,
                List.of(
                        new Sample("m1", json("{'id':1}")),
                        new Sample("m2", json("{'id':0}")),
                        new Sample("m3", json("{'id':-7,'items':[{'qty':'hunter2'},{'qty':'hunter2'}]}")),
                        new Sample("m4", IntNode.valueOf(5))));

        assertThat(evidence.checked()).isEqualTo(4);
        assertThat(evidence.invalid()).isEqualTo(3);
        assertThat(evidence.clean()).isFalse();
        assertThat(evidence.findings().get(0))
                .satisfies(most -> assertThat(most.pointer()).isEqualTo("/id"))
                .satisfies(most -> assertThat(most.payloads()).isEqualTo(2))
                .satisfies(most -> assertThat(most.firstId()).isEqualTo("m2"));
        assertThat(evidence.findings()).extracting(Finding::pointer).contains("/items/*/qty", "");
        assertThat(evidence.toString()).doesNotContain("hunter2");
    }

    @Test
    void samplesAreNotChangedAndKindsAreBounded() {
        ObjectNode sample = json("{'id':1}");
        assertThat(Evidence.of(STRICT, List.of(new Sample("m1", sample))).clean())
                .isTrue();
        assertThat(sample.has("source")).isFalse();

        Schema closed = Shapes.schema("{'type':'object','additionalProperties':{'type':'integer'}}");
        var samples = new ArrayList<Sample>();
        for (int number = 0; number < 300; number++) {
            samples.add(new Sample("m" + number, json("{'field" + number + "':'text'}")));
        }
        Evidence evidence = Evidence.of(closed, samples);
        assertThat(evidence.invalid()).isEqualTo(300);
        assertThat(evidence.findings()).hasSize(Evidence.KINDS);
    }
}
