package io.saltbus.rabbitmq.internal.topology;

import com.rabbitmq.client.Connection;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The broker's version, as far as arguments depend on it.
 *
 * @param major such as 3
 * @param minor such as 10
 */
record BrokerVersion(int major, int minor) {
    private static final Pattern FORM = Pattern.compile("(\\d{1,4})\\.(\\d{1,4}).*");

    static BrokerVersion of(Connection connection) {
        return parse(String.valueOf(connection.getServerProperties().get("version")));
    }

    /** What cannot be read counts as the newest: only old brokers are treated specially. */
    static BrokerVersion parse(String text) {
        Matcher matcher = FORM.matcher(text);
        return matcher.matches()
                ? new BrokerVersion(Integer.parseInt(matcher.group(1)), Integer.parseInt(matcher.group(2)))
                : new BrokerVersion(9999, 0);
    }

    /**
     * Whether quorum queues have a delivery limit unless -1 turns it off. On older ones there is none by default, and -1 kills a message at
     * its first requeue.
     */
    boolean limitsDeliveries() {
        return major >= 4;
    }
}
