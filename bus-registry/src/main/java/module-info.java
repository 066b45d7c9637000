/** Schemas that services share: in PostgreSQL, or in a registry that is reached over HTTP; and whether one may follow another. */
@SuppressWarnings("module") // the command, which may look inside, is built after it
module io.saltbus.registry {
    requires com.fasterxml.jackson.core;
    requires io.netty.codec.http;
    requires java.compiler;
    requires static com.google.errorprone.annotations;
    requires org.slf4j;
    requires transitive com.fasterxml.jackson.databind;
    requires transitive io.saltbus.core;
    // the client of PostgreSQL proves passwords with it where it is there, and module resolution must be told to bring
    // it
    requires com.ongres.scram.client;
    requires flyway.core;
    requires io.vertx.sql.client;
    requires io.vertx.sql.client.pg;
    requires java.sql;
    requires transitive io.vertx.core;
    requires micrometer.core;
    requires static transitive org.jspecify;

    exports io.saltbus.registry;
    exports io.saltbus.registry.compatibility;
    exports io.saltbus.registry.http;
    exports io.saltbus.registry.generate;
    exports io.saltbus.registry.store;

    uses java.sql.Driver;

    provides io.saltbus.core.schema.SchemaRegistryProvider with
            io.saltbus.registry.internal.RegistryProvider;
}
