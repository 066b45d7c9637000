package io.saltbus.registry.internal.mirror;

import io.saltbus.core.event.Version;
import io.saltbus.registry.store.InstanceReport;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.LongAdder;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * How often the service published and handled what, since it began. A count is never taken back: what was reported is remembered beside
 * it, so that whatever happens between counting and a report that arrives, nothing is lost.
 *
 * <p>Counting is for any thread and makes no garbage; the rest is for one thread at a time.
 */
final class Usage {
    private static final Logger LOG = LoggerFactory.getLogger("io.saltbus.registry");
    private static final Version NONE = new Version(Integer.MAX_VALUE, Version.ABSENT, Version.ABSENT);

    private final int most;
    private final AtomicInteger kept = new AtomicInteger();
    private final AtomicBoolean full = new AtomicBoolean();
    private final ConcurrentMap<String, ConcurrentMap<Version, Count>> published = new ConcurrentHashMap<>();
    private final ConcurrentMap<String, ConcurrentMap<String, ConcurrentMap<Version, Count>>> handled =
            new ConcurrentHashMap<>();

    private static final class Count {
        private final LongAdder done = new LongAdder();
        private long reported;
        private long underWay;

        private long take() {
            underWay = done.sum();
            return underWay - reported;
        }
    }

    /** @param most how many different things are counted; publishers elsewhere choose the topics that a handler of {@code #} gets */
    Usage(int most) {
        this.most = most;
    }

    void published(String topic, Version version) {
        count(published, topic, version);
    }

    void handled(String handler, String topic, @Nullable Version version) {
        ConcurrentMap<String, ConcurrentMap<Version, Count>> topics = handled.get(handler);
        if (topics == null) {
            topics = handled.computeIfAbsent(handler, first -> new ConcurrentHashMap<>());
        }
        count(topics, topic, version == null ? NONE : version);
    }

    private void count(ConcurrentMap<String, ConcurrentMap<Version, Count>> topics, String topic, Version version) {
        ConcurrentMap<Version, Count> versions = topics.get(topic);
        Count count = versions == null ? null : versions.get(version);
        if (count == null) {
            count = first(topics, topic, version);
        }
        if (count != null) {
            count.done.increment();
        }
    }

    private @Nullable Count first(
            ConcurrentMap<String, ConcurrentMap<Version, Count>> topics, String topic, Version version) {
        if (kept.incrementAndGet() > most) {
            kept.decrementAndGet();
            if (full.compareAndSet(false, true)) {
                LOG.warn("usage_full topic={} limit={}: further topics are not counted in the registry", topic, most);
            }
            return null;
        }
        return topics.computeIfAbsent(topic, one -> new ConcurrentHashMap<>())
                .computeIfAbsent(version, one -> new Count());
    }

    /** What was published since the last report that arrived. */
    List<InstanceReport.Published> published(Instant now) {
        var all = new ArrayList<InstanceReport.Published>();
        published.forEach((topic, versions) -> versions.forEach((version, count) -> {
            long times = count.take();
            if (times > 0) {
                all.add(new InstanceReport.Published(topic, version, times, now));
            }
        }));
        return all;
    }

    /** What was handled since the last report that arrived. */
    List<InstanceReport.Handled> handled() {
        var all = new ArrayList<InstanceReport.Handled>();
        handled.forEach((handler, topics) -> topics.forEach((topic, versions) -> versions.forEach((version, count) -> {
            long times = count.take();
            if (times > 0) {
                all.add(new InstanceReport.Handled(handler, topic, version.equals(NONE) ? null : version, times));
            }
        })));
        return all;
    }

    /** What was taken for the last report has arrived. */
    void arrived() {
        published.values().forEach(Usage::arrived);
        handled.values().forEach(topics -> topics.values().forEach(Usage::arrived));
    }

    private static void arrived(ConcurrentMap<Version, Count> versions) {
        versions.values().forEach(count -> count.reported = Math.max(count.reported, count.underWay));
    }
}
