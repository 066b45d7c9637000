package io.saltbus.rabbitmq.internal.connection;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.spi.IThrowableProxy;
import ch.qos.logback.classic.spi.ThrowableProxyUtil;
import ch.qos.logback.core.AppenderBase;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.slf4j.LoggerFactory;

/** Keeps everything that is logged, down to DEBUG of the client. */
public final class LogWatch extends AppenderBase<ILoggingEvent> implements AutoCloseable {
    private final Logger root = (Logger) LoggerFactory.getLogger(Logger.ROOT_LOGGER_NAME);
    private final Level before = root.getLevel();
    private final Queue<ILoggingEvent> events = new ConcurrentLinkedQueue<>();

    public LogWatch() {
        setContext(root.getLoggerContext());
        start();
        root.setLevel(Level.DEBUG);
        root.addAppender(this);
    }

    @Override
    protected void append(ILoggingEvent event) {
        event.prepareForDeferredProcessing();
        events.add(event);
    }

    /** What SaltBus logged at a level, in order. */
    public List<String> lines(Level level) {
        return events.stream()
                .filter(event ->
                        event.getLevel() == level && event.getLoggerName().startsWith("io.saltbus.rabbitmq"))
                .map(ILoggingEvent::getFormattedMessage)
                .toList();
    }

    void expectNone(String text) {
        assertThat(events).extracting(LogWatch::full).noneMatch(line -> line.contains(text));
    }

    private static String full(ILoggingEvent event) {
        IThrowableProxy thrown = event.getThrowableProxy();
        return event.getLoggerName() + " " + event.getFormattedMessage()
                + (thrown == null ? "" : "\n" + ThrowableProxyUtil.asString(thrown));
    }

    @Override
    public void close() {
        root.detachAppender(this);
        root.setLevel(before);
        stop();
    }
}
