package io.saltbus.core.transport.memory;

import io.saltbus.core.event.TopicPattern;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Finds who is bound by patterns that a topic fits, without trying every pattern: patterns share their beginnings, and a topic walks
 * along all of them at once, one word at a time. However many {@code #} there are, a walk visits each node once a word.
 */
final class TopicTrie<T> {
    private final Node<T> root = new Node<>(false);

    void add(TopicPattern pattern, T target) {
        Node<T> node = root;
        for (String word : pattern.words()) {
            node = node.children.computeIfAbsent(word, missing -> new Node<>(word.equals("#")));
        }
        node.targets.add(target);
    }

    void remove(TopicPattern pattern, T target) {
        remove(root, pattern.words(), target);
    }

    private static <T> void remove(Node<T> node, List<String> words, T target) {
        if (words.isEmpty()) {
            node.targets.remove(target);
            return;
        }
        Node<T> child = node.children.get(words.get(0));
        if (child != null) {
            remove(child, words.subList(1, words.size()), target);
            if (child.targets.isEmpty() && child.children.isEmpty()) {
                node.children.remove(words.get(0));
            }
        }
    }

    /** Everything bound by at least one pattern that fits, each once. */
    Set<T> match(String topic) {
        Set<Node<T>> reached = new LinkedHashSet<>();
        reach(root, reached);
        for (String word : topic.split("\\.", -1)) {
            Set<Node<T>> next = new LinkedHashSet<>();
            for (Node<T> node : reached) {
                if (node.many) {
                    reach(node, next);
                }
                reach(node.children.get(word), next);
                reach(node.children.get("*"), next);
            }
            reached = next;
        }
        Set<T> targets = new LinkedHashSet<>();
        reached.forEach(node -> targets.addAll(node.targets));
        return targets;
    }

    // "#" may stand for no word at all, so who reaches a node has reached the "#" below it
    private static <T> void reach(@Nullable Node<T> node, Set<Node<T>> reached) {
        Node<T> at = node;
        while (at != null && reached.add(at)) {
            at = at.children.get("#");
        }
    }

    private static final class Node<T> {
        final Map<String, Node<T>> children = new HashMap<>();
        final Set<T> targets = new LinkedHashSet<>();
        final boolean many;

        Node(boolean many) {
            this.many = many;
        }
    }
}
