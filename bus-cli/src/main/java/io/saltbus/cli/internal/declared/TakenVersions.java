package io.saltbus.cli.internal.declared;

import io.saltbus.core.event.Version;
import io.saltbus.core.subscribe.VersionSelector;
import java.util.List;

/** Reads which versions a handler takes, as it is registered. */
final class TakenVersions {
    private TakenVersions() {}

    /** @param text {@code latest}, {@code compatible v1.2} or {@code at-least v1.2} */
    static VersionSelector of(String text) {
        List<String> words = List.of(text.split(" ", -1));
        return switch (words.get(0)) {
            case "compatible" -> VersionSelector.compatibleWith(Version.parse(words.get(1)));
            case "at-least" -> VersionSelector.atLeast(Version.parse(words.get(1)));
            default -> VersionSelector.latest();
        };
    }
}
