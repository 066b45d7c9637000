package io.saltbus.rabbitmq.campaign;

import io.saltbus.rabbitmq.campaign.Ledger.Kind;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

/** What all ledgers add up to. A pair is a message and a subscription that must see it. */
final class Tally {
    private final Map<String, String> topicOfConfirmed = new HashMap<>();
    private final Map<String, Map<String, Integer>> handledBySubscription = new HashMap<>();
    private final Map<String, Set<String>> deadBySubscription = new HashMap<>();
    private long retried;

    /** Adds up the lines of the files, in any order. A last line that a killed process did not finish is left out. */
    static Tally read(Collection<Path> ledgers) {
        var tally = new Tally();
        for (Path ledger : ledgers) {
            try (Stream<String> lines = Files.lines(ledger)) {
                lines.map(line -> line.split(" ", -1))
                        .filter(words -> words.length == 3)
                        .forEach(words -> tally.add(Kind.valueOf(words[0]), words[1], words[2]));
            } catch (IOException unreadable) {
                throw new UncheckedIOException("cannot read " + ledger, unreadable);
            }
        }
        return tally;
    }

    private void add(Kind kind, String messageId, String what) {
        switch (kind) {
            case CONFIRMED -> topicOfConfirmed.put(messageId, what);
            case HANDLED -> handled(what).merge(messageId, 1, Integer::sum);
            case RETRIED -> retried++;
        }
    }

    private Map<String, Integer> handled(String subscription) {
        return handledBySubscription.computeIfAbsent(subscription, first -> new HashMap<>());
    }

    /** Adds what was found in the queue of dead letters of a subscription. */
    void addDeadLetters(String subscription, Collection<String> messageIds) {
        deadBySubscription
                .computeIfAbsent(subscription, first -> new HashSet<>())
                .addAll(messageIds);
    }

    long confirmed() {
        return topicOfConfirmed.size();
    }

    long handled() {
        return handledBySubscription.values().stream().mapToLong(Map::size).sum();
    }

    long retried() {
        return retried;
    }

    long deadLettered() {
        return deadBySubscription.values().stream().mapToLong(Set::size).sum();
    }

    /** Pairs that were handled more than once. */
    long duplicates() {
        return handledBySubscription.values().stream()
                .flatMap(byMessage -> byMessage.values().stream())
                .filter(times -> times > 1)
                .count();
    }

    /** Pairs of confirmed messages that are neither handled nor dead letters, each as message, topic and subscription. */
    List<String> missing() {
        var missing = new ArrayList<String>();
        topicOfConfirmed.forEach((messageId, topic) -> {
            for (String subscription : Audience.of(topic)) {
                if (!handled(subscription).containsKey(messageId)
                        && !deadBySubscription
                                .getOrDefault(subscription, Set.of())
                                .contains(messageId)) {
                    missing.add(messageId + " " + topic + " " + subscription);
                }
            }
        });
        return missing;
    }
}
