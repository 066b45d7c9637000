/** A user's module: what it opens is what the bus reads. RabbitMQ's module is found by itself. */
module consumer {
    requires io.saltbus.core;
    requires io.saltbus.rpc;

    opens consumer to
            io.saltbus.core,
            com.fasterxml.jackson.databind;
}
