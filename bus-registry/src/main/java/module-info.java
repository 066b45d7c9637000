/** Schemas that services share: in PostgreSQL, or in a registry that is reached over HTTP; and whether one may follow another. */
module io.saltbus.registry {
    requires com.fasterxml.jackson.core;
    requires static com.google.errorprone.annotations;
    requires org.slf4j;
    requires transitive com.fasterxml.jackson.databind;
    requires transitive io.saltbus.core;
    requires transitive io.vertx.core;
    requires micrometer.core;
    requires static transitive org.jspecify;

    exports io.saltbus.registry;
    exports io.saltbus.registry.compatibility;
    exports io.saltbus.registry.store;

    provides io.saltbus.core.schema.SchemaRegistryProvider with
            io.saltbus.registry.internal.RegistryProvider;
}
