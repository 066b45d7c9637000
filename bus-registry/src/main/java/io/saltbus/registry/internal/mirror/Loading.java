package io.saltbus.registry.internal.mirror;

import io.saltbus.core.event.Topic;
import io.saltbus.core.event.TopicPattern;
import io.saltbus.registry.store.SchemaQuery;
import io.saltbus.registry.store.SchemaStore;
import io.saltbus.registry.store.StoredSchema;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Predicate;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Brings schemas from the store into memory, in rounds: one at a time, and what is asked for during one is brought by the next, however much it
 * is. So many handlers that are subscribed together, or many changes, cost two questions. Used at home.
 */
final class Loading {
    private static final Logger LOG = LoggerFactory.getLogger("io.saltbus.registry");
    private static final int LARGEST_QUERY = 100_000;

    /** Asked for where nothing else is: that there is an answer is what tells that the store is there. */
    private static final TopicPattern ANYTHING = TopicPattern.of("saltbus.anything");

    private final SchemaStore store;
    private final Home home;
    private final SchemaMemory memory;
    private final Interests interests;
    private final MirrorMeters meters;
    private final int limit;
    private final Runnable changed;
    private final Consumer<Throwable> failed;
    private Set<TopicPattern> next = new LinkedHashSet<>();
    private boolean nextIsAll;
    private Promise<Void> nextRound = Promise.promise();
    private boolean running;
    private boolean saidFull;

    /**
     * @param changed told when memory has changed
     * @param failed told why a round failed
     */
    Loading(
            SchemaStore store,
            Home home,
            SchemaMemory memory,
            Interests interests,
            MirrorMeters meters,
            int maxSchemas,
            Runnable changed,
            Consumer<Throwable> failed) {
        this.store = store;
        this.home = home;
        this.memory = memory;
        this.interests = interests;
        this.meters = meters;
        this.limit = Math.min(maxSchemas, LARGEST_QUERY);
        this.changed = changed;
        this.failed = failed;
    }

    /** Brings what the store has now of some topics. */
    Future<Void> load(Collection<TopicPattern> patterns) {
        next.addAll(patterns);
        return inNextRound();
    }

    /** Brings what the store has now of everything that the service needs, or has in memory. */
    Future<Void> loadAll() {
        nextIsAll = true;
        return inNextRound();
    }

    private Future<Void> inNextRound() {
        Future<Void> round = nextRound.future();
        if (!running) {
            begin();
        }
        return round;
    }

    private void begin() {
        running = true;
        boolean all = nextIsAll;
        var asked = new LinkedHashSet<>(next);
        if (all) {
            asked.addAll(interests.patterns());
            memory.topics().forEach(topic -> pattern(topic).ifPresent(asked::add));
            if (asked.isEmpty()) {
                asked.add(ANYTHING);
            }
        }
        Promise<Void> round = nextRound;
        next = new LinkedHashSet<>();
        nextIsAll = false;
        nextRound = Promise.promise();
        bring(List.copyOf(asked)).onComplete(brought -> {
            running = false;
            meters.refreshed(brought.succeeded());
            round.handle(brought);
            if (brought.failed()) {
                failed.accept(brought.cause());
            }
            if (nextIsAll || !next.isEmpty()) {
                begin();
            }
        });
    }

    private Future<Void> bring(List<TopicPattern> asked) {
        var query = new SchemaQuery(asked, Optional.empty(), limit);
        return home.answered(store.find(query))
                .compose(found -> home.aside(() -> put(asked, found)))
                .map(different -> {
                    if (different) {
                        changed.run();
                    }
                    return null;
                });
    }

    private boolean put(List<TopicPattern> asked, List<StoredSchema> found) {
        boolean complete = found.size() < limit;
        boolean different = memory.replace(found, complete ? matching(asked) : topic -> false);
        int lost = memory.shrink(interests::subscribedTo);
        if ((lost > 0 || !complete) && !saidFull) {
            saidFull = true;
            LOG.warn(
                    "mirror_full limit={}: the handlers' topics have more schemas than are kept; the others are fetched"
                            + " when a message needs them, and wait for that. Raise maxSchemas",
                    limit);
        }
        return different;
    }

    // most are topics; a set of them is looked into faster than a list of patterns
    private static Predicate<String> matching(List<TopicPattern> asked) {
        Set<String> names = new LinkedHashSet<>();
        asked.stream().filter(TopicPattern::concrete).forEach(pattern -> names.add(pattern.text()));
        List<TopicPattern> wild =
                asked.stream().filter(pattern -> !pattern.concrete()).toList();
        return topic -> names.contains(topic) || wild.stream().anyMatch(pattern -> pattern.matches(topic));
    }

    /** The pattern of one topic; empty where the text is none, as in a message from elsewhere. */
    static Optional<TopicPattern> pattern(String topic) {
        try {
            return Optional.of(TopicPattern.of(Topic.check(topic)));
        } catch (IllegalArgumentException noTopic) {
            return Optional.empty();
        }
    }
}
