/** What users test their handlers with, and what every transport is tested with. */
module io.saltbus.testkit {
    requires static testcontainers;
    requires transitive io.saltbus.core;
    requires transitive org.junit.jupiter.api;
    requires static transitive org.jspecify;

    exports io.saltbus.testkit.service;
}
