package io.saltbus.rabbitmq.campaign;

import io.saltbus.rabbitmq.Operator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** What was found in the queues of dead letters, by a plain client: a dead letter counts where it is, not where somebody says it is. */
final class DeadLetters {
    private final Operator operator;
    private final Map<String, Set<String>> found = new HashMap<>();

    DeadLetters(Operator operator) {
        this.operator = operator;
    }

    /** Empties the queues of dead letters, and adds to a tally all that was ever in them. */
    void addTo(Tally tally) {
        for (String subscription : Audience.SUBSCRIPTIONS) {
            List<String> more = operator.drain(Audience.queue(subscription) + ".dlq");
            found.computeIfAbsent(subscription, first -> new HashSet<>()).addAll(more);
            tally.addDeadLetters(subscription, found.getOrDefault(subscription, Set.of()));
        }
    }
}
