/** The saltbus command. */
module io.saltbus.cli {
    requires com.fasterxml.jackson.core;
    requires com.fasterxml.jackson.databind;
    requires info.picocli;
    requires io.saltbus.core;
    requires io.saltbus.registry;
    requires io.saltbus.rpc;
    requires io.vertx.core;
    requires static org.jspecify;

    exports io.saltbus.cli;

    opens io.saltbus.cli to
            info.picocli;
    opens io.saltbus.cli.internal.connect to
            info.picocli;
    opens io.saltbus.cli.internal.declared to
            info.picocli;
    opens io.saltbus.cli.internal.event to
            info.picocli;
    opens io.saltbus.cli.internal.output to
            info.picocli;
    opens io.saltbus.cli.internal.schema to
            info.picocli;
    opens io.saltbus.cli.internal.source to
            info.picocli;

    uses io.saltbus.core.transport.TransportFactory;
}
