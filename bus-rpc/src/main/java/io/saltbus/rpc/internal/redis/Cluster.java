package io.saltbus.rpc.internal.redis;

import io.saltbus.core.failure.ConnectionException;
import io.saltbus.core.time.Scheduler;
import io.vertx.core.Future;
import io.vertx.redis.client.Command;
import io.vertx.redis.client.Request;
import io.vertx.redis.client.Response;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A cluster: one line of commands to each master. What a node declines because a slot has moved, is moving or is down waits for the next map of
 * the slots, which is asked for at once, then every 100 ms.
 */
final class Cluster implements Nodes {
    private static final Logger LOG = LoggerFactory.getLogger(Cluster.class);
    private static final Duration PAUSE = Duration.ofMillis(100);

    private final Surroundings surroundings;
    private final Map<Endpoint, CommandLine> lines = new ConcurrentHashMap<>(); // troubles are read from any thread
    private final List<Operation> homeless = new ArrayList<>();
    private volatile @Nullable SlotMap slots;
    private @Nullable Future<Void> mapping;
    private Scheduler.@Nullable Timer pause;
    private volatile @Nullable Throwable unmapped;
    private boolean closed;

    Cluster(Surroundings surroundings) {
        this.surroundings = surroundings;
    }

    @Override
    public void submit(Operation operation) {
        SlotMap known = slots;
        Endpoint master = known == null ? null : known.masterOf(operation.key());
        CommandLine line = master == null ? null : lines.get(master);
        if (line == null) {
            wait(operation);
        } else {
            line.submit(operation);
        }
    }

    private void wait(Operation operation) {
        homeless.add(operation);
        if (mapping == null && pause == null) {
            pause = surroundings
                    .scheduler()
                    .schedule(slots == null ? Duration.ZERO : PAUSE, surroundings.home(), this::map);
        }
    }

    private void map() {
        pause = null;
        mapAgain()
                .onFailure(failed -> LOG.debug(
                        "the slots of {} are not known", surroundings.address().text(), failed));
    }

    /** Asks for the map, unless that is under way. */
    private Future<Void> mapAgain() {
        if (mapping != null) {
            return mapping;
        }
        Request question = Request.cmd(Command.CLUSTER).arg("SLOTS");
        Future<Void> asked = Connecting.ask(surroundings, known(), question).transform(this::mapped);
        mapping = asked.isComplete() ? null : asked;
        return asked;
    }

    private Future<Void> mapped(Connecting.@Nullable Answer answer, @Nullable Throwable failure) {
        mapping = null;
        unmapped = failure;
        if (closed) {
            return Future.failedFuture(new ConnectionException.Closed("the cluster"));
        }
        Response told = answer == null ? null : answer.response();
        if (answer != null && told != null) {
            take(SlotMap.read(told, answer.by()));
        }
        List<Operation> again = List.copyOf(homeless);
        homeless.clear();
        again.forEach(this::submit);
        return failure == null ? Future.succeededFuture() : Future.failedFuture(failure);
    }

    private void take(SlotMap map) {
        slots = map;
        for (Endpoint master : map.masters()) {
            lines.computeIfAbsent(master, this::line).link().begin();
        }
        for (Iterator<Map.Entry<Endpoint, CommandLine>> each = lines.entrySet().iterator(); each.hasNext(); ) {
            Map.Entry<Endpoint, CommandLine> line = each.next();
            if (!map.masters().contains(line.getKey())) {
                each.remove();
                line.getValue().link().close();
                homeless.addAll(line.getValue().takeAll());
            }
        }
    }

    private CommandLine line(Endpoint master) {
        return new CommandLine(surroundings, () -> Future.succeededFuture(List.of(master)), this::wait);
    }

    /** The nodes of the last map, the live ones first, then those of the address. */
    private List<Endpoint> known() {
        var known = new LinkedHashSet<Endpoint>();
        lines.forEach((endpoint, line) -> {
            if (line.link().isLive()) {
                known.add(endpoint);
            }
        });
        known.addAll(surroundings.address().hosts());
        known.addAll(lines.keySet());
        return List.copyOf(known);
    }

    @Override
    public Future<Void> reach() {
        return mapAgain()
                .compose(known -> Future.all(
                        lines.values().stream().map(line -> line.link().reach()).toList()))
                .mapEmpty();
    }

    @Override
    public Locator listening() {
        return () -> Future.succeededFuture(known());
    }

    @Override
    public List<String> troubles() {
        if (slots == null) {
            Throwable asked = unmapped;
            String why = asked == null ? "not asked yet" : String.valueOf(asked.getMessage());
            return List.of("the slots of Redis at " + surroundings.address().text() + " are not known: " + why);
        }
        return lines.values().stream()
                .filter(line -> !line.link().isLive())
                .map(line -> String.valueOf(line.link().trouble().getMessage()))
                .toList();
    }

    @Override
    public void tick(long nowNanos) {
        lines.values().forEach(line -> line.link().tick());
        lines.values().forEach(line -> line.expire(nowNanos));
        for (Iterator<Operation> each = homeless.iterator(); each.hasNext(); ) {
            Operation operation = each.next();
            if (operation.isOutOfTime(nowNanos)) {
                each.remove();
                operation
                        .answers()
                        .tryFail(new ConnectionException.Unreachable(
                                "no node of Redis at " + surroundings.address().text() + " took an operation within "
                                        + surroundings.address().limits().call().toMillis()
                                        + " ms: its slot is moving or down",
                                unmapped));
            }
        }
        if (slots != null && pause == null && !troubles().isEmpty()) {
            map(); // a replica may have taken over
        }
    }

    @Override
    public List<Operation> close() {
        closed = true;
        if (pause != null) {
            pause.cancel();
            pause = null;
        }
        var left = new ArrayList<>(homeless);
        homeless.clear();
        lines.values().forEach(line -> {
            line.link().close();
            left.addAll(line.takeAll());
        });
        lines.clear();
        return left;
    }
}
