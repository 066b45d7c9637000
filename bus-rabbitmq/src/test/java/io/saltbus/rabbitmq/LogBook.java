package io.saltbus.rabbitmq;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.spi.ThrowableProxyUtil;
import ch.qos.logback.core.AppenderBase;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.jspecify.annotations.Nullable;
import org.slf4j.LoggerFactory;

/** All that bus and client log, down to what is asked for only in an emergency; nothing of it is printed. */
final class LogBook extends AppenderBase<ILoggingEvent> {
    private static final List<String> NAMES = List.of("io.saltbus", "io.saltbus.events", "com.rabbitmq.client");

    private final Queue<String> lines = new ConcurrentLinkedQueue<>();
    private final Map<String, @Nullable Level> before = new HashMap<>();

    void attach() {
        start();
        for (String name : NAMES) {
            Logger logger = logger(name);
            before.put(name, logger.getLevel());
            logger.setLevel(Level.DEBUG);
            logger.setAdditive(false);
            logger.addAppender(this);
        }
    }

    void detach() {
        for (String name : NAMES) {
            Logger logger = logger(name);
            logger.detachAppender(this);
            logger.setAdditive(true);
            logger.setLevel(before.get(name));
        }
    }

    Queue<String> lines() {
        return lines;
    }

    private static Logger logger(String name) {
        return (Logger) LoggerFactory.getLogger(name);
    }

    @Override
    protected void append(ILoggingEvent event) {
        lines.add(event.getFormattedMessage() + ThrowableProxyUtil.asString(event.getThrowableProxy()));
    }
}
