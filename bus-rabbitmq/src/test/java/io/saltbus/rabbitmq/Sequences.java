package io.saltbus.rabbitmq;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** What was handled by all processes, and whether it was in order. Safe for use from any thread. */
final class Sequences {
    private final Map<String, Integer> newest = new HashMap<>();
    private final Map<String, Integer> running = new HashMap<>();
    private final Map<String, Integer> toTryAgain = new HashMap<>();
    private final Set<Integer> seen = new HashSet<>();
    private final List<String> faults = new ArrayList<>();

    synchronized void begin(String key, int number) {
        Integer beside = running.putIfAbsent(key, number);
        if (beside != null) {
            faults.add(key + ": " + number + " is handled beside " + beside);
        }
        Integer failed = toTryAgain.get(key);
        if (failed != null && failed < number) {
            faults.add(key + ": " + number + " overtakes " + failed + ", which is to be tried again");
        }
        if (seen.add(number)) {
            Integer before = newest.put(key, number);
            if (before != null && before > number) {
                faults.add(key + ": " + number + " is handled after " + before);
            }
        }
    }

    /** It ended, and is to be handled once more before what comes after it. */
    synchronized void fail(String key, int number) {
        running.remove(key);
        toTryAgain.put(key, number);
    }

    /** It ended for good. */
    synchronized void end(String key, int number) {
        running.remove(key);
        toTryAgain.remove(key, number);
    }

    /** What a dead process had begun has ended with it. */
    synchronized void forgetRunning() {
        running.clear();
    }

    synchronized int seen() {
        return seen.size();
    }

    synchronized List<String> faults() {
        return List.copyOf(faults);
    }
}
