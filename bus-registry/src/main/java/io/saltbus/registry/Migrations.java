package io.saltbus.registry;

import io.saltbus.registry.internal.postgres.Migrator;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.util.List;

/**
 * Brings the tables of a registry in PostgreSQL up to date: what {@code saltbus migrate} does, and a start with
 * {@link RegistryOptions#withMigrateAtStart}. Tables that celery-salt has made are adopted: what is missing is added, nothing is renamed or
 * lost. Any number of processes may do this at once; one does the work while the others wait.
 *
 * <p>Safe for use from any thread.
 */
public final class Migrations {
    private final Migrator migrator;

    private Migrations(Migrator migrator) {
        this.migrator = migrator;
    }

    /**
     * The migrations of one database; nothing is contacted.
     *
     * @param url such as {@code postgresql://user:password@localhost:5432/salt?sslmode=verify-full}; the role must own the tables, or may
     *     create them
     * @throws IllegalArgumentException where it is no such address, without quoting a password
     */
    public static Migrations at(String url) {
        return new Migrations(new Migrator(url));
    }

    /**
     * What was done.
     *
     * @param before the version of the tables before, such as {@code 1.1}; {@code 0} where there were none of ours
     * @param after their version now
     * @param applied each migration that ran, its version and what it is about; empty where nothing was to be done
     */
    public record Outcome(String before, String after, List<String> applied) {
        /** Keeps its own copy of the list. */
        public Outcome {
            applied = List.copyOf(applied);
        }
    }

    /**
     * Brings the tables up to date, all or nothing, on a worker.
     *
     * @param vertx whose worker it is
     * @return what was done; fails with {@link RegistryException.WrongTables} where a newer SaltBus has made them,
     *     {@link RegistryException.Refused} where the role may not, {@link RegistryException.Unavailable} where the server cannot be reached
     *     or another process holds the lock for more than a minute
     */
    public Future<Outcome> migrate(Vertx vertx) {
        return migrator.migrate(vertx);
    }
}
