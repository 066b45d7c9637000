/** What users test their handlers with, and what every transport is tested with. */
module io.saltbus.testkit {
    requires io.netty.buffer;
    requires io.netty.common;
    requires io.netty.transport;
    requires org.assertj.core;
    requires org.junit.platform.commons;
    requires static testcontainers;
    requires transitive io.saltbus.core;
    requires transitive org.junit.jupiter.api;
    requires static transitive org.jspecify;

    exports io.saltbus.testkit;
    exports io.saltbus.testkit.fault;
    exports io.saltbus.testkit.service;
    exports io.saltbus.testkit.tck;
}
