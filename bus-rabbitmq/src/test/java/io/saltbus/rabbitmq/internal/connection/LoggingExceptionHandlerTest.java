package io.saltbus.rabbitmq.internal.connection;

import static org.assertj.core.api.Assertions.assertThatCode;

import com.rabbitmq.client.Connection;
import java.lang.reflect.Proxy;
import org.junit.jupiter.api.Test;

class LoggingExceptionHandlerTest {
    /** The client tells of a peer that closed while it opens a connection without any error; what throws then stops its shutdown half way. */
    @Test
    void anEndWithoutAnErrorIsLoggedLikeAnyOther() {
        var connection = (Connection) Proxy.newProxyInstance(
                getClass().getClassLoader(), new Class<?>[] {Connection.class}, (proxy, method, arguments) -> null);

        assertThatCode(() -> new LoggingExceptionHandler().handleUnexpectedConnectionDriverException(connection, null))
                .doesNotThrowAnyException();
    }
}
