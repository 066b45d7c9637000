package io.saltbus.testkit.service;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.file.Files;
import java.util.Objects;
import org.junit.jupiter.api.Test;

@WithServices
class PrivateRedisIT {
    @Test
    void whatWasAnsweredSurvivesAKill(PrivateRedis redis) throws IOException {
        int port = redis.port();
        assertThat(ask(redis, "SET kept yes")).isEqualTo("+OK");

        redis.kill();
        assertThatThrownBy(() -> ask(redis, "PING")).isInstanceOf(IOException.class);

        redis.startAgain();
        assertThat(ask(redis, "STRLEN kept")).isEqualTo(":3");
        assertThat(redis.port()).isEqualTo(port);
        assertThat(redis.url()).isEqualTo("redis://127.0.0.1:" + port);
    }

    @Test
    void whatWasAnsweredSurvivesAStop(PrivateRedis redis) throws IOException {
        ask(redis, "SET kept yes");
        redis.stop();
        redis.startAgain();
        assertThat(ask(redis, "STRLEN kept")).isEqualTo(":3");
    }

    @Test
    void aFrozenServiceKeepsConnectionsAndAnswersNothingUntilThawed(PrivateRedis redis) throws IOException {
        try (var open = new Socket(redis.host(), redis.port())) {
            redis.freeze();
            open.setSoTimeout(300);
            open.getOutputStream().write("PING\r\n".getBytes(US_ASCII));
            assertThatThrownBy(() -> open.getInputStream().read()).isInstanceOf(SocketTimeoutException.class);

            redis.thaw();
            open.setSoTimeout(5_000);
            assertThat(open.getInputStream().read()).isEqualTo('+');
        }
    }

    @Test
    void aFrozenServiceCanBeStoppedAndKilled(PrivateRedis redis) throws IOException {
        redis.freeze();
        redis.stop();
        redis.startAgain();
        redis.freeze();
        redis.kill();
        redis.startAgain();
        assertThat(ask(redis, "PING")).isEqualTo("+PONG");
    }

    @Test
    void anActionThatDoesNotFitTheStateIsRefused(PrivateRedis redis) {
        assertThatThrownBy(redis::startAgain)
                .isInstanceOf(IllegalStateException.class)
                .hasMessage("cannot start Redis on port " + redis.port() + ": it is RUNNING");
        assertThatThrownBy(redis::thaw).isInstanceOf(IllegalStateException.class);
        redis.kill();
        assertThatThrownBy(redis::kill).isInstanceOf(IllegalStateException.class);
        assertThatThrownBy(redis::stop).isInstanceOf(IllegalStateException.class);
        assertThatThrownBy(redis::freeze).isInstanceOf(IllegalStateException.class);
    }

    @Test
    void afterCloseNothingIsLeft() {
        PrivateRedis redis = PrivateRedis.start();
        long before = Processes.usingFolder(redis.folder());
        redis.freeze();

        redis.close();
        redis.close();

        assertThat(before).isEqualTo(1);
        assertThat(Processes.usingFolder(redis.folder())).isZero();
        assertThat(Files.exists(redis.folder())).isFalse();
        assertThatThrownBy(redis::startAgain).isInstanceOf(IllegalStateException.class);
    }

    @Test
    void aFailedStartSaysWhyAndLeavesNoProcess(PrivateRedis redis) throws IOException {
        redis.kill();
        Files.writeString(redis.folder().resolve("appendonlydir/appendonly.aof.manifest"), "no manifest");

        assertThatThrownBy(redis::startAgain)
                .isInstanceOf(ServiceException.Failed.class)
                .hasMessageMatching("(?s)Redis on port " + redis.port()
                        + " ended after \\d+ s; the end of .*server-2.log:\n.*AOF.*");

        assertThat(Processes.usingFolder(redis.folder())).isZero();
    }

    private static String ask(RedisService redis, String command) throws IOException {
        try (var socket = new Socket(redis.host(), redis.port())) {
            socket.setSoTimeout(5_000);
            socket.getOutputStream().write((command + "\r\n").getBytes(US_ASCII));
            var answer = new BufferedReader(new InputStreamReader(socket.getInputStream(), US_ASCII)).readLine();
            return Objects.requireNonNullElse(answer, "(end)");
        }
    }
}
