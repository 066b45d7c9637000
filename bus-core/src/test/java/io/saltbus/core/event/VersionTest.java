package io.saltbus.core.event;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class VersionTest {
    @ParameterizedTest
    @ValueSource(strings = {"v0", "v1", "v1.2", "v1.2.3", "v10.0.12"})
    void parsedVersionPrintsAsWritten(String text) {
        assertThat(Version.parse(text)).hasToString(text);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "1", "v", "v1.", "v1.2.3.4", "V1", "v-1", "v1.x", "v1234567890", " v1"})
    void badVersionIsRefusedByName(String text) {
        assertThatThrownBy(() -> Version.parse(text))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("version \"" + text + "\"")
                .hasMessageContaining("Accepted: v1, v1.2 or v1.2.3");
    }

    @Test
    void versionsAreOrderedByTheirNumbers() {
        var inOrder = Stream.of("v1", "v1.0", "v1.0.1", "v1.2", "v1.2.0", "v1.10", "v2", "v10")
                .map(Version::parse)
                .toList();
        assertThat(List.copyOf(inOrder).stream().sorted()).containsExactlyElementsOf(inOrder);
        assertThat(inOrder.stream().sorted(Comparator.reverseOrder()).sorted()).containsExactlyElementsOf(inOrder);
    }

    @ParameterizedTest
    @CsvSource({
        "v1.2, v1.2, true",
        "v1.2, v1.1, true",
        "v1.2, v1, true",
        "v1.1, v1.2, false",
        "v1, v1.0, false",
        "v2, v1, false",
        "v1.9, v2.0, false"
    })
    void compatibleIsTheSameMajorAndNotOlder(String version, String older, boolean expected) {
        assertThat(Version.parse(version).compatibleWith(Version.parse(older))).isEqualTo(expected);
    }

    @ParameterizedTest
    @CsvSource({"-1, -1, -1", "1, -2, -1", "1, -1, 0", "1, 0, -2"})
    void numbersMustBeGivenFromTheLeft(int major, int minor, int patch) {
        assertThatThrownBy(() -> new Version(major, minor, patch))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(major + ", " + minor + ", " + patch);
    }
}
