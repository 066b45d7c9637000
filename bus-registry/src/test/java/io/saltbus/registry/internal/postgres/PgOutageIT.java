package io.saltbus.registry.internal.postgres;

import static org.assertj.core.api.Assertions.assertThat;

import io.saltbus.core.schema.Registration;
import io.saltbus.core.schema.SchemaDeclaration;
import io.saltbus.core.time.VirtualScheduler;
import io.saltbus.registry.Migrations;
import io.saltbus.registry.RegistryException;
import io.saltbus.registry.store.SchemaQuery;
import io.saltbus.registry.store.SchemaStore;
import io.saltbus.testkit.service.PrivatePostgres;
import io.saltbus.testkit.service.WithServices;
import io.vertx.core.Future;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

@WithServices
class PgOutageIT extends PgBench {
    private static final int MANY = 300;

    private static List<SchemaDeclaration> many() {
        return IntStream.range(0, MANY)
                .mapToObj(number -> declared("many.t" + number, "v1", field("f" + number, "integer")))
                .toList();
    }

    @Test
    void killedDuringRegistrationEverythingOrNothingIsStored(PrivatePostgres postgres) throws Exception {
        SchemaStore store = store(postgres.url());
        get(store.find(SchemaQuery.all()));
        for (int round = 0; round < 3; round++) {
            int current = round;
            List<SchemaDeclaration> batch = IntStream.range(0, MANY)
                    .mapToObj(number -> declared("r" + current + ".t" + number, "v1", field("f" + number, "integer")))
                    .toList();
            Future<List<Registration>> answers = store.register(batch, ORDERS);
            if (round > 0) {
                // once it has begun to write, which only a lock tells from outside
                await(() -> answers.isComplete()
                        || !rows(postgres.url(), "SELECT 1 FROM pg_locks WHERE locktype = 'advisory'")
                                .isEmpty());
            }
            postgres.kill();
            await(answers::isComplete);
            if (answers.failed()) {
                assertFails(answers, RegistryException.Unavailable.class, "127.0.0.1:" + postgres.port());
            }
            postgres.startAgain();

            long stored = Long.parseLong(
                    rows(postgres.url(), "SELECT count(*) FROM celerysalt_schemas WHERE topic LIKE 'r" + round + ".%'")
                            .get(0));
            long fields = Long.parseLong(rows(
                            postgres.url(),
                            "SELECT count(*) FROM celerysalt_schema_fields f JOIN celerysalt_schemas s ON s.id ="
                                    + " f.schema_id WHERE topic LIKE 'r" + round + ".%'")
                    .get(0));
            assertThat(stored).isIn(0L, (long) MANY).isEqualTo(fields);
            assertThat(get(store.register(batch, ORDERS)))
                    .extracting(Registration::status)
                    .containsOnly(stored == 0 ? Registration.Status.REGISTERED : Registration.Status.IDENTICAL);
        }
    }

    @Test
    void aFrozenServerHangsNobodyAndIsUsedAgainAfterwards(PrivatePostgres postgres) throws Exception {
        SchemaStore store = store(postgres.url() + "?timeout_ms=300");
        get(store.find(SchemaQuery.all()));
        postgres.freeze();

        var pending = new ArrayList<Future<?>>();
        for (int time = 0; time < 3; time++) {
            pending.add(store.find(SchemaQuery.all()));
            pending.add(store.topics(SchemaQuery.all()));
            pending.add(store.publishers("a"));
            pending.add(store.register(many(), ORDERS));
            pending.add(store.watch(topic -> {}));
        }
        for (Future<?> each : pending) {
            assertFails(each, RegistryException.Unavailable.class, "did not answer within", "ms");
        }
        SchemaStore unprepared = store(postgres.url() + "?timeout_ms=1000");
        assertFails(unprepared.find(SchemaQuery.all()), RegistryException.Unavailable.class);
        assertFails(
                Migrations.at(postgres.url() + "?timeout_ms=1000").migrate(vertx), RegistryException.Unavailable.class);
        postgres.thaw();

        await(() -> {
            Future<?> found = store.find(SchemaQuery.all());
            await(found::isComplete);
            return found.succeeded();
        });
        assertThat(get(store.register(many(), ORDERS))).hasSize(MANY);
        assertThat(get(unprepared.find(SchemaQuery.all()))).hasSize(MANY);
    }

    @Test
    void closingDoesNotWaitForAFrozenServer(PrivatePostgres postgres) throws Exception {
        SchemaStore store = store(postgres.url() + "?timeout_ms=300");
        get(store.watch(topic -> {}));
        Future<?> pending = store.find(SchemaQuery.all());
        get(pending);
        postgres.freeze();
        Future<?> hanging = store.find(SchemaQuery.all());

        get(store.close());

        await(hanging::isComplete);
        postgres.thaw();
    }

    @Test
    void aWatchComesBackAndThenTellsOfEverything(PrivatePostgres postgres) throws Exception {
        SchemaStore store = store(postgres.url());
        var told = new LinkedBlockingQueue<String>();
        SchemaStore.Watch watch = get(store.watch(told::add));

        postgres.kill();
        postgres.startAgain();
        assertThat(told.poll(60, TimeUnit.SECONDS)).isEqualTo("#");
        get(store.register(List.of(declared("a", "v1", field("id", "integer"))), ORDERS));
        assertThat(told.poll(60, TimeUnit.SECONDS)).isEqualTo("a");
        postgres.stop();
        postgres.startAgain();
        assertThat(told.poll(60, TimeUnit.SECONDS)).isEqualTo("#");

        postgres.kill();
        get(watch.close());
        get(watch.close());
        postgres.startAgain();
        get(store.register(List.of(declared("b", "v1", field("id", "integer"))), ORDERS));
        assertThat(told).isEmpty();
    }

    @Test
    void aWatchNoticesAServerThatIsSilent(PrivatePostgres postgres) throws Exception {
        get(Migrations.at(postgres.url()).migrate(vertx));
        var time = new VirtualScheduler(Instant.parse("2026-01-01T00:00:00Z"));
        var told = new LinkedBlockingQueue<String>();
        SchemaStore.Watch watch = get(ChangeWatch.open(vertx, PgAddressReader.read(postgres.url()), time, told::add));
        // a ping that is answered changes nothing
        time.advance(Duration.ofSeconds(15));
        await(() -> time.nextIn().equals(java.util.Optional.of(Duration.ofSeconds(15))));
        postgres.freeze();
        time.advance(Duration.ofSeconds(15));
        await(() -> time.nextIn().equals(java.util.Optional.of(Duration.ofSeconds(5))));
        time.advance(Duration.ofSeconds(5));
        await(() -> time.nextIn().isPresent());
        assertThat(told).isEmpty();
        postgres.thaw();
        await(() -> {
            time.advance(Duration.ofMillis(100));
            return !told.isEmpty();
        });
        assertThat(told.poll()).isEqualTo("#");
        get(watch.close());
    }

    @Test
    void withoutAServerEverythingSaysWhere(PrivatePostgres postgres) throws Exception {
        SchemaStore store = store(postgres.url());
        postgres.stop();

        assertFails(store.find(SchemaQuery.all()), RegistryException.Unavailable.class, "127.0.0.1:" + postgres.port());
        assertFails(store.watch(topic -> {}), RegistryException.Unavailable.class);
        assertFails(Migrations.at(postgres.url()).migrate(vertx), RegistryException.Unavailable.class);
        postgres.startAgain();
        assertThat(get(store.find(SchemaQuery.all()))).isEmpty();
    }
}
