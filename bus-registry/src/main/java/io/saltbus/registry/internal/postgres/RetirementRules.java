package io.saltbus.registry.internal.postgres;

import io.saltbus.core.event.Version;
import io.saltbus.core.schema.SchemaStatus;
import io.saltbus.core.subscribe.VersionSelector;
import io.saltbus.registry.store.LiveHandler;
import io.saltbus.registry.store.StoredSchema;
import java.util.Collection;
import java.util.List;

/** Which handlers are in the way of the end of a version. The seam where the rule of all stores is put in. */
@FunctionalInterface
interface RetirementRules {
    /**
     * Names them.
     *
     * @param topic every stored version of the topic
     * @param version the version that shall end
     * @param live the handlers that run now and may get the topic's events
     * @return them, as {@code service.handler}, each once
     */
    List<String> inTheWay(Collection<StoredSchema> topic, Version version, Collection<LiveHandler> live);

    /** Those that take it and nothing newer that may be published. */
    static List<String> leftBehind(Collection<StoredSchema> topic, Version version, Collection<LiveHandler> live) {
        List<Version> newer = topic.stream()
                .filter(stored -> stored.status() != SchemaStatus.RETIRED)
                .map(StoredSchema::version)
                .filter(other -> other.compareTo(version) > 0)
                .toList();
        return live.stream()
                .filter(handler -> takes(handler, version) && newer.stream().noneMatch(other -> takes(handler, other)))
                .map(handler -> handler.service() + "." + handler.handler())
                .distinct()
                .toList();
    }

    // what cannot be understood counts as a use: better asked once more than a consumer without events
    private static boolean takes(LiveHandler handler, Version version) {
        String[] words = handler.versions().split(" ", 2);
        if (words.length < 2) {
            return true;
        }
        try {
            Version oldest = Version.parse(words[1]);
            return switch (words[0]) {
                case "compatible" -> VersionSelector.compatibleWith(oldest).accepts(version);
                case "at-least" -> VersionSelector.atLeast(oldest).accepts(version);
                default -> true;
            };
        } catch (IllegalArgumentException unknownForm) {
            return true;
        }
    }
}
