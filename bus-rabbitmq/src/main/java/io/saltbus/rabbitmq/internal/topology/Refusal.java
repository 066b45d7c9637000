package io.saltbus.rabbitmq.internal.topology;

import com.rabbitmq.client.AMQP;
import com.rabbitmq.client.Connection;
import com.rabbitmq.client.Method;
import com.rabbitmq.client.ShutdownSignalException;
import io.saltbus.core.failure.ConfigurationException;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/**
 * Why the broker closed a channel, or the connection.
 *
 * @param code AMQP's reply code, such as {@link AMQP#NOT_FOUND}
 * @param text the broker's words
 * @param cause what was caught
 */
record Refusal(int code, String text, Throwable cause) {
    /** The refusal in what was caught; null where it is none, such as a lost connection. */
    static @Nullable Refusal in(Throwable caught) {
        for (Throwable at = caught; at != null; at = at.getCause()) {
            if (at instanceof ShutdownSignalException shutdown) {
                Refusal found = of(shutdown.getReason(), caught);
                if (found != null) {
                    return found;
                }
            }
        }
        return null;
    }

    private static @Nullable Refusal of(@Nullable Method reason, Throwable caught) {
        if (reason instanceof AMQP.Channel.Close close) {
            return new Refusal(close.getReplyCode(), close.getReplyText(), caught);
        }
        if (reason instanceof AMQP.Connection.Close close) {
            return new Refusal(close.getReplyCode(), close.getReplyText(), caught);
        }
        return null;
    }

    static boolean is(int code, Throwable caught) {
        Refusal refusal = in(caught);
        return refusal != null && refusal.code() == code;
    }

    /** The conflict that it tells of; null for others. */
    static @Nullable Conflict conflict(Throwable caught) {
        Refusal refusal = in(caught);
        return refusal == null ? null : Conflict.parse(refusal.text());
    }

    /**
     * What is to be thrown for a refused declaration.
     *
     * @param what what was declared, such as {@code queue orders.ship}
     * @param permissions what the user must be permitted for it
     * @return the same exception, where waiting may help
     * @throws ConfigurationException where it does not
     */
    static IOException explain(IOException caught, Connection connection, String what, String permissions) {
        Refusal refusal = in(caught);
        if (refusal == null) {
            return caught;
        }
        String where = where(connection);
        Conflict conflict = Conflict.parse(refusal.text());
        if (conflict != null) {
            throw conflict.asFailure(where, caught);
        }
        String advice = switch (refusal.code()) {
            case AMQP.ACCESS_REFUSED ->
                "the user of this bus needs " + permissions
                        + ". Grant it with rabbitmqctl set_permissions, or choose a name that the user may use";
            case AMQP.RESOURCE_LOCKED ->
                "it is exclusive to another connection. Close that one first, or choose another name";
            case AMQP.PRECONDITION_FAILED -> "look at it with bus.topology().plan()";
            default -> "";
        };
        if (advice.isEmpty()) {
            return caught;
        }
        throw new ConfigurationException(
                what + " was refused by " + where + " (" + refusal.text().replaceFirst(" for user '.*'", "") + "): "
                        + advice,
                caught);
    }

    static String where(Connection connection) {
        return connection.getAddress().getHostAddress() + ":" + connection.getPort();
    }
}
