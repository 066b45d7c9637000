/** What users test their handlers with, and what every transport is tested with. */
module io.saltbus.testkit {
    requires transitive io.saltbus.core;
    requires static transitive org.jspecify;
}
