package io.saltbus.registry.internal.mirror;

import static io.saltbus.registry.internal.mirror.MirrorFixture.await;
import static io.saltbus.registry.internal.mirror.MirrorFixture.subscriber;
import static io.saltbus.registry.internal.mirror.Schemas.declared;
import static org.assertj.core.api.Assertions.assertThat;

import io.saltbus.core.event.Version;
import io.saltbus.core.schema.Schema;
import io.saltbus.core.schema.SchemaStatus;
import io.saltbus.core.schema.SubscriberDeclaration;
import io.saltbus.registry.RegistryOptions;
import io.vertx.core.Future;
import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class MirroredSchemasTest {
    private static final Version V1 = Version.parse("v1");

    @RegisterExtension
    final MirrorFixture fixture = new MirrorFixture();

    private final Schema byText = Schemas.with("id", "string");
    private final Schema byNumber = Schemas.with("id", "integer");

    @Test
    void whatIsSubscribedToIsThereWhenTheSubscriptionIs() {
        fixture.store.put("order.paid", "v1", byText);
        fixture.store.put("order.paid", "v1.1", byText);
        fixture.store.put("user.left", "v1", byText);
        MirroredRegistry mirror = fixture.started();

        await(mirror.subscribed(subscriber("reader", "order.*")));

        assertThat(mirror.versions("order.paid")).containsOnlyKeys(V1, Version.parse("v1.1"));
        assertThat(fixture.knows(mirror, "order.paid", "v1.1")).isTrue();
        assertThat(fixture.gauge("saltbus.registry.schemas")).isEqualTo(2);
    }

    @Test
    void ownTopicsAreKnownWithAllVersionsAndTheirStates() {
        fixture.store.put("order.paid", "v0", byNumber, SchemaStatus.RETIRED);
        fixture.store.put("order.paid", "v1", byText, SchemaStatus.DEPRECATED);
        MirroredRegistry mirror = fixture.started(declared("order.paid", "v1", byText));

        assertThat(mirror.status("order.paid", Version.parse("v0"))).isEqualTo(SchemaStatus.RETIRED);
        assertThat(mirror.status("order.paid", V1)).isEqualTo(SchemaStatus.DEPRECATED);
        assertThat(mirror.status("order.paid", Version.parse("v2"))).isEqualTo(SchemaStatus.ACTIVE);
        assertThat(mirror.status("order.sent", V1)).isEqualTo(SchemaStatus.ACTIVE);
        assertThat(fixture.find(mirror, "order.paid", "v1")).isSameAs(byText);
    }

    @Test
    void aChangeIsPushed() {
        MirroredRegistry mirror = fixture.started();
        await(mirror.subscribed(subscriber("reader", "order.*")));
        fixture.store.put("order.paid", "v1", byText);
        fixture.store.tell("order.paid");
        fixture.turns();
        assertThat(fixture.knows(mirror, "order.paid", "v1")).isTrue();

        fixture.store.put("order.paid", "v1", byText, SchemaStatus.RETIRED);
        fixture.store.tell("#");
        fixture.turns();

        assertThat(mirror.status("order.paid", V1)).isEqualTo(SchemaStatus.RETIRED);
    }

    @Test
    void aChangeOfWhatNobodyNeedsIsNotFetched() {
        MirroredRegistry mirror = fixture.started();
        await(mirror.subscribed(subscriber("reader", "order.*")));
        int before = fixture.store.queries.size();

        fixture.store.tell("user.left");
        fixture.store.tell("not a topic");
        fixture.turns();

        assertThat(fixture.store.queries).hasSize(before);
    }

    @Test
    void whatWasNotPushedIsFoundByTheNextRefreshAndWhatIsGoneGoes() {
        fixture.store.put("order.sent", "v1", byText);
        MirroredRegistry mirror = fixture.started();
        await(mirror.subscribed(subscriber("reader", "order.*")));
        assertThat(fixture.knows(mirror, "order.sent", "v1")).isTrue();
        fixture.store.put("order.paid", "v1", byText);
        fixture.store.remove("order.sent", "v1");

        fixture.passing(Duration.ofSeconds(61));

        assertThat(mirror.versions("order.paid")).isNotEmpty();
        assertThat(mirror.versions("order.sent")).isEmpty();
        assertThat(fixture.meters
                        .get("saltbus.registry.refreshes")
                        .tag("outcome", "ok")
                        .counter()
                        .count())
                .isGreaterThan(1);
    }

    @Test
    void aRefreshKeepsTheCompiledSchemaOfWhatHasNotChanged() {
        fixture.store.put("order.paid", "v1", byText);
        MirroredRegistry mirror = fixture.started();
        await(mirror.subscribed(subscriber("reader", "order.*")));
        Schema compiled = fixture.find(mirror, "order.paid", "v1");

        fixture.store.put("order.paid", "v1", byText, SchemaStatus.DEPRECATED);
        fixture.store.tell("#");
        fixture.turns();

        assertThat(mirror.status("order.paid", V1)).isEqualTo(SchemaStatus.DEPRECATED);
        assertThat(fixture.find(mirror, "order.paid", "v1")).isSameAs(compiled);
    }

    @Test
    void whatIsLookedForInVainIsFetchedOnceInAWhile() {
        MirroredRegistry mirror = fixture.started(declared("order.paid", "v1", byText));
        int before = fixture.store.queries.size();
        for (int message = 0; message < 100; message++) {
            assertThat(fixture.knows(mirror, "order.paid", "v2")).isFalse();
            assertThat(mirror.versions("order.lost")).isEmpty();
        }
        fixture.turns();
        assertThat(fixture.store.queries.size() - before).isBetween(1, 2);

        fixture.store.put("order.paid", "v2", byNumber);
        fixture.advance(Misses.PAUSE);
        assertThat(fixture.knows(mirror, "order.paid", "v2")).isFalse();
        fixture.turns();

        assertThat(fixture.knows(mirror, "order.paid", "v2")).isTrue();
    }

    @Test
    void aTopicThatIsNoneIsNotAskedFor() {
        MirroredRegistry mirror = fixture.started();
        int before = fixture.store.queries.size();

        assertThat(fixture.knows(mirror, "#", "v1")).isFalse();
        assertThat(fixture.knows(mirror, "a..b", "v1")).isFalse();
        assertThat(fixture.knows(mirror, "'; DROP TABLE", "v1")).isFalse();
        fixture.turns();

        assertThat(fixture.store.queries).hasSize(before);
    }

    @Test
    void missesAreBounded() {
        var misses = new Misses(fixture.time);
        IntStream.range(0, Misses.MOST).forEach(topic -> misses.toBeAsked("t" + topic));

        assertThat(misses.toBeAsked("one.more")).isFalse();
        fixture.time.advance(Misses.PAUSE);
        assertThat(misses.toBeAsked("one.more")).isTrue();
    }

    @Test
    void whatCannotBeReadIsSaidOnceAndIsAsIfUnknown() {
        fixture.store.putUnreadable("order.paid", "v1");
        MirroredRegistry mirror = fixture.started();
        await(mirror.subscribed(subscriber("reader", "order.*")));
        int before = fixture.store.queries.size();

        assertThat(fixture.knows(mirror, "order.paid", "v1")).isFalse();
        fixture.store.tell("#");
        fixture.turns();

        assertThat(fixture.log("WARN schema_unreadable topic=order.paid version=v1 publisher=elsewhere"))
                .hasSize(1);
        assertThat(fixture.store.queries.size() - before).isEqualTo(1);
    }

    @Test
    void manyHandlersAreLoadedWithFewQuestions() {
        MirroredRegistry mirror = fixture.started();
        int before = fixture.store.queries.size();

        List<SubscriberDeclaration> handlers = IntStream.range(0, 200)
                .mapToObj(number -> subscriber("reader" + number, "order.n" + number))
                .toList();
        Future<?> all = Future.future(done -> fixture.vertx.runOnContext(
                turn -> Future.join(handlers.stream().map(mirror::subscribed).toList())
                        .<Void>mapEmpty()
                        .onComplete(done)));
        await(all);

        assertThat(fixture.store.queries.size() - before).isBetween(1, 3);
    }

    @Test
    void beyondTheBoundWhatNobodyAskedForGoesFirstAndOwnTopicsStay() {
        MirroredRegistry mirror = fixture.mirror(RegistryOptions.defaults().withMaxSchemas(100));
        fixture.register(mirror, declared("own.topic", "v1", byText));
        IntStream.range(0, 120).forEach(number -> fixture.store.put("looked.t" + number, "v1", byText));

        IntStream.range(0, 120).forEach(number -> {
            fixture.knows(mirror, "looked.t" + number, "v1");
            fixture.turns();
            fixture.knows(mirror, "looked.t0", "v1");
        });

        assertThat(fixture.gauge("saltbus.registry.schemas")).isEqualTo(100);
        assertThat(fixture.find(mirror, "own.topic", "v1")).isSameAs(byText);
    }

    @Test
    void moreSchemasThanAreKeptAreSaidOnce() {
        MirroredRegistry mirror = fixture.mirror(RegistryOptions.defaults().withMaxSchemas(100));
        IntStream.range(0, 150).forEach(number -> fixture.store.put("order.t" + number, "v1", byText));
        fixture.register(mirror);

        await(mirror.subscribed(subscriber("reader", "order.*")));
        fixture.store.tell("#");
        fixture.turns();

        assertThat(fixture.gauge("saltbus.registry.schemas")).isEqualTo(100);
        assertThat(fixture.log("WARN mirror_full limit=100")).hasSize(1);
    }
}
