package io.saltbus.rabbitmq.internal.publish;

import com.rabbitmq.client.Connection;
import java.io.IOException;

/** Makes what is published to, where it is missing. */
@FunctionalInterface
public interface Declaration {
    /** Blocks; may be repeated; opens channels of its own, which it closes. */
    void declare(Connection connection) throws IOException;
}
