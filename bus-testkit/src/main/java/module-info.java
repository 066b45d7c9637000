/** What users test their handlers with, and what every transport is tested with. */
module io.saltbus.testkit {
    requires org.assertj.core;
    requires transitive io.saltbus.core;
    requires transitive org.junit.jupiter.api;
    requires static transitive org.jspecify;
    requires org.junit.platform.commons;

    exports io.saltbus.testkit;
    exports io.saltbus.testkit.tck;
}
