package io.saltbus.registry.internal.rules;

import io.saltbus.core.event.Version;
import io.saltbus.core.subscribe.VersionSelector;
import io.saltbus.registry.store.LiveHandler;

/** Which versions a handler of another process takes, from what it says in words. */
public final class Selectors {
    private Selectors() {}

    /**
     * Reads the words. What a newer SaltBus says, and nobody understands here, counts as every version: nothing is taken from a handler
     * because it was not understood.
     *
     * @param words {@code latest}, {@code compatible v1.2} or {@code at-least v1.2}
     */
    public static VersionSelector read(String words) {
        try {
            return VersionSelector.parse(words);
        } catch (IllegalArgumentException unknownForm) {
            return VersionSelector.latest();
        }
    }

    /** Whether a handler takes a version. */
    public static boolean takes(LiveHandler handler, Version version) {
        return read(handler.versions()).accepts(version);
    }
}
