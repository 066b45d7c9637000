package io.saltbus.registry.internal.mirror;

import io.saltbus.core.schema.RegistrySettings;
import io.saltbus.core.schema.SubscriberDeclaration;
import io.saltbus.core.time.Scheduler.Timer;
import io.saltbus.registry.RegistryException;
import io.saltbus.registry.store.InstanceReport;
import io.saltbus.registry.store.SchemaStore;
import io.vertx.core.Future;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Tells the store from time to time that the process lives, what it runs and what it did. Used at home. */
final class Reports {
    /** How soon a change of what runs is told: soon enough for who looks who is left, late enough for a whole start to be one change. */
    static final Duration SOON = Duration.ofMillis(250);

    /** How long a close waits for the last one. */
    static final Duration LAST = Duration.ofSeconds(2);

    private static final Logger LOG = LoggerFactory.getLogger("io.saltbus.registry");

    private final UUID instance = UUID.randomUUID();
    private final SchemaStore store;
    private final Home home;
    private final RegistrySettings settings;
    private final Interests interests;
    private final Usage usage;
    private final MirrorMeters meters;
    private final Duration interval;
    private final Contact contact;
    private final Consumer<Throwable> failed;
    private @Nullable Timer soon;
    private @Nullable Timer regular;
    private @Nullable Future<Void> underWay;
    private boolean saidRefused;
    private boolean closed;

    /** @param failed told why one could not be brought; what it held is in the next */
    Reports(
            SchemaStore store,
            Home home,
            RegistrySettings settings,
            Interests interests,
            Usage usage,
            MirrorMeters meters,
            Duration interval,
            Contact contact,
            Consumer<Throwable> failed) {
        this.store = store;
        this.home = home;
        this.settings = settings;
        this.interests = interests;
        this.usage = usage;
        this.meters = meters;
        this.interval = interval;
        this.contact = contact;
        this.failed = failed;
    }

    /** Begins; safe to call again. */
    void begin() {
        if (regular == null && !closed) {
            regular = home.after(interval, () -> {
                regular = null;
                begin();
                report();
            });
        }
    }

    /** What runs has changed, or the store is there again. */
    void soon() {
        if (soon == null && !closed) {
            soon = home.after(SOON, () -> {
                soon = null;
                report();
            });
        }
    }

    private void report() {
        if (underWay == null && contact.there() && !closed) {
            send(interests.subscribers()).onFailure(this::undelivered);
        }
    }

    // one that takes no reports, or not from this service, is a registry still
    private void undelivered(Throwable failure) {
        if (!(failure instanceof RegistryException refusal) || refusal.retryable()) {
            failed.accept(failure);
        } else if (!saidRefused) {
            saidRefused = true;
            LOG.warn(
                    "reports_refused cause=\"{}\": the registry does not know what this service runs",
                    failure.getMessage());
        }
    }

    private Future<Void> send(List<SubscriberDeclaration> running) {
        Instant now = settings.scheduler().now();
        var report = new InstanceReport(
                instance,
                settings.service(),
                settings.serviceVersion(),
                now,
                running,
                usage.published(now),
                usage.handled());
        Future<Void> sent = home.answered(store.report(report)).onComplete(arrived -> {
            underWay = null;
            meters.reported(arrived.succeeded());
            if (arrived.succeeded()) {
                usage.arrived();
            }
        });
        underWay = sent.isComplete() ? null : sent;
        return sent;
    }

    /** Sends the last one, with no handler left, where the store is there. Takes at most {@link #LAST}. */
    Future<Void> close() {
        if (closed) {
            return Future.succeededFuture();
        }
        closed = true;
        if (soon != null) {
            soon.cancel();
        }
        if (regular != null) {
            regular.cancel();
        }
        if (!contact.there()) {
            return Future.succeededFuture();
        }
        Future<Void> before = underWay == null ? Future.succeededFuture() : underWay;
        return home.within(LAST, before.transform(told -> send(List.of())), () -> Future.succeededFuture());
    }
}
