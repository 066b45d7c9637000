package io.saltbus.registry.internal.postgres;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.saltbus.core.event.EventMode;
import io.saltbus.core.event.Version;
import io.saltbus.core.schema.EventSchemas;
import io.saltbus.core.schema.Schema;
import io.saltbus.core.schema.SchemaDeclaration;
import io.saltbus.core.time.Scheduler;
import io.saltbus.registry.RegistryOptions;
import io.saltbus.registry.store.SchemaStore;
import io.saltbus.registry.store.SchemaStore.Caller;
import io.saltbus.testkit.service.TestService;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import java.io.UncheckedIOException;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.AfterEach;

/** Stores of a test, closed behind it; databases of its own; and ways to wait. */
abstract class PgBench {
    static final Caller ORDERS = new Caller("orders", "2.1.0");
    static final RegistryOptions MIGRATING = RegistryOptions.defaults().withMigrateAtStart(true);
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Duration LIMIT = Duration.ofSeconds(60);
    private static final long PAUSE_NANOS = TimeUnit.MILLISECONDS.toNanos(5);

    final Vertx vertx = Vertx.vertx(new VertxOptions().setEventLoopPoolSize(2));
    private final List<SchemaStore> stores = new ArrayList<>();

    SchemaStore store(String url) {
        return store(url, MIGRATING);
    }

    SchemaStore store(String url, RegistryOptions options) {
        SchemaStore store = PgSchemaStore.at(vertx, url, Scheduler.real(vertx), options);
        stores.add(store);
        return store;
    }

    @AfterEach
    final void closeAll() throws Exception {
        for (SchemaStore each : stores) {
            get(each.close());
        }
        get(vertx.close());
    }

    /** A new database beside that of the service. */
    static String freshDatabase(TestService postgres) throws SQLException {
        String name = "t" + UUID.randomUUID().toString().replace("-", "");
        sql(postgres.url(), "CREATE DATABASE " + name);
        return postgres.url().replaceFirst("/[^/]*$", "/" + name);
    }

    static Connection connect(String url) throws SQLException {
        PgAddress address = PgAddressReader.read(url);
        return DriverManager.getConnection(Connecting.jdbcUrl(address), Connecting.jdbcProperties(address));
    }

    static void sql(String url, String... statements) throws SQLException {
        try (Connection connection = connect(url);
                Statement statement = connection.createStatement()) {
            for (String each : statements) {
                statement.execute(each);
            }
        }
    }

    /** Every row as its columns' texts with bars between. */
    static List<String> rows(String url, String query) throws SQLException {
        try (Connection connection = connect(url);
                Statement statement = connection.createStatement();
                ResultSet result = statement.executeQuery(query)) {
            var rows = new ArrayList<String>();
            while (result.next()) {
                var columns = new ArrayList<String>();
                for (int at = 1; at <= result.getMetaData().getColumnCount(); at++) {
                    columns.add(String.valueOf(result.getString(at)));
                }
                rows.add(String.join("|", columns));
            }
            return rows;
        }
    }

    static ObjectNode json(String text) {
        try {
            return (ObjectNode) JSON.readTree(text.replace('\'', '"'));
        } catch (JsonProcessingException wrong) {
            throw new UncheckedIOException(wrong);
        }
    }

    static Schema field(String name, String type) {
        return Schema.of(json(
                "{'type':'object','properties':{'" + name + "':{'type':'" + type + "'}},'required':['" + name + "']}"));
    }

    static SchemaDeclaration declared(String topic, String version, Schema schema) {
        return declared(topic, version, EventMode.BROADCAST, EventSchemas.of(schema), "orders");
    }

    static SchemaDeclaration declared(
            String topic, String version, EventMode mode, EventSchemas schemas, String service) {
        return new SchemaDeclaration(topic, Version.parse(version), mode, schemas, service, "test");
    }

    static <T> T get(Future<T> future) throws Exception {
        return future.toCompletionStage().toCompletableFuture().get(LIMIT.toSeconds(), SECONDS);
    }

    static void assertFails(Future<?> future, Class<? extends Throwable> type, String... texts) {
        assertThatThrownBy(() -> get(future))
                .isInstanceOf(ExecutionException.class)
                .cause()
                .isInstanceOf(type)
                .message()
                .satisfies(message -> assertThat(List.of(texts)).allMatch(message::contains, "text of: " + message))
                .doesNotContain("secret");
    }

    static void await(Callable<Boolean> condition) throws Exception {
        long start = System.nanoTime();
        while (!condition.call()) {
            assertThat(System.nanoTime() - start).isLessThan(LIMIT.toNanos());
            LockSupport.parkNanos(PAUSE_NANOS);
        }
    }
}
