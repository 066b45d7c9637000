package io.saltbus.registry;

import io.saltbus.core.event.Version;
import io.saltbus.registry.store.LiveHandler;
import java.util.List;

/**
 * What a proposed schema would do to those who run now.
 *
 * @param topic the topic
 * @param version the proposed version
 * @param handlers every handler that runs now and may get the topic's events, by service and name
 * @param unused versions that may still be published, are older than the newest, and that no live handler depends on: candidates to end
 */
public record Impact(String topic, Version version, List<Affected> handlers, List<Version> unused) {
    /** Keeps its own copies of the lists. */
    public Impact {
        handlers = List.copyOf(handlers);
        unused = List.copyOf(unused);
    }

    /** What becomes of a handler. */
    public enum Effect {
        /** It takes the version, and could not read all of its payloads. */
        BREAKS,
        /** It takes the version and can read it. */
        READS,
        /** It takes the version, and reads events without a class: no shape breaks it, though its code may expect one. */
        READS_ANY_SHAPE,
        /** It does not take the version: it will not see these events. */
        DOES_NOT_TAKE,
        /** The schema of its record cannot be read here. */
        UNKNOWN
    }

    /**
     * A handler, and what becomes of it.
     *
     * @param handler who, and how many instances of it
     * @param effect what becomes of it
     * @param reasons each in words, with its place in the payload; empty where it reads the version
     */
    public record Affected(LiveHandler handler, Effect effect, List<String> reasons) {
        /** Keeps its own copy of the list. */
        public Affected {
            reasons = List.copyOf(reasons);
        }
    }

    /** The handlers that would break. */
    public List<Affected> broken() {
        return handlers.stream()
                .filter(affected -> affected.effect() == Effect.BREAKS)
                .toList();
    }
}
