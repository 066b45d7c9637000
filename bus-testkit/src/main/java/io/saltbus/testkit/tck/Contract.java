package io.saltbus.testkit.tck;

/** One part of the contract of transports: its tests are the default methods. */
public interface Contract {
    /** What the tests work with. */
    TckBench bench();
}
