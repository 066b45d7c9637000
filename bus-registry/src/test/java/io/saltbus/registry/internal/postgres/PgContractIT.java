package io.saltbus.registry.internal.postgres;

import io.saltbus.core.time.Scheduler;
import io.saltbus.registry.store.SchemaStore;
import io.saltbus.registry.store.SchemaStoreContract;
import io.saltbus.testkit.service.PostgresService;
import io.saltbus.testkit.service.WithServices;
import java.sql.SQLException;

/** The contract of all stores, kept in PostgreSQL: each test with several stores of one database. */
@WithServices
class PgContractIT extends SchemaStoreContract {
    private final String url;

    PgContractIT(PostgresService postgres) throws SQLException {
        url = PgBench.freshDatabase(postgres);
    }

    @Override
    protected SchemaStore open() {
        return PgSchemaStore.at(vertx, url, Scheduler.real(vertx), PgBench.MIGRATING);
    }
}
