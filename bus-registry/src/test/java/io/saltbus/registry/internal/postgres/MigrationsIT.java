package io.saltbus.registry.internal.postgres;

import static org.assertj.core.api.Assertions.assertThat;

import io.saltbus.core.schema.Registration;
import io.saltbus.registry.Migrations;
import io.saltbus.registry.RegistryException;
import io.saltbus.registry.RegistryOptions;
import io.saltbus.registry.store.SchemaQuery;
import io.saltbus.registry.store.StoredSchema;
import io.saltbus.testkit.service.PostgresService;
import io.saltbus.testkit.service.WithServices;
import io.vertx.core.Future;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

@WithServices
class MigrationsIT extends PgBench {
    private static final String COLUMNS =
            "SELECT table_name, column_name, data_type, character_maximum_length, is_nullable,"
                    + " column_default FROM information_schema.columns WHERE table_schema = current_schema() AND table_name LIKE"
                    + " 'celerysalt%' AND column_name NOT LIKE 'saltbus%' ORDER BY table_name, ordinal_position";
    private static final String CONSTRAINTS = "SELECT conrelid::regclass::text, conname, pg_get_constraintdef(oid) FROM"
            + " pg_constraint WHERE conrelid::regclass::text LIKE 'celerysalt%' ORDER BY 1, 2";
    private static final String INDEXES =
            "SELECT indexdef FROM pg_indexes WHERE tablename LIKE 'celerysalt%' ORDER BY indexname";

    /** The tables as celery-salt's own design gives them. */
    private static String pythonsTables() throws Exception {
        try (InputStream text =
                Objects.requireNonNull(MigrationsIT.class.getResourceAsStream("/celery-salt-tables.sql"))) {
            return new String(text.readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    @Test
    void theTablesAreExactlyThoseOfCelerySalt(PostgresService postgres) throws Exception {
        String theirs = freshDatabase(postgres);
        sql(theirs, pythonsTables());
        String ours = freshDatabase(postgres);

        Migrations.Outcome outcome = get(Migrations.at(ours).migrate(vertx));

        assertThat(outcome.before()).isEqualTo("0");
        assertThat(outcome.after()).isEqualTo("1.1");
        assertThat(outcome.applied()).containsExactly("1 tables shared with celery salt", "1.1 what saltbus adds");
        assertThat(rows(ours, COLUMNS)).hasSize(38).isEqualTo(rows(theirs, COLUMNS));
        assertThat(rows(ours, CONSTRAINTS)).isEqualTo(rows(theirs, CONSTRAINTS));
        assertThat(rows(ours, INDEXES)).isEqualTo(rows(theirs, INDEXES));
    }

    @Test
    void tablesThatPythonMadeAreAdoptedWithTheirRows(PostgresService postgres) throws Exception {
        String url = freshDatabase(postgres);
        sql(
                url,
                pythonsTables(),
                "INSERT INTO celerysalt_schemas (topic, version, schema, publisher_service, created_at) VALUES"
                        + " ('order.created', 'v1', '{\"type\": \"object\"}', 'billing', '2026-01-02 03:04:05')");

        Migrations.Outcome outcome = get(Migrations.at(url).migrate(vertx));

        assertThat(outcome.applied()).hasSize(2);
        StoredSchema kept = get(store(url).find(SchemaQuery.all())).get(0);
        assertThat(kept.publisher()).isEqualTo("billing");
        assertThat(kept.record().createdAt()).hasToString("2026-01-02T03:04:05Z");
        assertThat(get(Migrations.at(url).migrate(vertx)).applied()).isEmpty();
    }

    @Test
    void tablesOfAnOlderPythonGetWhatTheyLack(PostgresService postgres) throws Exception {
        String url = freshDatabase(postgres);
        sql(
                url,
                "CREATE TABLE celerysalt_schemas (id SERIAL PRIMARY KEY, topic VARCHAR(255) NOT NULL, version VARCHAR(50) NOT"
                        + " NULL, schema JSONB NOT NULL)",
                "CREATE TABLE unrelated (id INT)");

        List<Registration> answers =
                get(store(url).register(List.of(declared("a", "v1", field("id", "integer"))), ORDERS));

        assertThat(answers.get(0).status()).isEqualTo(Registration.Status.REGISTERED);
        assertThat(rows(url, CONSTRAINTS)).anyMatch(line -> line.contains("UNIQUE (topic, version)"));
    }

    @Test
    void doublesInTablesWithoutTheirConstraintStopItAndNothingStays(PostgresService postgres) throws Exception {
        String url = freshDatabase(postgres);
        sql(
                url,
                "CREATE TABLE celerysalt_publishers (id SERIAL PRIMARY KEY, topic VARCHAR(255) NOT NULL, service_name"
                        + " VARCHAR(255) NOT NULL)",
                "INSERT INTO celerysalt_publishers (topic, service_name) VALUES ('a', 'b'), ('a', 'b')");

        assertFails(Migrations.at(url).migrate(vertx), RegistryException.Refused.class, "remove the doubles", "23505");

        assertThat(rows(url, "SELECT tablename FROM pg_tables WHERE tablename LIKE 'celerysalt%'"))
                .containsExactly("celerysalt_publishers");
    }

    @Test
    void twentyAtOnceDoItOnce(PostgresService postgres) throws Exception {
        String url = freshDatabase(postgres);

        List<Future<Migrations.Outcome>> all = IntStream.range(0, 20)
                .mapToObj(number -> Migrations.at(url).migrate(vertx))
                .toList();

        int worked = 0;
        for (Future<Migrations.Outcome> each : all) {
            assertThat(get(each).after()).isEqualTo("1.1");
            worked += get(each).applied().isEmpty() ? 0 : 1;
        }
        assertThat(worked).isEqualTo(1);
        assertThat(rows(url, "SELECT version FROM saltbus_registry_history WHERE version IN ('1', '1.1')"))
                .hasSize(2);
    }

    @Test
    void tablesOfANewerMajorAreRefusedAndOfANewerMinorUsed(PostgresService postgres) throws Exception {
        String url = freshDatabase(postgres);
        get(Migrations.at(url).migrate(vertx));
        String newer = "INSERT INTO saltbus_registry_history (installed_rank, version, description, type, script,"
                + " installed_by, execution_time, success) VALUES (%d, '%s', 'later', 'SQL', 'V.sql', 'x', 1, TRUE)";
        sql(url, newer.formatted(90, "1.10"));
        assertThat(get(Migrations.at(url).migrate(vertx)).after()).isEqualTo("1.10");
        assertThat(get(store(url, RegistryOptions.defaults()).find(SchemaQuery.all())))
                .isEmpty();

        sql(url, newer.formatted(91, "2.3"));

        assertFails(
                Migrations.at(url).migrate(vertx), RegistryException.WrongTables.class, "2.3", "up to 1.1", "newer");
        assertFails(
                store(url, RegistryOptions.defaults()).find(SchemaQuery.all()),
                RegistryException.WrongTables.class,
                "2.3",
                "1.1");
        assertFails(store(url).topics(SchemaQuery.all()), RegistryException.WrongTables.class, "2.3");
    }

    @Test
    void withoutTablesTheCureIsNamed(PostgresService postgres) throws Exception {
        String url = freshDatabase(postgres);
        var store = store(url, RegistryOptions.defaults());

        assertFails(store.find(SchemaQuery.all()), RegistryException.WrongTables.class, "saltbus migrate");
        get(Migrations.at(url).migrate(vertx));
        assertThat(get(store.find(SchemaQuery.all()))).isEmpty();
        sql(url, "DELETE FROM saltbus_registry_history WHERE version = '1.1'");
        assertFails(
                store(url, RegistryOptions.defaults()).find(SchemaQuery.all()),
                RegistryException.WrongTables.class,
                "are of version 1,",
                "saltbus migrate");
        sql(url, "DELETE FROM saltbus_registry_history");
        assertFails(
                store(url, RegistryOptions.defaults()).find(SchemaQuery.all()),
                RegistryException.WrongTables.class,
                "are not there");
    }

    @Test
    void aSchemaOfItsOwnKeepsTheTablesThere(PostgresService postgres) throws Exception {
        String url = freshDatabase(postgres);

        get(store(url + "?schema=salt").register(List.of(declared("a", "v1", field("id", "integer"))), ORDERS));

        assertThat(rows(url, "SELECT topic FROM salt.celerysalt_schemas")).containsExactly("a");
        assertThat(rows(url, "SELECT tablename FROM pg_tables WHERE schemaname = 'public'"))
                .isEmpty();
    }
}
