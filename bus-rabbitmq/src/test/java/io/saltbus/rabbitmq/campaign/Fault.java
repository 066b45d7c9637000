package io.saltbus.rabbitmq.campaign;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.EnumSet;
import java.util.List;
import java.util.Random;
import java.util.Set;

/** What is done to the broker, to the way to it, and to processes. */
enum Fault {
    /** Every connection is reset. */
    CUT,
    /** Nothing passes for some seconds, with or without the heartbeats noticing. */
    STALL,
    /** The broker's side of every connection ends. */
    HALF_CLOSE,
    /** What the broker says vanishes; only missing heartbeats tell. */
    HALF_OPEN,
    /** A queue is deleted under its consumers, who are cancelled by the broker. */
    DELETE_QUEUE,
    /** A bus is closed as a deployment would, and another is started. */
    REPLACE_BUS,
    /** A process is killed, and another is started. */
    KILL_PEER,
    /** The broker's operator closes every connection. */
    CLOSE_CONNECTIONS,
    /** The broker takes no publishes for some seconds. */
    MEMORY_ALARM,
    /** The broker stands still for some seconds. */
    FREEZE,
    /** The broker is stopped as an operator would, and started again. */
    RESTART_BROKER,
    /** The broker is killed, and started again. */
    KILL_BROKER;

    /** Those that a broker which others use does not notice. */
    static final Set<Fault> HARMLESS_TO_OTHERS = EnumSet.range(CUT, KILL_PEER);

    /** All of these faults in a random order, again and again. */
    static List<Fault> shuffled(Set<Fault> faults, Random random, int rounds) {
        var order = new ArrayList<Fault>();
        for (int round = 0; round < rounds; round++) {
            var deck = new ArrayList<>(faults);
            Collections.shuffle(deck, random);
            order.addAll(deck);
        }
        return order;
    }

    /** All faults. */
    static Set<Fault> all() {
        return EnumSet.copyOf(Arrays.asList(values()));
    }
}
