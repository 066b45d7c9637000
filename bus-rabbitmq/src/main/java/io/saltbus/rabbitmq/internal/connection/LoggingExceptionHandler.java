package io.saltbus.rabbitmq.internal.connection;

import com.rabbitmq.client.Channel;
import com.rabbitmq.client.Connection;
import com.rabbitmq.client.Consumer;
import com.rabbitmq.client.ExceptionHandler;
import com.rabbitmq.client.TopologyRecoveryException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Logs what callbacks throw, and closes nothing: the client's default closes the channel, waiting on the loop for a reply that the loop has
 * to read.
 */
final class LoggingExceptionHandler implements ExceptionHandler {
    private static final Logger LOG = LoggerFactory.getLogger(LoggingExceptionHandler.class);

    /** @param thrown null where the client saw the connection end without an error */
    @Override
    public void handleUnexpectedConnectionDriverException(Connection connection, @Nullable Throwable thrown) {
        LOG.debug("the connection to RabbitMQ failed: {}", String.valueOf(thrown));
    }

    @Override
    public void handleReturnListenerException(Channel channel, Throwable thrown) {
        LOG.error("a listener for returned messages failed", thrown);
    }

    @Override
    public void handleConfirmListenerException(Channel channel, Throwable thrown) {
        LOG.error("a listener for confirms failed", thrown);
    }

    @Override
    public void handleBlockedListenerException(Connection connection, Throwable thrown) {
        LOG.error("a listener for blocked connections failed", thrown);
    }

    @Override
    public void handleConsumerException(
            Channel channel, Throwable thrown, Consumer consumer, String consumerTag, String methodName) {
        LOG.error("{} of consumer {} failed", methodName, consumerTag, thrown);
    }

    @Override
    public void handleConnectionRecoveryException(Connection connection, Throwable thrown) {
        LOG.error("recovery of a connection failed, which is not in use", thrown);
    }

    @Override
    public void handleChannelRecoveryException(Channel channel, Throwable thrown) {
        LOG.error("recovery of a channel failed, which is not in use", thrown);
    }

    @Override
    public void handleTopologyRecoveryException(
            Connection connection, Channel channel, TopologyRecoveryException thrown) {
        LOG.error("recovery of the topology failed, which is not in use", thrown);
    }
}
