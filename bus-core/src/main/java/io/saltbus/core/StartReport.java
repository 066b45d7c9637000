package io.saltbus.core;

import io.saltbus.core.schema.Registration;
import java.time.Duration;
import java.util.List;

/**
 * What a start did.
 *
 * @param schemas what became of each schema that the service publishes
 * @param handlers how many handlers were subscribed by the start itself
 * @param took how long it took
 */
public record StartReport(List<Registration> schemas, int handlers, Duration took) {
    /** Keeps its own copy of the list. */
    public StartReport {
        schemas = List.copyOf(schemas);
    }
}
