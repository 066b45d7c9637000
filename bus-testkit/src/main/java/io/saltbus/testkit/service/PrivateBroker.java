package io.saltbus.testkit.service;

import io.saltbus.testkit.service.internal.LocalBroker;

/** A RabbitMQ of the test's own. */
public interface PrivateBroker extends BrokerService, PrivateService {
    /**
     * Starts one in a new temporary folder, on a free port. Takes 5 to 8 s.
     *
     * @return a running service, to be closed by the caller; it ends with the JVM at the latest
     * @throws ServiceException.Missing where {@code rabbitmq-server} is not installed
     * @throws ServiceException.Failed where it did not start, with the end of its log
     */
    static PrivateBroker start() {
        return start(BrokerOptions.defaults());
    }

    /**
     * Starts one that has more than the bare broker, otherwise as {@link #start()}. Each plugin adds some 100 ms.
     *
     * @param options what it has
     */
    static PrivateBroker start(BrokerOptions options) {
        return LocalBroker.start(options);
    }

    /**
     * Where the management API is, with the usual account, such as {@code http://guest:guest@127.0.0.1:20672}.
     *
     * @throws IllegalStateException where it was not started with {@link BrokerOptions#withManagement()}
     */
    String managementUrl();

    /**
     * The port where this broker listens with TLS, on the host of {@link #url()}.
     *
     * @throws IllegalStateException where it was not started with {@link BrokerOptions#withTls}
     */
    int tlsPort();

    /**
     * Raises or clears the memory alarm. While it is raised, RabbitMQ blocks every connection that publishes.
     *
     * @param raised true to raise it, false to clear it
     * @throws ServiceException.Failed where the broker did not take the command
     */
    void memoryAlarm(boolean raised);

    /**
     * Runs {@code rabbitmqctl} on this node, such as {@code rabbitmqctl("list_queues", "name", "messages")}. Takes 1 to 3 s.
     *
     * @param arguments the command and what it takes
     * @return what it printed, without the chatter of {@code --quiet}
     * @throws ServiceException.Failed where it did not end well within 30 s, with what it printed
     */
    String rabbitmqctl(String... arguments);
}
