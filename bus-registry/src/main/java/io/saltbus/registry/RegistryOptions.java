package io.saltbus.registry;

import java.nio.file.Path;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * How a registry is mirrored in a service. Immutable; start from {@link #defaults()}.
 *
 * @param migrateAtStart whether the tables are brought up to date at the start; default false: {@code saltbus migrate} does it. Only for
 *     PostgreSQL
 * @param startTimeout how long a start waits for the registry before it goes on without: above zero, default 5 s
 * @param retryInterval how long after a failure the registry is tried again: above zero, default 5 s, up to a fifth more at random
 * @param reportInterval how often a process reports what it runs and has done: 1 s or more, default 15 s. A process that is silent for three
 *     of them counts as gone
 * @param refreshInterval how often everything is read again, beside what changes push: 1 s or more, default 60 s
 * @param cacheFile where the schemas are kept for a start without the registry; null, the default, for nowhere
 * @param maxSchemas how many schemas are kept in memory: 100 or more, default 20,000; those of the service's own topics always are
 */
public record RegistryOptions(
        boolean migrateAtStart,
        Duration startTimeout,
        Duration retryInterval,
        Duration reportInterval,
        Duration refreshInterval,
        @Nullable Path cacheFile,
        int maxSchemas) {
    private static final RegistryOptions DEFAULTS = new RegistryOptions(
            false,
            Duration.ofSeconds(5),
            Duration.ofSeconds(5),
            Duration.ofSeconds(15),
            Duration.ofSeconds(60),
            null,
            20_000);

    /** Checks the ranges. */
    public RegistryOptions {
        requireAtLeast("startTimeout", startTimeout, Duration.ofMillis(1));
        requireAtLeast("retryInterval", retryInterval, Duration.ofMillis(1));
        requireAtLeast("reportInterval", reportInterval, Duration.ofSeconds(1));
        requireAtLeast("refreshInterval", refreshInterval, Duration.ofSeconds(1));
        if (maxSchemas < 100) {
            throw new IllegalArgumentException("maxSchemas must be 100 or more, was " + maxSchemas);
        }
    }

    private static void requireAtLeast(String name, Duration value, Duration least) {
        if (value.compareTo(least) < 0) {
            throw new IllegalArgumentException(
                    name + " must be at least " + least.toMillis() + " ms, was " + value.toMillis() + " ms");
        }
    }

    /** The defaults. */
    public static RegistryOptions defaults() {
        return DEFAULTS;
    }

    /** The same, bringing the tables up to date at the start or not. */
    public RegistryOptions withMigrateAtStart(boolean migrate) {
        return new RegistryOptions(
                migrate, startTimeout, retryInterval, reportInterval, refreshInterval, cacheFile, maxSchemas);
    }

    /** The same with another patience at the start. */
    public RegistryOptions withStartTimeout(Duration timeout) {
        return new RegistryOptions(
                migrateAtStart, timeout, retryInterval, reportInterval, refreshInterval, cacheFile, maxSchemas);
    }

    /** The same with another pause after a failure. */
    public RegistryOptions withRetryInterval(Duration interval) {
        return new RegistryOptions(
                migrateAtStart, startTimeout, interval, reportInterval, refreshInterval, cacheFile, maxSchemas);
    }

    /** The same with other intervals of reports. */
    public RegistryOptions withReportInterval(Duration interval) {
        return new RegistryOptions(
                migrateAtStart, startTimeout, retryInterval, interval, refreshInterval, cacheFile, maxSchemas);
    }

    /** The same with other intervals of reading everything again. */
    public RegistryOptions withRefreshInterval(Duration interval) {
        return new RegistryOptions(
                migrateAtStart, startTimeout, retryInterval, reportInterval, interval, cacheFile, maxSchemas);
    }

    /** The same with a file that a start without the registry reads. */
    public RegistryOptions withCacheFile(@Nullable Path file) {
        return new RegistryOptions(
                migrateAtStart, startTimeout, retryInterval, reportInterval, refreshInterval, file, maxSchemas);
    }

    /** The same with another bound of memory. */
    public RegistryOptions withMaxSchemas(int schemas) {
        return new RegistryOptions(
                migrateAtStart, startTimeout, retryInterval, reportInterval, refreshInterval, cacheFile, schemas);
    }
}
