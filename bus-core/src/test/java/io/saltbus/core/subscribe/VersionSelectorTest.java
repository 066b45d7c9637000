package io.saltbus.core.subscribe;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class VersionSelectorTest {
    @ParameterizedTest
    @ValueSource(strings = {"latest", "compatible v1.2", "at-least v3"})
    void itsTextIsReadBack(String text) {
        VersionSelector selector = VersionSelector.parse(text);

        assertThat(selector.text()).isEqualTo(text);
        assertThat(VersionSelector.parse(selector.text())).isEqualTo(selector);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "newest", "compatible", "compatible 1", "at-least v1.2.3.4", "Latest"})
    void anyOtherTextIsRefusedByName(String text) {
        assertThatThrownBy(() -> VersionSelector.parse(text))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("selector \"" + text + "\"")
                .hasMessageContaining("Accepted:");
    }
}
