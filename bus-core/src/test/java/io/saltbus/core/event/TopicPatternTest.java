package io.saltbus.core.event;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.stream.IntStream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TopicPatternTest {
    @ParameterizedTest
    @CsvSource({
        "order.created, order.created, true",
        "order.created, order.create, false",
        "order.*, order.created, true",
        "order.*, order, false",
        "order.*, order.created.eu, false",
        "order.#, order, true",
        "order.#, order.created.eu, true",
        "order.#, orders, false",
        "#, anything.at.all, true",
        "*, one, true",
        "*, one.two, false",
        "#.created, created, true",
        "#.created, order.created.eu, false",
        "a.#.b.#.c, a.b.c, true",
        "a.#.b.#.c, a.x.b.y.b.z.c, true",
        "a.#.b.#.c, a.x.c.y.b, false",
        "#.#, a, true",
        "a.*.#.c, a.c, false"
    })
    void patternMatchesTopic(String pattern, String topic, boolean expected) {
        assertThat(TopicPattern.of(pattern).matches(topic)).isEqualTo(expected);
    }

    @Property
    void agreesWithTheDefinition(@ForAll("patterns") String pattern, @ForAll("topics") String topic) {
        assertThat(TopicPattern.of(pattern).matches(topic))
                .isEqualTo(fits(List.of(pattern.split("\\.")), List.of(topic.split("\\."))));
    }

    // the definition, word by word: "*" is one word, "#" is none, or one and again "#"
    private static boolean fits(List<String> pattern, List<String> topic) {
        if (pattern.isEmpty()) {
            return topic.isEmpty();
        }
        var rest = pattern.subList(1, pattern.size());
        if (pattern.get(0).equals("#")) {
            return IntStream.rangeClosed(0, topic.size())
                    .anyMatch(taken -> fits(rest, topic.subList(taken, topic.size())));
        }
        return !topic.isEmpty()
                && (pattern.get(0).equals("*") || pattern.get(0).equals(topic.get(0)))
                && fits(rest, topic.subList(1, topic.size()));
    }

    @Provide
    Arbitrary<String> patterns() {
        return words("a", "b", "cc", "*", "#", "#");
    }

    @Provide
    Arbitrary<String> topics() {
        return words("a", "b", "cc");
    }

    private static Arbitrary<String> words(String... choice) {
        return Arbitraries.of(choice).list().ofMinSize(1).ofMaxSize(7).map(words -> String.join(".", words));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", ".", "a..b", ".a", "a.", "a b", "a.b*", "#a", "a.**", "a\u0000b"})
    void badPatternIsRefusedByName(String text) {
        assertThatThrownBy(() -> TopicPattern.of(text))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("topic pattern \"" + text + "\"")
                .hasMessageContaining("Accepted: words separated by dots");
    }

    @Test
    void patternKnowsItsWordsAndWhetherItIsConcrete() {
        assertThat(TopicPattern.of("a.*.#").words()).containsExactly("a", "*", "#");
        assertThat(TopicPattern.of("a.b").concrete()).isTrue();
        assertThat(TopicPattern.of("a.*").concrete()).isFalse();
        assertThat(TopicPattern.of("#").concrete()).isFalse();
        assertThat(TopicPattern.of("a.*")).hasToString("a.*");
    }
}
