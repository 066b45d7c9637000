package io.saltbus.rabbitmq.campaign;

import io.saltbus.core.event.Event;

/**
 * What is published at full speed.
 *
 * @param number counts the publishes of one publisher; handlers fail by it
 * @param filler makes it the size of a usual event
 */
@Event("campaign.load")
record Load(long number, String filler) {
    private static final String FILLER = "x".repeat(200);

    static Load of(long number) {
        return new Load(number, FILLER);
    }

    /** Its first try fails, and the second comes from the ladder, a second or more later. */
    boolean failsLong() {
        return number % 200 == 7;
    }

    /** Its first try fails, and the second comes soon. */
    boolean failsBriefly() {
        return number % 50 == 3;
    }

    /** Handling it takes a second, so that a process which is killed has some under way that it was given long before. */
    boolean takesLong() {
        return number % 20 == 9;
    }

    /** It can never be handled. */
    boolean dies() {
        return number % 500 == 11;
    }
}
