package io.saltbus.registry.internal.memory;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.saltbus.core.event.EventMode;
import io.saltbus.core.event.TopicPattern;
import io.saltbus.core.event.Version;
import io.saltbus.core.schema.SchemaStatus;
import io.saltbus.core.schema.SubscriberDeclaration;
import io.saltbus.core.time.Scheduler;
import io.saltbus.registry.compatibility.CompatibilityMode;
import io.saltbus.registry.store.InstanceReport;
import io.saltbus.registry.store.LiveHandler;
import io.saltbus.registry.store.PublisherRow;
import io.saltbus.registry.store.StoredSchema;
import io.saltbus.registry.store.TopicSummary;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Who publishes and who runs what, as processes say of themselves. Not safe for use from several threads. */
public final class Roster {
    private final Scheduler scheduler;
    private final Duration silentAfter;
    private final SortedMap<String, SortedMap<String, PublisherRow>> publishers = new TreeMap<>();
    /** By pattern, as {@code service.handler}: also of handlers that have ended. */
    private final SortedMap<String, SortedSet<String>> subscribers = new TreeMap<>();

    private final Map<UUID, Heard> instances = new HashMap<>();

    private record Heard(InstanceReport report, Instant at, long atNanos) {}

    private record Kind(
            String service,
            @Nullable String serviceVersion,
            String handler,
            List<TopicPattern> patterns,
            String versions,
            EventMode mode,
            @Nullable ObjectNode view) {}

    private static final class Seen {
        private int instances;
        private Instant at = Instant.MIN;
    }

    /** @param silentAfter after what silence a process counts as gone */
    public Roster(Scheduler scheduler, Duration silentAfter) {
        this.scheduler = scheduler;
        this.silentAfter = silentAfter;
    }

    /** A service says that it publishes a topic. */
    public void declared(String topic, String service, @Nullable String serviceVersion) {
        add(topic, service, serviceVersion, 0, null);
    }

    private void add(
            String topic, String service, @Nullable String serviceVersion, long count, @Nullable Instant lastAt) {
        publishers
                .computeIfAbsent(topic, first -> new TreeMap<>())
                .merge(
                        service,
                        new PublisherRow(topic, service, serviceVersion, lastAt, count),
                        (before, now) -> new PublisherRow(
                                topic,
                                service,
                                now.serviceVersion() == null ? before.serviceVersion() : now.serviceVersion(),
                                later(before.lastPublishedAt(), now.lastPublishedAt()),
                                before.count() + now.count()));
    }

    private static @Nullable Instant later(@Nullable Instant one, @Nullable Instant other) {
        if (one == null || other == null) {
            return one == null ? other : one;
        }
        return one.isAfter(other) ? one : other;
    }

    /** A process reports. What it has reported already, and sends again because it heard no answer, counts once. */
    public void report(InstanceReport report) {
        instances.values().removeIf(this::isSilent);
        Heard before = instances.get(report.instance());
        if (before != null && !report.at().isAfter(before.report().at())) {
            return;
        }
        instances.put(report.instance(), new Heard(report, scheduler.now(), scheduler.nanoTime()));
        report.published()
                .forEach(published -> add(
                        published.topic(),
                        report.service(),
                        report.serviceVersion(),
                        published.count(),
                        published.lastAt()));
        for (SubscriberDeclaration handler : report.handlers()) {
            handler.patterns()
                    .forEach(pattern -> subscribers
                            .computeIfAbsent(pattern.text(), first -> new TreeSet<>())
                            .add(report.service() + "." + handler.handler()));
        }
    }

    private boolean isSilent(Heard heard) {
        return scheduler.nanoTime() - heard.atNanos() > silentAfter.toNanos();
    }

    /** Who publishes a topic, by service. */
    public List<PublisherRow> publishers(String topic) {
        return List.copyOf(
                publishers.getOrDefault(topic, Collections.emptySortedMap()).values());
    }

    /** The handlers that run now and may get a topic's events, by service and name. */
    public List<LiveHandler> live(String topic) {
        Map<Kind, Seen> kinds = new LinkedHashMap<>();
        for (Heard heard : instances.values()) {
            if (isSilent(heard)) {
                continue;
            }
            for (SubscriberDeclaration handler : heard.report().handlers()) {
                if (handler.patterns().stream().anyMatch(pattern -> pattern.matches(topic))) {
                    Seen seen = kinds.computeIfAbsent(kind(heard.report(), handler), first -> new Seen());
                    seen.instances++;
                    seen.at = seen.at.isAfter(heard.at()) ? seen.at : heard.at();
                }
            }
        }
        return kinds.entrySet().stream()
                .map(found -> handler(found.getKey(), found.getValue()))
                .sorted(Comparator.comparing(LiveHandler::service)
                        .thenComparing(LiveHandler::handler)
                        .thenComparing(handler -> Objects.requireNonNullElse(handler.serviceVersion(), "")))
                .toList();
    }

    private static Kind kind(InstanceReport report, SubscriberDeclaration handler) {
        return new Kind(
                report.service(),
                report.serviceVersion(),
                handler.handler(),
                handler.patterns(),
                handler.versions(),
                handler.mode(),
                handler.view() == null ? null : handler.view().document());
    }

    private static LiveHandler handler(Kind kind, Seen seen) {
        return new LiveHandler(
                kind.service(),
                kind.serviceVersion(),
                kind.handler(),
                kind.patterns(),
                kind.versions(),
                kind.mode(),
                kind.view(),
                seen.instances,
                seen.at);
    }

    /** One topic on a line. */
    public TopicSummary summary(String topic, Collection<StoredSchema> versions, CompatibilityMode compatibility) {
        List<PublisherRow> rows = publishers(topic);
        return new TopicSummary(
                topic,
                versions.stream().anyMatch(stored -> stored.mode() == EventMode.RPC)
                        ? EventMode.RPC
                        : EventMode.BROADCAST,
                compatibility,
                versions.stream().map(StoredSchema::version).toList(),
                latest(versions),
                rows.stream().map(PublisherRow::service).toList(),
                subscribers.entrySet().stream()
                        .filter(entry -> TopicPattern.of(entry.getKey()).matches(topic))
                        .flatMap(entry -> entry.getValue().stream())
                        .distinct()
                        .sorted()
                        .toList(),
                rows.stream()
                        .map(PublisherRow::lastPublishedAt)
                        .filter(Objects::nonNull)
                        .max(Comparator.naturalOrder())
                        .orElse(null));
    }

    private static @Nullable Version latest(Collection<StoredSchema> versions) {
        return versions.stream()
                .filter(stored -> stored.status() != SchemaStatus.RETIRED)
                .map(StoredSchema::version)
                .max(Comparator.naturalOrder())
                .orElse(null);
    }
}
