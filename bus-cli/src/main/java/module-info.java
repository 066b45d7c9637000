/** The saltbus command. */
module io.saltbus.cli {
    requires info.picocli;
    requires io.saltbus.core;
    requires io.saltbus.registry;
    requires static org.jspecify;

    opens io.saltbus.cli to
            info.picocli;
}
