package io.saltbus.core.internal.observe;

import io.saltbus.core.event.Envelope;
import io.saltbus.core.observe.BusObserver;
import io.saltbus.core.observe.Settled;
import io.saltbus.core.publish.PublishOutcome;
import java.time.Duration;
import java.util.Locale;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.event.Level;

/**
 * One line for what an operator must know, with the ids to find the rest by. What went well is at DEBUG. A cause is named, with its
 * message; its stack trace only where the bus gives up.
 */
public final class LogObserver implements BusObserver {
    private static final Logger LOG = LoggerFactory.getLogger("io.saltbus.events");

    private static final int LONGEST_NAME = 255;
    private static final Pattern CONTROL = Pattern.compile("\\p{Cntrl}|[\u0080-\u009f\u2028\u2029]");

    @Override
    public void published(Envelope envelope, int bytes, PublishOutcome outcome, Duration took) {
        if (outcome instanceof PublishOutcome.Failed failed) {
            LOG.warn(
                    "publish_failed topic={} message={} cause=\"{}\"",
                    plain(envelope.topic()),
                    plain(envelope.messageId()),
                    failed.cause().getMessage());
        } else if (LOG.isDebugEnabled()) {
            LOG.debug(
                    "published topic={} message={} bytes={}",
                    plain(envelope.topic()),
                    plain(envelope.messageId()),
                    bytes);
        }
    }

    @Override
    public void settled(Settled delivery) {
        if (!LOG.isEnabledForLevel(level(delivery))) {
            return;
        }
        Envelope envelope = delivery.envelope();
        var line = LOG.atLevel(level(delivery));
        if (delivery.cause() != null && level(delivery) == Level.ERROR) {
            line = line.setCause(delivery.cause());
        }
        line.log(
                "{} handler={} topic={} message={} attempt={} ms={} cause=\"{}\"",
                delivery.outcome().name().toLowerCase(Locale.ROOT),
                delivery.handler(),
                plain(envelope.topic()),
                plain(envelope.messageId()),
                envelope.attempt(),
                delivery.took().toMillis(),
                text(delivery.cause()));
    }

    @Override
    public void blockedLoop(String handler, Envelope envelope, Duration blocked) {
        LOG.warn(
                "blocked_loop handler={} topic={} message={} ms={}",
                handler,
                plain(envelope.topic()),
                plain(envelope.messageId()),
                blocked.toMillis());
    }

    @Override
    public void softLimitReached(String handler, Envelope envelope) {
        LOG.warn(
                "soft_limit handler={} topic={} message={}",
                handler,
                plain(envelope.topic()),
                plain(envelope.messageId()));
    }

    @Override
    public void abandoned(String handler, Envelope envelope) {
        LOG.error(
                "abandoned handler={} topic={} message={}",
                handler,
                plain(envelope.topic()),
                plain(envelope.messageId()));
    }

    // whoever published it chose these: they must not look like lines of this log, nor fill it
    private static String plain(String name) {
        String start = name.length() <= LONGEST_NAME ? name : name.substring(0, LONGEST_NAME) + "...";
        return CONTROL.matcher(start).replaceAll("?");
    }

    // as text: a throwable as the last argument would print its stack
    private static String text(@Nullable Throwable cause) {
        return cause == null ? "" : cause.toString();
    }

    private static Level level(Settled delivery) {
        return switch (delivery.outcome()) {
            case DEAD_LETTERED -> Level.ERROR;
            case RETRIED, UNANSWERED, WAITS_FOR_SCHEMA, UNSETTLED, STALE_BINDING -> Level.WARN;
            case HANDLED, REFUSED, TOO_LATE, UNWANTED_VERSION, RELEASED -> Level.DEBUG;
        };
    }
}
