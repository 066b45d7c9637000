package io.saltbus.core.transport.memory;

import static org.assertj.core.api.Assertions.assertThat;

import io.saltbus.core.event.TopicPattern;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;

class TopicTrieTest {
    @Property
    void findsExactlyThePatternsThatMatch(
            @ForAll("patterns") List<String> patterns, @ForAll("topics") String topic, @ForAll Random random) {
        var trie = new TopicTrie<String>();
        patterns.forEach(pattern -> trie.add(TopicPattern.of(pattern), pattern));
        assertThat(trie.match(topic)).isEqualTo(matching(patterns, topic));
        var kept = new ArrayList<>(Set.copyOf(patterns));
        while (!kept.isEmpty()) {
            String removed = kept.remove(random.nextInt(kept.size()));
            trie.remove(TopicPattern.of(removed), removed);
            assertThat(trie.match(topic)).isEqualTo(matching(kept, topic));
        }
    }

    private static Set<String> matching(List<String> patterns, String topic) {
        return patterns.stream()
                .filter(pattern -> TopicPattern.of(pattern).matches(topic))
                .collect(Collectors.toSet());
    }

    @Provide
    Arbitrary<List<String>> patterns() {
        return words("a", "b", "c", "*", "#").list().ofMaxSize(12);
    }

    @Provide
    Arbitrary<String> topics() {
        return words("a", "b", "c");
    }

    private static Arbitrary<String> words(String... choice) {
        return Arbitraries.of(choice).list().ofMinSize(1).ofMaxSize(6).map(words -> String.join(".", words));
    }

    @Test
    void targetOfSeveralFittingPatternsIsFoundOnce() {
        var trie = new TopicTrie<String>();
        List.of("a.b", "a.*", "#", "#.b").forEach(pattern -> trie.add(TopicPattern.of(pattern), "queue"));
        assertThat(trie.match("a.b")).containsExactly("queue");
    }

    @Test
    void removingWhatWasNeverAddedChangesNothing() {
        var trie = new TopicTrie<String>();
        trie.add(TopicPattern.of("a.b"), "queue");
        trie.remove(TopicPattern.of("a.b.c"), "queue");
        trie.remove(TopicPattern.of("a"), "queue");
        assertThat(trie.match("a.b")).containsExactly("queue");
    }

    @Test
    void manyWildcardsDoNotMultiplyTheWork() {
        String pattern = "#.".repeat(60) + "end";
        var trie = new TopicTrie<String>();
        trie.add(TopicPattern.of(pattern), "queue");
        String topic = "a.".repeat(90) + "a";
        assertThat(trie.match(topic)).isEmpty();
        assertThat(TopicPattern.of(pattern).matches(topic)).isFalse();
    }

    @Test
    void oneOfTenThousandPatternsIsFound() {
        var trie = new TopicTrie<Integer>();
        IntStream.range(0, 10_000).forEach(number -> trie.add(TopicPattern.of("t." + number + ".#"), number));
        assertThat(trie.match("t.4711.x.y")).containsExactly(4711);
    }
}
