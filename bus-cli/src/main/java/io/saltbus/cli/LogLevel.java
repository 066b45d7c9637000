package io.saltbus.cli;

/** How much of the log is shown: a command answers for itself, and the libraries behind it are silent unless they are asked. */
final class LogLevel {
    private static final String LEVEL = "org.slf4j.simpleLogger.defaultLogLevel";

    private LogLevel() {}

    /** To be called before anything logs: the logger reads this once. */
    static void set(boolean verbose) {
        System.setProperty("vertx.logger-delegate-factory-class-name", "io.vertx.core.logging.SLF4JLogDelegateFactory");
        System.setProperty(LEVEL, verbose ? "debug" : "off");
    }
}
