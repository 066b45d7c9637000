package io.saltbus.rabbitmq.campaign;

import java.time.Duration;

/** Lets time pass under load: a campaign is made of it, and waits for nothing else meanwhile. */
final class Time {
    private Time() {}

    static void pass(Duration duration) throws InterruptedException {
        if (!duration.isNegative()) {
            Thread.sleep(duration.toMillis());
        }
    }
}
