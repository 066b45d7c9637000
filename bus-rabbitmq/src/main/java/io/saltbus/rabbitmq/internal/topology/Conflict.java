package io.saltbus.rabbitmq.internal.topology;

import io.saltbus.core.failure.ConfigurationException;
import io.saltbus.rabbitmq.internal.topology.Blueprint.Queue;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * An exchange or a queue that is there with another argument than is wanted. The broker names the first that differs.
 *
 * @param kind {@code queue} or {@code exchange}
 * @param name what it is called
 * @param argument which argument, such as {@code x-max-priority}
 * @param wanted what the bus wants; {@code none} where it wants none
 * @param present what it is; {@code none} where it has none
 */
record Conflict(String kind, String name, String argument, String wanted, String present) {
    static final String NONE = "none";

    private static final String VALUE = "(none|'[^']*'|the value '[^']*' of type '[^']*')";
    private static final Pattern FORM = Pattern.compile("PRECONDITION_FAILED - inequivalent arg '([^']*)' for"
            + " (queue|exchange) '(.*)' in vhost '.*': received " + VALUE + " but current is " + VALUE + ".*");
    private static final Pattern QUOTED = Pattern.compile("(?:the value )?'([^']*)'.*");

    /** What the broker's text says; null where it says something else. */
    static @Nullable Conflict parse(String text) {
        Matcher matcher = FORM.matcher(text);
        return matcher.matches()
                ? new Conflict(
                        matcher.group(2),
                        matcher.group(3),
                        matcher.group(1),
                        value(matcher.group(4)),
                        value(matcher.group(5)))
                : null;
    }

    private static String value(String text) {
        Matcher quoted = QUOTED.matcher(text);
        if (!quoted.matches()) {
            return NONE;
        }
        String value = quoted.group(1);
        return value.isEmpty() ? "\"\"" : value;
    }

    /** Whether the broker's default applies where the bus wants no delivery limit: a queue from before an upgrade to RabbitMQ 4. */
    boolean isMissingDeliveryLimit() {
        return argument.equals(QueueArguments.DELIVERY_LIMIT) && present.equals(NONE);
    }

    String difference() {
        return argument + " is " + present + " and must be " + wanted;
    }

    String cure() {
        return kind.equals("queue")
                ? "Make it anew and keep its messages with bus.topology().migrate(\"" + name
                        + "\"), or give the subscription another name, or delete the queue once it is empty"
                : "Set another prefix or event exchange for this bus, or delete the exchange once nobody publishes to it";
    }

    /** What can be done about this queue, which differs from what it must be. */
    String cure(Queue wanted) {
        if (wanted.holdsRequests()) {
            return "Delete it: its responders make it again, and callers of what is in it get no answer";
        }
        return wanted.keepsOrder()
                ? "Let it run empty and delete it while nothing is published, or give the subscription another name: to move its"
                        + " messages would break their order"
                : cure();
    }

    ConfigurationException asFailure(String where, Throwable cause) {
        return asFailure(where, cure(), cause);
    }

    ConfigurationException asFailure(String where, Queue wanted, Throwable cause) {
        return asFailure(where, cure(wanted), cause);
    }

    private ConfigurationException asFailure(String where, String cure, Throwable cause) {
        return new ConfigurationException(
                kind + " " + name + " of " + where + " exists with other properties: " + difference() + ". " + cure,
                cause);
    }
}
