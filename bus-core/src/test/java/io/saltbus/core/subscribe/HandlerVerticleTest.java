package io.saltbus.core.subscribe;

import static io.saltbus.core.BusFixture.await;
import static io.saltbus.core.BusFixture.failure;
import static org.assertj.core.api.Assertions.assertThat;

import io.saltbus.core.BusFixture;
import io.saltbus.core.HandlerVerticle;
import io.saltbus.core.Note;
import io.saltbus.core.SaltBus;
import io.saltbus.core.failure.ConfigurationException;
import io.saltbus.core.failure.ConnectionException;
import io.vertx.core.Context;
import io.vertx.core.DeploymentOptions;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.internal.ContextInternal;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

@SuppressWarnings("UnusedVariable") // its handlers count their calls and do not look at the events
class HandlerVerticleTest {
    @RegisterExtension
    final BusFixture fixture = new BusFixture();

    private final List<Handlers> instances = new CopyOnWriteArrayList<>();
    private SaltBus bus;

    private static class Handlers {
        final List<Promise<Void>> running = new CopyOnWriteArrayList<>();
        Context context;

        @Subscribe(name = "shared", prefetch = 5, concurrency = 6)
        Future<Void> take(Note note) {
            context = ((ContextInternal) Vertx.currentContext()).unwrap();
            Promise<Void> answer = Promise.promise();
            running.add(answer);
            return answer.future();
        }

        void finish() {
            List<Promise<Void>> ending = List.copyOf(running);
            running.removeAll(ending); // before a freed slot begins another call
            ending.forEach(answer -> answer.tryComplete());
        }
    }

    @BeforeEach
    void start() {
        bus = fixture.bus(builder -> builder.event(Note.class));
    }

    private String deploy(int count) {
        return await(fixture.vertx.deployVerticle(
                () -> {
                    var handlers = new Handlers();
                    instances.add(handlers);
                    return HandlerVerticle.of(bus, handlers);
                },
                new DeploymentOptions().setInstances(count)));
    }

    private void publish(int count) {
        fixture.publish(bus, IntStream.range(0, count).toArray());
        fixture.turns();
    }

    private int running() {
        return instances.stream().mapToInt(handlers -> handlers.running.size()).sum();
    }

    @Test
    void instancesShareTheWorkEachOnItsOwnContext() {
        deploy(4);
        for (int event = 0; event < 8; event++) {
            publish(1);
            instances.forEach(Handlers::finish);
        }

        assertThat(bus.subscriptions()).hasSize(1);
        assertThat(instances)
                .extracting(handlers -> handlers.context)
                .doesNotContainNull()
                .doesNotHaveDuplicates();
    }

    @Test
    void theConcurrencyIsSharedByTheInstances() {
        deploy(4);
        publish(20);

        assertThat(running()).isEqualTo(6);
        assertThat(bus.load().waiting()).isEqualTo(14);

        instances.stream()
                .filter(handlers -> !handlers.running.isEmpty())
                .findFirst()
                .orElseThrow()
                .finish();
        fixture.turns();
        assertThat(running()).as("freed slots are used, by whichever instance").isEqualTo(6);
        finishAll();
    }

    @Test
    void undeployingWaitsForItsHandlersAndEndsTheSubscription() {
        String deployment = deploy(4);
        publish(6);

        Future<Void> undeployed = fixture.vertx.undeploy(deployment);
        fixture.turns();
        assertThat(undeployed.isComplete()).isFalse();

        finishAll();
        await(undeployed);
        assertThat(bus.subscriptions()).isEmpty();
        assertThat(bus.health().ready()).isTrue();
        publish(1);
        assertThat(fixture.transport.depth("test.shared")).isEqualTo(1);
    }

    @Test
    void undeployingOneLeavesTheOthers() {
        String first = deploy(1);
        deploy(1);

        await(fixture.vertx.undeploy(first));

        assertThat(bus.subscriptions())
                .singleElement()
                .extracting(Subscription::state)
                .isEqualTo(Subscription.State.LIVE);
        publish(2);
        assertThat(instances.get(0).running).isEmpty();
        assertThat(instances.get(1).running).hasSize(2);
        finishAll();
    }

    @Test
    void whatWaitsInAnUndeployedInstanceGoesToTheOthers() {
        String first = deploy(1);
        publish(5);
        deploy(1);
        Future<Void> undeployed = fixture.vertx.undeploy(first);
        publish(2);
        finishAll();
        await(undeployed);
        finishAll();

        assertThat(fixture.settled.stream().filter(end -> end.outcome() == Outcome.HANDLED))
                .hasSize(7);
    }

    @Test
    void anInstanceThatJoinsAPausedSubscriptionTakesNothing() {
        deploy(1);
        await(bus.subscriptions().get(0).pause());
        deploy(1);

        publish(3);

        assertThat(running()).isZero();
        assertThat(fixture.transport.depth("test.shared")).isEqualTo(3);
        await(bus.subscriptions().get(0).resume());
        fixture.turns();
        assertThat(running()).isEqualTo(3);
        finishAll();
    }

    @Test
    void deployingBeforeTheBusIsStartedFails() {
        SaltBus other = fixture.build(builder -> builder.service("other"));

        assertThat(failure(fixture.vertx.deployVerticle(HandlerVerticle.of(other, new Handlers()))))
                .isInstanceOf(ConnectionException.NotStarted.class);
    }

    @Test
    void deployingWhatHasNoHandlersFails() {
        assertThat(failure(fixture.vertx.deployVerticle(HandlerVerticle.of(bus, "text"))))
                .isInstanceOf(ConfigurationException.class)
                .hasMessageContaining("java.lang.String has no method with @Subscribe");
    }

    private void finishAll() {
        for (int round = 0; round < 4; round++) {
            instances.forEach(Handlers::finish);
            fixture.turns();
        }
    }
}
