package io.saltbus.registry.internal.mirror;

import io.saltbus.core.schema.Registration;
import io.saltbus.core.schema.Registration.Status;
import io.saltbus.core.schema.SchemaDeclaration;
import io.saltbus.registry.store.SchemaStore;
import io.vertx.core.Future;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What the service declares, and what the store says to it. Used at home; what it tells of itself is for any thread.
 *
 * <p>All of it is registered again whenever the store comes back: that costs one round trip, and mends a store that was set back to what it
 * held earlier.
 */
final class Declarations {
    private static final Logger LOG = LoggerFactory.getLogger("io.saltbus.registry");

    private final SchemaStore store;
    private final Home home;
    private final SchemaStore.Caller service;
    private final Map<String, SchemaDeclaration> declared = new LinkedHashMap<>();
    private final Map<String, Registration> answers = new HashMap<>();
    private final Set<String> toldPending = new HashSet<>();
    private volatile List<String> conflicts = List.of();
    private volatile int pending;

    Declarations(SchemaStore store, Home home, SchemaStore.Caller service) {
        this.store = store;
        this.home = home;
        this.service = service;
    }

    void add(List<SchemaDeclaration> more) {
        more.forEach(one -> declared.put(name(one), one));
        count();
    }

    /** Registers everything that was declared. */
    Future<Void> register() {
        List<SchemaDeclaration> all = List.copyOf(declared.values());
        return all.isEmpty()
                ? Future.succeededFuture()
                : home.answered(store.register(all, service)).map(answered -> {
                    for (int index = 0; index < answered.size(); index++) {
                        note(all.get(index), answered.get(index));
                    }
                    count();
                    return null;
                });
    }

    // who started the service was told of nothing but that it is pending: this is the only place where it is seen
    private void note(SchemaDeclaration own, Registration answer) {
        Registration before = answers.put(name(own), answer);
        boolean late = toldPending.remove(name(own)) || (before != null && !refused(before));
        if (late && refused(answer)) {
            LOG.error(
                    "registry_conflict topic={} version={} source={} status={} cause=\"{}\": events are published by the"
                            + " local schema still",
                    own.topic(),
                    own.version(),
                    own.source(),
                    answer.status(),
                    answer.detail());
        }
    }

    /**
     * What the store has said to these so far.
     *
     * @param why there is no answer to some
     */
    List<Registration> answers(List<SchemaDeclaration> asked, String why) {
        var all = new ArrayList<Registration>();
        for (SchemaDeclaration one : asked) {
            Registration answer = answers.get(name(one));
            if (answer == null) {
                toldPending.add(name(one));
                answer = new Registration(one.topic(), one.version(), Status.PENDING, why);
            }
            all.add(answer);
        }
        return all;
    }

    private void count() {
        pending = declared.size() - answers.size();
        var refusals = new ArrayList<String>();
        declared.forEach((name, own) -> {
            Registration answer = answers.get(name);
            if (answer != null && refused(answer)) {
                refusals.add("the registry refuses " + name + " from " + own.source() + ": " + answer.detail());
            }
        });
        conflicts = List.copyOf(refusals);
    }

    /** How many wait for an answer. Safe from any thread. */
    int pending() {
        return pending;
    }

    /** What the store refuses, in words. Safe from any thread. */
    List<String> conflicts() {
        return conflicts;
    }

    /** How the declarations stand, for a log. */
    String told() {
        Map<Status, Integer> byStatus = new LinkedHashMap<>();
        answers.values().forEach(answer -> byStatus.merge(answer.status(), 1, Integer::sum));
        return byStatus.toString().toLowerCase(Locale.ROOT);
    }

    private static boolean refused(Registration answer) {
        return answer.status() == Status.CONFLICT || answer.status() == Status.INCOMPATIBLE;
    }

    private static String name(SchemaDeclaration declaration) {
        return declaration.topic() + " " + declaration.version();
    }
}
