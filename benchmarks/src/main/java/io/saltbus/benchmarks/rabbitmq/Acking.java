package io.saltbus.benchmarks.rabbitmq;

/** When a consumer acks. */
enum Acking {
    /** Each delivery by an ack of its own. */
    EACH(1),
    /** Fifty together. */
    EVERY_50(50),
    /** In each turn of the loop, all that were handled in it. Loops only. */
    EVERY_TURN(Integer.MAX_VALUE);

    private final int every;

    Acking(int every) {
        this.every = every;
    }

    /** Whether it is time to ack, after the delivery with this number, of so many that are expected. */
    boolean due(int number, int expected) {
        return every == 1 || number % every == 0 || (number == expected && this != EVERY_TURN);
    }

    boolean multiple() {
        return this != EACH;
    }
}
