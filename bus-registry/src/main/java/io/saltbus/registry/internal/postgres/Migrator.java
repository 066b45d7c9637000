package io.saltbus.registry.internal.postgres;

import io.saltbus.registry.Migrations;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.output.MigrateOutput;

/** Brings the tables up to date, one process at a time. Blocks, so it runs on a worker; the only place that uses JDBC. */
public final class Migrator {
    private static final String LOCATION = "classpath:saltbus-registry-migrations";
    /** Any number, as long as all processes use it: "salt" in ASCII. */
    private static final long LOCK = 0x73616c74L;

    private static final String LOCK_TIMEOUT = "60s";

    private final PgAddress address;

    /**
     * @param url where the database is
     * @throws IllegalArgumentException where it is no such address, without quoting a password
     */
    public Migrator(String url) {
        this(PgAddressReader.read(url));
    }

    Migrator(PgAddress address) {
        this.address = address;
    }

    /** Brings the tables up to date on a worker. */
    public Future<Migrations.Outcome> migrate(Vertx vertx) {
        return vertx.executeBlocking(this::migrate, false)
                .recover(failure -> Future.failedFuture(Faults.told(address, failure)));
    }

    private Migrations.Outcome migrate() throws SQLException {
        try (Connection holder = new JdbcSource(address).getConnection()) {
            TablesVersion before = version(holder);
            if (before.compareTo(TablesVersion.WANTED) >= 0) {
                return unchanged(before);
            }
            try (Statement statement = holder.createStatement()) {
                // one after the other: of twenty that start together the first does it, the others see that it is done
                statement.execute("SET lock_timeout = '" + LOCK_TIMEOUT + "'");
                statement.execute("SELECT pg_advisory_lock(" + LOCK + ")");
            }
            TablesVersion locked = version(holder);
            return locked.compareTo(TablesVersion.WANTED) >= 0 ? unchanged(locked) : run(locked);
        }
    }

    private static Migrations.Outcome unchanged(TablesVersion version) {
        return new Migrations.Outcome(version.toString(), version.toString(), List.of());
    }

    private TablesVersion version(Connection connection) throws SQLException {
        var versions = new ArrayList<String>();
        try (Statement statement = connection.createStatement()) {
            try (ResultSet table = statement.executeQuery("SELECT to_regclass('" + TablesVersion.HISTORY + "')")) {
                table.next();
                if (table.getString(1) == null) {
                    return TablesVersion.newest(versions);
                }
            }
            try (ResultSet rows = statement.executeQuery(TablesVersion.SELECT)) {
                while (rows.next()) {
                    versions.add(rows.getString(1));
                }
            }
        }
        TablesVersion found = TablesVersion.newest(versions);
        found.requireKnown(address);
        return found;
    }

    private Migrations.Outcome run(TablesVersion before) {
        var configuration = Flyway.configure(Migrator.class.getClassLoader())
                .dataSource(new JdbcSource(address))
                .locations(LOCATION)
                .failOnMissingLocations(true)
                .table(TablesVersion.HISTORY)
                // the database may hold the tables of Python, or of an application
                .baselineOnMigrate(true)
                .baselineVersion("0")
                // all or nothing
                .group(true)
                .createSchemas(address.schema() != null)
                .cleanDisabled(true);
        if (address.schema() != null) {
            configuration.defaultSchema(address.schema());
        }
        var result = configuration.load().migrate();
        List<String> applied = result.migrations.stream().map(Migrator::line).toList();
        return new Migrations.Outcome(before.toString(), TablesVersion.WANTED.toString(), applied);
    }

    private static String line(MigrateOutput migration) {
        return migration.version + " " + String.join(" ", Arrays.asList(migration.description.split("\\s+")));
    }
}
