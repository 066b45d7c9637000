package io.saltbus.core.internal.observe;

import io.saltbus.core.event.Envelope;
import io.saltbus.core.observe.BusObserver;
import io.saltbus.core.observe.Settled;
import io.saltbus.core.publish.PublishOutcome;
import java.time.Duration;
import java.util.Locale;
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

    @Override
    public void published(Envelope envelope, int bytes, PublishOutcome outcome, Duration took) {
        if (outcome instanceof PublishOutcome.Failed failed) {
            LOG.warn(
                    "publish_failed topic={} message={} cause=\"{}\"",
                    envelope.topic(),
                    envelope.messageId(),
                    failed.cause().getMessage());
        } else {
            LOG.debug("published topic={} message={} bytes={}", envelope.topic(), envelope.messageId(), bytes);
        }
    }

    @Override
    public void settled(Settled delivery) {
        Envelope envelope = delivery.envelope();
        var line = LOG.atLevel(level(delivery));
        if (delivery.cause() != null && level(delivery) == Level.ERROR) {
            line = line.setCause(delivery.cause());
        }
        line.log(
                "{} handler={} topic={} message={} attempt={} ms={} cause=\"{}\"",
                delivery.outcome().name().toLowerCase(Locale.ROOT),
                delivery.handler(),
                envelope.topic(),
                envelope.messageId(),
                envelope.attempt(),
                delivery.took().toMillis(),
                text(delivery.cause()));
    }

    @Override
    public void blockedLoop(String handler, Envelope envelope, Duration blocked) {
        LOG.warn(
                "blocked_loop handler={} topic={} message={} ms={}",
                handler,
                envelope.topic(),
                envelope.messageId(),
                blocked.toMillis());
    }

    @Override
    public void softLimitReached(String handler, Envelope envelope) {
        LOG.warn("soft_limit handler={} topic={} message={}", handler, envelope.topic(), envelope.messageId());
    }

    @Override
    public void abandoned(String handler, Envelope envelope) {
        LOG.error("abandoned handler={} topic={} message={}", handler, envelope.topic(), envelope.messageId());
    }

    // as text: a throwable as the last argument would print its stack
    private static String text(@Nullable Throwable cause) {
        return cause == null ? "" : cause.toString();
    }

    private static Level level(Settled delivery) {
        return switch (delivery.outcome()) {
            case DEAD_LETTERED -> Level.ERROR;
            case RETRIED, WAITS_FOR_SCHEMA, UNSETTLED, STALE_BINDING -> Level.WARN;
            case HANDLED, UNWANTED_VERSION, RELEASED -> Level.DEBUG;
        };
    }
}
