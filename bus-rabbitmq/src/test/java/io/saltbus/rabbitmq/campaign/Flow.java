package io.saltbus.rabbitmq.campaign;

import io.saltbus.core.SaltBus;
import io.saltbus.core.subscribe.SubscribeOptions;
import io.saltbus.core.subscribe.Subscription;
import io.vertx.core.Future;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Shows by probes whether what one bus publishes reaches each of several. Safe for use from any thread. */
final class Flow {
    private static final long EVERY_MS = 100;

    private final Map<String, Long> latest = new HashMap<>();
    private long number;

    /** Lets a bus take the probes, in a queue of its own. */
    Future<Subscription> watch(String name, SaltBus bus) {
        return bus.subscribe(Probe.class, SubscribeOptions.named("probe-" + name), (probe, envelope) -> {
            arrived(name, probe.number());
            return Future.succeededFuture();
        });
    }

    private synchronized void arrived(String name, long probe) {
        latest.merge(name, probe, Math::max);
        notifyAll();
    }

    /**
     * Publishes probes until one has arrived at each of these.
     *
     * @return how long that took
     * @throws IllegalStateException where it took longer than allowed, naming who got none
     */
    synchronized Duration await(SaltBus from, List<String> names, Duration limit) throws InterruptedException {
        long start = System.nanoTime();
        long first = number + 1;
        while (!names.stream().allMatch(name -> reached(name, first))) {
            if (System.nanoTime() - start > limit.toNanos()) {
                throw new IllegalStateException("events do not flow again within " + limit.toSeconds() + " s to "
                        + names.stream().filter(name -> !reached(name, first)).toList() + "; "
                        + from.health().reasons());
            }
            // a probe may fail: the next one tells as much
            from.publish(new Probe(++number)).onComplete(end -> {});
            wait(EVERY_MS);
        }
        return Duration.ofNanos(System.nanoTime() - start);
    }

    private boolean reached(String name, long first) {
        return latest.getOrDefault(name, 0L) >= first;
    }
}
