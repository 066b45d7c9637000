package io.saltbus.rabbitmq.internal.consume;

/** What a consumer is to do. */
enum Wish {
    /** Messages arrive. */
    TAKE,
    /** None arrive; those that did can be settled. */
    REST,
    /** It is over. */
    END
}
