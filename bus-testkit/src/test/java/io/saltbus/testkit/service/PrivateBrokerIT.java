package io.saltbus.testkit.service;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.file.Files;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

@WithServices
class PrivateBrokerIT {
    private static PrivateBroker broker;

    @BeforeAll
    static void startOneForAllTests(PrivateBroker started) {
        broker = started;
    }

    @Test
    void definitionsSurviveAKill() throws IOException {
        broker.rabbitmqctl("add_vhost", "kept");

        broker.kill();
        assertThatThrownBy(() -> handshake(5_000)).isInstanceOf(IOException.class);
        assertThat(Processes.usingFolder(broker.folder())).as("epmd stays").isEqualTo(1);

        broker.startAgain();
        assertThat(handshake(5_000)).isEqualTo(1);
        assertThat(broker.rabbitmqctl("list_vhosts").lines()).contains("kept");
    }

    @Test
    void aFrozenNodeTakesConnectionsAndAnswersNothingUntilThawed() throws IOException {
        broker.freeze();
        assertThatThrownBy(() -> handshake(500)).isInstanceOf(SocketTimeoutException.class);
        broker.thaw();
        assertThat(handshake(5_000)).isEqualTo(1);
    }

    @Test
    void theMemoryAlarmIsRaisedAndCleared() {
        broker.memoryAlarm(true);
        assertThat(broker.rabbitmqctl("eval", "rabbit_alarm:get_alarms().")).contains("memory");
        broker.memoryAlarm(false);
        assertThat(broker.rabbitmqctl("eval", "rabbit_alarm:get_alarms().")).doesNotContain("memory");
    }

    @Test
    void aCommandThatTheBrokerRefusesFailsWithWhatItSaid() {
        assertThatThrownBy(() -> broker.rabbitmqctl("delete_vhost", "never-made"))
                .isInstanceOf(ServiceException.Failed.class)
                .hasMessageContaining("never-made");
    }

    @Test
    void addressHoldsTheUsualAccount() {
        assertThat(broker.url()).isEqualTo("amqp://guest:guest@127.0.0.1:" + broker.port());
    }

    @AfterAll
    static void afterCloseNothingIsLeft() {
        broker.close();
        assertThat(Processes.usingFolder(broker.folder())).isZero();
        assertThat(Files.exists(broker.folder())).isFalse();
    }

    /** The type of the first frame that comes back: 1 is a method. */
    private static int handshake(int timeoutMs) throws IOException {
        try (var socket = new Socket(broker.host(), broker.port())) {
            socket.setSoTimeout(timeoutMs);
            socket.getOutputStream().write("AMQP\0\0\t\1".getBytes(ISO_8859_1));
            return socket.getInputStream().read();
        }
    }
}
