package io.saltbus.core.schema;

import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What the payloads of one version of an event look like.
 *
 * @param payload of the event, or of the request
 * @param reply of a request's answers; null for a broadcast, and where it is not known
 * @param error of a request's failures; null for a broadcast, and where it may be anything
 */
public record EventSchemas(
        Schema payload, @Nullable Schema reply, @Nullable Schema error) {
    /** Those of an event that nobody answers. */
    public static EventSchemas of(Schema payload) {
        return new EventSchemas(payload, null, null);
    }

    /**
     * Where two stop meaning the same. A reply or an error that only one of them knows is no difference: a caller without a class knows
     * none.
     *
     * @return a JSON pointer into the schema that differs, for a reply or an error with {@code reply} or {@code error} and a blank before
     *     it; no value where they do not differ
     */
    public Optional<String> firstDifference(EventSchemas other) {
        return payload.firstDifference(other.payload)
                .or(() -> difference("reply", reply, other.reply))
                .or(() -> difference("error", error, other.error));
    }

    private static Optional<String> difference(String what, @Nullable Schema one, @Nullable Schema other) {
        return one == null || other == null
                ? Optional.empty()
                : one.firstDifference(other).map(place -> what + " " + (place.isEmpty() ? "the root" : place));
    }
}
