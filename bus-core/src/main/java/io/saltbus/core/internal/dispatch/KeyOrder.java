package io.saltbus.core.internal.dispatch;

import io.saltbus.core.subscribe.SubscribeOptions;
import io.saltbus.core.transport.Message;
import java.time.Duration;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * How the events of one handler are kept in order in this process.
 *
 * @param keyOf finds the key of a message; null for none
 * @param gate lets in one of each key
 */
record KeyOrder(Function<Message, @Nullable String> keyOf, KeyGate gate) {
    /** What a retry waits at most: a broker takes back what is not settled for too long, after 30 min by RabbitMQ's default. */
    static final Duration LONGEST_WAIT = Duration.ofMinutes(15);

    /** Null where the options ask for no order. */
    static @Nullable KeyOrder of(SubscribeOptions options, DispatchServices services) {
        return options.orderedBy() == null
                ? null
                : new KeyOrder(OrderKey.of(options.orderedBy(), services.codec()), new KeyGate());
    }

    /** The turn of a message that arrived. */
    KeyTurn turn(Message message) {
        return new KeyTurn(gate, keyOf.apply(message));
    }

    static Duration bounded(Duration wait) {
        return wait.compareTo(LONGEST_WAIT) > 0 ? LONGEST_WAIT : wait;
    }
}
