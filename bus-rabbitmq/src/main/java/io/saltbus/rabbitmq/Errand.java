package io.saltbus.rabbitmq;

import com.rabbitmq.client.Connection;
import io.saltbus.rabbitmq.internal.connection.Blocking;
import io.saltbus.rabbitmq.internal.connection.Tenant;
import io.vertx.core.Future;

/** Something to be done with the broker, once there is a connection. */
final class Errand implements Tenant {
    private final String what;
    private final Blocking blocking;
    private final Question question;

    /** @param what is done, for logs, such as {@code declaring queue q} */
    Errand(String what, Blocking blocking, Question question) {
        this.what = what;
        this.blocking = blocking;
        this.question = question;
    }

    /** What is done; it blocks. */
    @FunctionalInterface
    interface Question {
        void put(Connection connection) throws Exception;
    }

    @Override
    public Future<Void> connected(Connection connection) {
        return blocking.call(() -> {
                    question.put(connection);
                    return connection;
                })
                .mapEmpty();
    }

    @Override
    public void disconnected(Throwable why) {
        // the call under way fails by itself, and the next connection brings another
    }

    @Override
    public String toString() {
        return what;
    }
}
