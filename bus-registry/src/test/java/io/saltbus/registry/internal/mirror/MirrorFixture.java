package io.saltbus.registry.internal.mirror;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.saltbus.core.event.EventMode;
import io.saltbus.core.event.TopicPattern;
import io.saltbus.core.event.Version;
import io.saltbus.core.schema.Registration;
import io.saltbus.core.schema.RegistrySettings;
import io.saltbus.core.schema.Schema;
import io.saltbus.core.schema.SchemaDeclaration;
import io.saltbus.core.schema.SubscriberDeclaration;
import io.saltbus.core.time.VirtualScheduler;
import io.saltbus.registry.RegistryOptions;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.slf4j.LoggerFactory;

/** Mirrors of one store that can be switched off, on a clock that the test moves. */
final class MirrorFixture implements BeforeEachCallback, AfterEachCallback {
    private static final long PATIENCE_SECONDS = 10;
    private static final int CHAIN = 24;

    /** Has one event loop and one worker, so that after {@link #turns()} everything that was set off has happened. */
    final Vertx vertx = Vertx.vertx(new VertxOptions().setEventLoopPoolSize(1).setWorkerPoolSize(1));

    final VirtualScheduler time = new VirtualScheduler(Instant.parse("2026-11-22T12:00:00Z"));
    final SwitchedStore store = new SwitchedStore();
    final SimpleMeterRegistry meters = new SimpleMeterRegistry();
    private final ListAppender<ILoggingEvent> lines = new ListAppender<>();
    private final Logger logger = (Logger) LoggerFactory.getLogger("io.saltbus.registry");
    private final List<MirroredRegistry> mirrors = new ArrayList<>();

    MirroredRegistry mirror() {
        return mirror(RegistryOptions.defaults());
    }

    MirroredRegistry mirror(RegistryOptions options) {
        var mirror = new MirroredRegistry(store, settings(), options);
        mirrors.add(mirror);
        return mirror;
    }

    RegistrySettings settings() {
        return new RegistrySettings(vertx, time, () -> 0, "test", "2.4.1", meters);
    }

    /** A mirror that has registered these. */
    MirroredRegistry started(SchemaDeclaration... declarations) {
        MirroredRegistry mirror = mirror();
        register(mirror, declarations);
        return mirror;
    }

    List<Registration> register(MirroredRegistry mirror, SchemaDeclaration... declarations) {
        return await(mirror.register(List.of(declarations)));
    }

    /** Registers where the store does not answer: time passes until the start goes on without it. */
    List<Registration> registerInVain(MirroredRegistry mirror, SchemaDeclaration... declarations) {
        Future<List<Registration>> pending = mirror.register(List.of(declarations));
        passing(Duration.ofSeconds(6));
        return await(pending);
    }

    static SubscriberDeclaration subscriber(String handler, String... patterns) {
        return new SubscriberDeclaration(
                handler,
                "the test",
                List.of(patterns).stream().map(TopicPattern::of).toList(),
                "latest",
                EventMode.BROADCAST,
                null);
    }

    /** Whether this version is known; asks as a message does. */
    boolean knows(MirroredRegistry mirror, String topic, String version) {
        return find(mirror, topic, version) != null;
    }

    Schema find(MirroredRegistry mirror, String topic, String version) {
        return mirror.find(topic, Version.parse(version));
    }

    /** Lets everything happen that was set off, on the loop and on the worker. */
    void turns() {
        for (int turn = 0; turn < CHAIN; turn++) {
            await(vertx.executeBlocking(() -> true, false));
            await(Future.future(done -> vertx.runOnContext(reached -> done.complete())));
        }
    }

    void advance(Duration step) {
        turns();
        time.advance(step);
        turns();
    }

    /** Moves the clock in steps, so that what one timer sets off can set the next. */
    void passing(Duration whole) {
        for (Duration left = whole; !left.isNegative() && !left.isZero(); left = left.minusMillis(500)) {
            advance(Duration.ofMillis(500));
        }
    }

    /** What was logged, each line in the form {@code LEVEL text}. */
    List<String> log() {
        return List.copyOf(lines.list).stream()
                .map(line -> line.getLevel() + " " + line.getFormattedMessage())
                .toList();
    }

    List<String> log(String beginning) {
        return log().stream().filter(line -> line.startsWith(beginning)).toList();
    }

    double gauge(String name) {
        return meters.get(name).gauge().value();
    }

    static <T> T await(Future<T> future) {
        try {
            return future.toCompletionStage().toCompletableFuture().get(PATIENCE_SECONDS, TimeUnit.SECONDS);
        } catch (ExecutionException failed) {
            throw new AssertionError("the future failed: " + failed.getCause(), failed.getCause());
        } catch (TimeoutException | InterruptedException never) {
            throw new AssertionError("the future did not complete", never);
        }
    }

    static Throwable failure(Future<?> future) {
        try {
            Object value = future.toCompletionStage().toCompletableFuture().get(PATIENCE_SECONDS, TimeUnit.SECONDS);
            throw new AssertionError("the future was expected to fail, but has " + value);
        } catch (ExecutionException failed) {
            return failed.getCause();
        } catch (TimeoutException | InterruptedException never) {
            throw new AssertionError("the future did not complete", never);
        }
    }

    @Override
    public void beforeEach(ExtensionContext context) {
        lines.start();
        logger.setLevel(Level.INFO);
        logger.addAppender(lines);
    }

    @Override
    public void afterEach(ExtensionContext context) {
        for (MirroredRegistry mirror : mirrors) {
            Future<Void> closing = mirror.close();
            passing(Reports.LAST.plusSeconds(1));
            await(closing);
        }
        logger.detachAppender(lines);
        logger.setLevel(null);
        if (store.line != SwitchedStore.Line.SILENT) { // what it never answers is waited for, to its end
            assertThat(time.nextIn()).as("timers that are left behind").isEmpty();
        }
        await(vertx.close());
    }
}
